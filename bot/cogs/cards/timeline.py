"""A timeline found, drawn and told page by page, and the buttons to its pages, which find its subject by a digest."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Self

import discord

from bot.casebook import TimelineQuery
from bot.cogs.cards.point_text import nearest_line
from bot.cogs.cards.subject_pages import NEAREST, Reads, SubjectButton, offers_more, reader_of, shelves
from bot.cogs.cards.timeline_text import TABLE, Telling, page_card, timeline_pages
from bot.cogs.surface.card import Card, Shot
from bot.cogs.surface.digest import DIGEST, digest
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here
from bot.domain.subject import SubjectKey
from bot.pictures import draw

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

PICTURE = "timeline.png"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of a timeline, from which day on, from which shelves."""

    since: date | None = None
    page: int = 0
    reads: Reads = Reads.EVERYBODYS


async def telling(interaction: "Acted", subject: str, wanted: Wanted) -> Telling:
    """The timeline, in the asker's language or the one that is set. Errors: UnknownSubject."""
    bot, reader = interaction.client, await reader_of(interaction)
    query = TimelineQuery(
        subject, reader.today, wanted.since, await shelves(interaction, wanted.reads), spoken=reader.locale
    )
    async with bot.answering:
        return Telling(await bot.casebook.timeline(here(interaction), query), reader)


async def timeline_card(interaction: "Acted", told: Telling, wanted: Wanted) -> Card:
    """The page that is wanted, the first with the picture, and the buttons to those around it."""
    every = timeline_pages(told)
    page = Turning.to(wanted.page, len(every))
    shot = await _shot(interaction, told) if page.page == 0 and told.timeline.bars else None
    card = page_card(told, page, every[page.page], shot)
    if not told.timeline.evidence:
        held = await interaction.client.casebook.subjects(here(interaction), "", NEAREST)
        card.text(nearest_line(held, told.words))
    return card.controls(*await _buttons(interaction, told, replace(wanted, page=page.page), len(every)))


async def _shot(interaction: "Acted", told: Telling) -> Shot:
    async with interaction.client.answering:
        picture = await draw(told.timeline, told.reader.locale)
    return Shot(PICTURE, picture.png, picture.alt)


async def _buttons(interaction: "Acted", told: Telling, wanted: Wanted, pages: int) -> list[discord.ui.Item[Any]]:
    subject = digest(told.timeline.subject.key)
    turns = Turning(wanted.page, pages).buttons(
        lambda page, label: TimelineButton(subject, replace(wanted, page=page), label), told.words
    )
    if not await offers_more(interaction, wanted.reads):
        return turns
    own = Wanted(wanted.since, 0, Reads.OWN)
    return [*turns, TimelineButton(subject, own, told.words.say(TABLE, "other_shelves"))]


class TimelineButton(
    SubjectButton,
    template=rf"cb:time:(?P<subject>{DIGEST}):(?P<since>\d{{1,7}}):(?P<page>\d{{1,3}})(?P<reads>m?)",
):
    """Leads to a page of a timeline. `since` is a proleptic ordinal, 0 for all."""

    def __init__(self, subject: str, wanted: Wanted, label: str | None = None) -> None:
        since = wanted.since.toordinal() if wanted.since else 0
        super().__init__(f"cb:time:{subject}:{since}:{wanted.page}{wanted.reads}", subject, wanted.reads, label)
        self.wanted = wanted

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        since = min(int(match["since"]), date.max.toordinal())
        day = date.fromordinal(since) if since else None
        return cls(match["subject"], Wanted(day, int(match["page"]), Reads(match["reads"])))

    async def card(self, interaction: "Acted", key: SubjectKey) -> Card:
        return await timeline_card(interaction, await telling(interaction, key, self.wanted), self.wanted)
