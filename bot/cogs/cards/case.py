"""A case found, told page by page, and the buttons to its pages, which find its subject again by a digest."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.casebook import CaseQuery
from bot.cogs.cards.case_text import TABLE, Side, Telling, case_pages, empty_card
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.audience import leaves_some_out, shelves_for, shelves_for_all
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.clock import today
from bot.cogs.surface.digest import DIGEST, digest
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here, where
from bot.cogs.surface.reply import is_private, show, turn
from bot.cogs.surface.tongue import locale_of
from bot.domain.post import ChannelId
from bot.domain.subject import SubjectKey
from bot.errors import UnknownAnswer

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

NEAREST = 10


class Reads(StrEnum):
    """From which shelves a case is told, by the letter in its buttons.

    Those that everybody here may read, or those that the one who presses may.
    """

    EVERYBODYS = ""
    OWN = "m"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of which side of a case, from which shelves."""

    side: Side
    page: int = 0
    reads: Reads = Reads.EVERYBODYS


async def shelves(interaction: "Acted", reads: Reads) -> tuple[ChannelId, ...]:
    if reads is Reads.EVERYBODYS:
        return await shelves_for_all(interaction.client, where(interaction))
    return await shelves_for(interaction.client, where(interaction), interaction.user)


async def telling(interaction: "Acted", subject: str, wanted: Wanted) -> Telling:
    """Both sides of the case, in the asker's language or the one that is set. Errors: UnknownSubject."""
    channel, bot = here(interaction), interaction.client
    locale = (await bot.casebook.settings(channel)).answer_in or locale_of(interaction)
    query = CaseQuery(subject, shelves=await shelves(interaction, wanted.reads), spoken=locale)
    async with bot.answering:
        case = await bot.casebook.case(channel, query)
    return Telling(case, wanted.side, Reader(locale, today()))


async def case_card(interaction: "Acted", told: Telling, wanted: Wanted) -> Card:
    """The page that is wanted, or the last where there are fewer now, with buttons to those around it."""
    if not told.told:
        held = await interaction.client.casebook.subjects(here(interaction), "", NEAREST)
        return empty_card(told, held).controls(*await _more(interaction, told, wanted))
    every = case_pages(told)
    turning = Turning.to(wanted.page, len(every))
    turns = turning.buttons(
        lambda page, label: PageButton(digest(told.case.subject.key), replace(wanted, page=page), label),
        told.words,
    )
    return every[turning.page].controls(*turns, *await _more(interaction, told, wanted))


async def _more(interaction: "Acted", told: Telling, wanted: Wanted) -> list[discord.ui.Item[Any]]:
    """*From other shelves*, where some were left out because not everybody here may see them."""
    if wanted.reads is Reads.OWN or not await leaves_some_out(interaction.client, where(interaction)):
        return []
    own = Wanted(wanted.side, 0, Reads.OWN)
    return [PageButton(digest(told.case.subject.key), own, told.words.say(TABLE, "other_shelves"))]


class PageButton(
    Persistent, template=rf"cb:case:(?P<subject>{DIGEST}):(?P<side>bull|bear|both):(?P<page>\d{{1,3}})(?P<reads>m?)"
):
    """Shows a page of a case as it stands now to the one who presses, and turns what only they see."""

    def __init__(self, subject: str, wanted: Wanted, label: str | None = None) -> None:
        custom_id = f"cb:case:{subject}:{wanted.side}:{wanted.page}{wanted.reads}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.subject = subject
        self.wanted = wanted

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["subject"], Wanted(Side(match["side"]), int(match["page"]), Reads(match["reads"])))

    async def pressed(self, interaction: "Acted") -> None:
        interaction.client.count_use(interaction)
        alone = is_private(interaction)
        await interaction.response.defer(ephemeral=True, thinking=not alone)
        key = await self._key(interaction)
        card = await case_card(interaction, await telling(interaction, key, self.wanted), self.wanted)
        await (turn if alone else show)(interaction, card)

    async def _key(self, interaction: "Acted") -> SubjectKey:
        """The subject's, among what is held here and on the shelves now. Errors: UnknownAnswer."""
        for channel in (here(interaction), *await shelves(interaction, self.wanted.reads)):
            for held in await interaction.client.casebook.subjects(channel, "", limit=None):
                if digest(held.key) == self.subject:
                    return held.key
        raise UnknownAnswer(answer_id=self.subject)
