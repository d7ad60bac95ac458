"""What came in, told page by page; the buttons to its pages hold the time that it tells of."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

import discord

from bot.answers.digest_words import Clock
from bot.cogs.cards.digest_text import Telling, digest_pages
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.clock import today
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import is_private, show, turn
from bot.cogs.surface.tongue import locale_of
from bot.domain.digest import Window
from bot.domain.settings import ChannelSettings

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]


async def telling(interaction: "Acted", window: Window) -> Telling:
    """In the asker's language or the one that is set, by the channel's clock."""
    channel, bot = here(interaction), interaction.client
    settings = await bot.casebook.settings(channel)
    async with bot.answering:
        digest = await bot.casebook.digest(channel, window)
    return Telling(digest, Reader(settings.answer_in or locale_of(interaction), today()), clock_of(settings))


def clock_of(settings: ChannelSettings) -> Clock:
    """The zone that is set for the scheduled digest; without one Coordinated Universal Time."""
    return Clock() if settings.digest is None else Clock(settings.digest.tz, settings.digest.zone)


def digest_card(told: Telling, page: int = 0) -> Card:
    """The page that is wanted, or the last where there are fewer now, with buttons to those around it."""
    every, window = digest_pages(told), told.digest.window
    turning = Turning.to(page, len(every))
    return every[turning.page].controls(*turning.buttons(lambda to, label: PageButton(window, to, label), told.words))


class PageButton(Persistent, template=r"cb:digest:(?P<since>\d{1,11}):(?P<until>\d{1,11}):(?P<page>\d{1,3})"):
    """Shows a page of a digest as it stands now to the one who presses, and turns what only they see."""

    def __init__(self, window: Window, page: int, label: str | None = None) -> None:
        custom_id = f"cb:digest:{int(window.since.timestamp())}:{int(window.until.timestamp())}:{page}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.window = window
        self.page = page

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(Window(since=_moment(match["since"]), until=_moment(match["until"])), int(match["page"]))

    async def pressed(self, interaction: "Acted") -> None:
        interaction.client.count_use(interaction)
        alone = is_private(interaction)
        await interaction.response.defer(ephemeral=True, thinking=not alone)
        card = digest_card(await telling(interaction, self.window), self.page)
        await (turn if alone else show)(interaction, card)


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
