"""What the cards on one subject share: their pages, from which shelves they are told, and their subject found again."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import discord

from bot.casebook import CaseQuery
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.audience import leaves_some_out, shelves_for, shelves_for_all
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.clock import today
from bot.cogs.surface.digest import digest
from bot.cogs.surface.paging import Button, Turning
from bot.cogs.surface.place import here, where
from bot.cogs.surface.reply import is_private, show_if_wanted, turn
from bot.cogs.surface.tongue import locale_of
from bot.domain.post import ChannelId
from bot.domain.subject import SubjectKey
from bot.errors import UnknownAnswer
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]

NEAREST = 10
"""Subjects that are named where nothing is held on the one that was asked for."""


class Reads(StrEnum):
    """From which shelves a card is told, by the letter in its buttons.

    Those that everybody here may read, or those that the one who presses may.
    """

    EVERYBODYS = ""
    OWN = "m"


async def shelves(interaction: "Acted", reads: Reads) -> tuple[ChannelId, ...]:
    if reads is Reads.EVERYBODYS:
        return await shelves_for_all(interaction.client, where(interaction))
    return await shelves_for(interaction.client, where(interaction), interaction.user)


async def offers_more(interaction: "Acted", reads: Reads) -> bool:
    """Whether some shelves are left out that the one who presses may be allowed to read."""
    return reads is Reads.EVERYBODYS and await leaves_some_out(interaction.client, where(interaction))


async def reader_of(interaction: "Acted") -> Reader:
    """In the language that is set for the channel, or the asker's."""
    settings = await interaction.client.casebook.settings(here(interaction))
    return Reader(settings.answer_in or locale_of(interaction), today())


async def query_for(interaction: "Acted", subject: str, reads: Reads, reader: Reader) -> CaseQuery:
    """Both sides of a subject."""
    return CaseQuery(subject, shelves=await shelves(interaction, reads), spoken=reader.locale)


def paged(every: Sequence[Card], page: int, button: Button, words: Wording) -> Card:
    """The page that is wanted, or the last where there are fewer now, with buttons to those around it."""
    turning = Turning.to(page, len(every))
    return every[turning.page].controls(*turning.buttons(button, words))


class SubjectButton(Persistent, template=r"(?!)"):
    """Shows a card on its subject as it stands now to the one who presses, and turns what only they see.

    `subject` is a digest of its key.
    """

    def __init__(self, custom_id: str, subject: str, reads: Reads, label: str | None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))
        self.subject = subject
        self.reads = reads

    async def card(self, interaction: "Acted", key: SubjectKey) -> Card:
        """What is shown of the subject. Errors: UnknownSubject."""
        raise NotImplementedError

    async def pressed(self, interaction: "Acted") -> None:
        interaction.client.count_use(interaction)
        alone = is_private(interaction)
        await interaction.response.defer(ephemeral=True, thinking=not alone)
        card = await self.card(interaction, await _key_of(interaction, self.subject, self.reads))
        await (turn if alone else show_if_wanted)(interaction, card)


async def _key_of(interaction: "Acted", digested: str, reads: Reads) -> SubjectKey:
    """The subject that a button names, among what is held here and on the shelves now. Errors: UnknownAnswer."""
    for channel in (here(interaction), *await shelves(interaction, reads)):
        for held in await interaction.client.casebook.subjects(channel, "", limit=None):
            if digest(held.key) == digested:
                return held.key
    raise UnknownAnswer(answer_id=digested)
