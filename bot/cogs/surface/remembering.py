"""Remembering where something stands that cites posts, so that it is taken back when one of them is deleted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.clock import today
from bot.cogs.surface.place import here
from bot.domain.answer import Evidence
from bot.domain.question import Question
from bot.domain.shown import Place
from bot.domain.text import Locale

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


def as_question(text: str, locale: Locale) -> Question:
    """What a command was asked, in words: they stand in the place of what was taken back."""
    return Question(text=text, asked_on=today(), spoken=locale)


async def remember_standing(
    interaction: "discord.Interaction[CasebookBot]", asked: Question, evidence: Sequence[Evidence], message_id: int
) -> None:
    """To be called once it stands: what was deleted before that is noticed now, and what shows it is taken back."""
    channel, casebook = here(interaction), interaction.client.casebook
    answer_id = await casebook.remember(channel, evidence, asked)
    await casebook.placed(channel, answer_id, Place(channel=str(interaction.channel_id), message=str(message_id)))
