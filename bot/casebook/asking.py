"""Questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.case import Stores, Wanted, case_of
from bot.answers.shelves import with_shelves
from bot.casebook.desk import AtDesk
from bot.domain.answer import Answer
from bot.domain.argument import Stance
from bot.domain.case import Case
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.subject import Subject
from bot.domain.text import Locale
from bot.errors import UnknownSubject

BOTH = (Stance.BULL, Stance.BEAR)


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Whose case to tell, by any name; one side of it, or both where `side` is None.

    `shelves`: other channels whose casebooks are read too. `spoken`: what the asker is shown elsewhere; of quotes as
    strong as each other, those in that language go first.
    """

    subject: str
    side: Stance | None = None
    shelves: Sequence[ChannelId] = ()
    spoken: Locale | None = None


class Asking(AtDesk):
    """Answers, from saved arguments alone: the channel's, and those of the shelves that are named in the call."""

    async def ask(self, channel: ChannelId, question: Question, shelves: Sequence[ChannelId] = ()) -> Answer:
        """An answer from the saved arguments alone, or an abstention; the channel's own first.

        Errors: EmptyQuestion, QuestionTooLong.
        """
        own = await self._desk.answerer.answer(question, self._channel(channel))
        others = {
            shelf: await self._desk.answerer.answer(question, self._channel(shelf))
            for shelf in shelves_beside(channel, shelves)
        }
        return with_shelves(own, others) if others else own

    async def case(self, channel: ChannelId, wanted: CaseQuery) -> Case:
        """A subject's points, those with most people first; a company covers its segments.

        Errors: UnknownSubject where the name is nobody's; a subject that nothing is held on has a case without points.
        """
        shelves = shelves_beside(channel, wanted.shelves)
        subject = await self._known_to([channel, *shelves], wanted.subject)
        sides = BOTH if wanted.side is None else (wanted.side,)
        stores: Stores = {None: self._channel(channel)} | {shelf: self._channel(shelf) for shelf in shelves}
        return await case_of(Wanted(subject, sides, wanted.spoken.language if wanted.spoken else None), stores)

    async def _known_to(self, channels: Sequence[ChannelId], name: str) -> Subject:
        """Whom a name means in the first of the channels that knows it."""
        for channel in channels:
            if subject := await self._named(channel, name):
                return subject
        raise UnknownSubject(name=name)


def shelves_beside(channel: ChannelId, shelves: Sequence[ChannelId]) -> list[ChannelId]:
    """Each once, without the channel itself."""
    return [shelf for shelf in dict.fromkeys(shelves) if shelf != channel]
