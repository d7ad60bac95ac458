"""Questions."""

from bot.casebook.desk import AtDesk
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.question import Question


class Asking(AtDesk):
    """Answers, from saved arguments alone."""

    async def ask(self, channel: ChannelId, question: Question) -> Answer:
        """An answer from this channel's saved arguments alone, or an abstention.

        Errors: EmptyQuestion, QuestionTooLong.
        """
        return await self._desk.answerer.answer(question, self._channel(channel))
