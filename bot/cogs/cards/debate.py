"""A debate found, told page by page, and the buttons to its pages, which find its subject again by a digest."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import discord

from bot.cogs.cards.debate_text import Telling, debate_pages, no_debate_card
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
    """Which page of a debate, from which shelves."""

    page: int = 0
    reads: Reads = Reads.EVERYBODYS


async def telling(interaction: "Acted", subject: str, wanted: Wanted) -> Telling:
    """The debate, in the asker's language or the one that is set. Errors: UnknownSubject."""
    bot, reader = interaction.client, await reader_of(interaction)
    query = await query_for(interaction, subject, wanted.reads, reader)
    async with bot.answering:
        debate = await bot.casebook.debate(here(interaction), query)
    return Telling(debate, reader)


async def debate_card(interaction: "Acted", told: Telling, wanted: Wanted) -> Card:
    """The page that is wanted, with buttons to those around it."""
    subject = digest(told.debate.subject.key)
    if told.told.points:
        card = paged(
            debate_pages(told),
            wanted.page,
            lambda page, label: DebateButton(subject, replace(wanted, page=page), label),
            told.words,
        )
    else:
        card = no_debate_card(told, await interaction.client.casebook.subjects(here(interaction), "", NEAREST))
    if not await offers_more(interaction, wanted.reads):
        return card
    return card.controls(DebateButton(subject, Wanted(reads=Reads.OWN), told.words.say(TABLE, "other_shelves")))


class DebateButton(SubjectButton, template=rf"cb:debate:(?P<subject>{DIGEST}):(?P<page>\d{{1,3}})(?P<reads>m?)"):
    """Leads to a page of a debate."""

    def __init__(self, subject: str, wanted: Wanted, label: str | None = None) -> None:
        super().__init__(f"cb:debate:{subject}:{wanted.page}{wanted.reads}", subject, wanted.reads, label)
        self.wanted = wanted

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(match["subject"], Wanted(int(match["page"]), Reads(match["reads"])))

    async def card(self, interaction: "Acted", key: SubjectKey) -> Card:
        return await debate_card(interaction, await telling(interaction, key, self.wanted), self.wanted)
