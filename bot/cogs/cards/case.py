"""A case found, told page by page, and the buttons to its pages, which find its subject again by a digest."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import discord

from bot.answers.told import Sides
from bot.cogs.cards.case_text import Telling, case_pages, empty_card
from bot.cogs.cards.point_text import TABLE
from bot.cogs.cards.subject_pages import NEAREST, Reads, SubjectButton, offers_more, paged, query_for, reader_of
from bot.cogs.surface.card import Card
from bot.cogs.surface.digest import DIGEST, digest
from bot.cogs.surface.place import here
from bot.domain.subject import SubjectKey

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page of which sides of a case, from which shelves."""

    sides: Sides
    page: int = 0
    reads: Reads = Reads.EVERYBODYS


async def telling(interaction: "Acted", subject: str, wanted: Wanted) -> Telling:
    """Both sides of the case, in the asker's language or the one that is set. Errors: UnknownSubject."""
    bot, reader = interaction.client, await reader_of(interaction)
    query = await query_for(interaction, subject, wanted.reads, reader)
    async with bot.answering:
        case = await bot.casebook.case(here(interaction), query)
    return Telling(case, wanted.sides, reader)


async def case_card(interaction: "Acted", told: Telling, wanted: Wanted) -> Card:
    """The page that is wanted, with buttons to those around it."""
    subject = digest(told.case.subject.key)
    if told.told.points:
        card = paged(
            case_pages(told),
            wanted.page,
            lambda page, label: PageButton(subject, replace(wanted, page=page), label),
            told.words,
        )
    else:
        card = empty_card(told, await interaction.client.casebook.subjects(here(interaction), "", NEAREST))
    if not await offers_more(interaction, wanted.reads):
        return card
    return card.controls(
        PageButton(subject, Wanted(wanted.sides, 0, Reads.OWN), told.words.say(TABLE, "other_shelves"))
    )


class PageButton(
    SubjectButton,
    template=rf"cb:case:(?P<subject>{DIGEST}):(?P<side>bull|bear|both):(?P<page>\d{{1,3}})(?P<reads>m?)",
):
    """Leads to a page of a case."""

    def __init__(self, subject: str, wanted: Wanted, label: str | None = None) -> None:
        custom_id = f"cb:case:{subject}:{wanted.sides}:{wanted.page}{wanted.reads}"
        super().__init__(custom_id, subject, wanted.reads, label)
        self.wanted = wanted

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["subject"], Wanted(Sides(match["side"]), int(match["page"]), Reads(match["reads"])))

    async def card(self, interaction: "Acted", key: SubjectKey) -> Card:
        return await case_card(interaction, await telling(interaction, key, self.wanted), self.wanted)
