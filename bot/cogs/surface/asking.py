"""Putting a question to the front door, for commands, mentions and buttons alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cogs.surface.telling import Telling
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import AnswerId

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the channel whose store it is put to, and the other stores that may be read for it.

    `left_out`: others could be read for some of those who will see the answer, and are not.
    """

    channel: ChannelId
    question: Question
    shelves: Sequence[ChannelId] = ()
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and the id under which its buttons find it again; `left_out` as it was asked."""

    answer_id: AnswerId
    answer: Answer
    question: Question
    left_out: bool = False


async def answer(bot: "CasebookBot", asked: Asked, telling: Telling) -> Told:
    """The whole answer, to be shown now; until then `telling` shows how far it has come.

    Errors: EmptyQuestion, QuestionTooLong, StoreError's children.
    """
    settings = await bot.casebook.settings(asked.channel)
    question = asked.question.model_copy(update={"answer_in": settings.answer_in})
    is_written = settings.model_allowed and bot.casebook.has_model
    async with bot.writing if is_written else bot.answering:
        found = await bot.casebook.ask(asked.channel, question, asked.shelves, telling.hear)
    await telling.rest()
    answer_id = await bot.casebook.remember(asked.channel, found.citations, question, found.engine)
    return Told(answer_id, found, question, asked.left_out)
