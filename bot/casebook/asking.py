"""Questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from bot.answers.shelves import with_shelves
from bot.answers.writing import Hear, Writing
from bot.casebook.desk import AtDesk
from bot.casebook.telling import tell_answer
from bot.domain.answer import Answer
from bot.domain.argument import Stance
from bot.domain.case import Case, Debate
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.subject import Subject
from bot.domain.text import Locale
from bot.errors import UnknownSubject
from bot.llm.deadline import Deadline
from bot.metering import Metered
from storage import ChannelStore

if TYPE_CHECKING:
    from bot.answers.case import Wanted
    from bot.answers.voices import Stores

AT_MOST = 64
"""Arguments that are brought into points before a case is told: half a second."""
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

    async def ask(
        self, channel: ChannelId, question: Question, shelves: Sequence[ChannelId] = (), hear: Hear | None = None
    ) -> Answer:
        """An answer from the saved arguments alone, or an abstention; the channel's own first.

        Where a language model writes it, `hear` is awaited with the answer each time that it has grown. The model has
        one deadline over all that it is asked for this question, which each sentence that may be shown renews.
        Errors: EmptyQuestion, QuestionTooLong.
        """
        began = monotonic()
        found = await self._found(channel, question, shelves, hear)
        tell_answer(found, monotonic() - began)
        return found

    async def _found(
        self, channel: ChannelId, question: Question, shelves: Sequence[ChannelId], hear: Hear | None
    ) -> Answer:
        answer, deadline = self._desk.answerer.answer, Deadline(self._desk.answers_within)
        writing = partial(self._writing, channel, deadline)
        own = await answer(question, self._channel(channel), await writing(channel, hear))
        others: dict[ChannelId, Answer] = {}
        for shelf in shelves_beside(channel, shelves):
            grown = _grown(own, others, shelf, hear) if hear else None
            others[shelf] = await answer(question, self._channel(shelf), await writing(shelf, grown))
        return with_shelves(own, others) if others else own

    async def _writing(
        self, asking: ChannelId, deadline: Deadline, held: ChannelId, hear: Hear | None
    ) -> Writing | None:
        """A model that may write of what `held` holds; none where either channel wants nothing sent. Who asks pays."""
        if self._desk.chat is None:
            return None
        for channel in dict.fromkeys((asking, held)):
            if not (await self._channel(channel).settings()).model_allowed:
                return None
        return Writing(Metered(self._desk.chat, self._channel(asking), deadline=deadline), _renewing(deadline, hear))

    async def case(self, channel: ChannelId, wanted: CaseQuery) -> Case:
        """A subject's points, those with most people first; a company covers its segments.

        Errors: UnknownSubject where the name is nobody's; a subject that nothing is held on has a case without points.
        """
        from bot.answers.case import case_of  # none of it is on the way of a question

        asked = await self._asked_of(channel, wanted)
        return await case_of(asked, await self._stores(channel, wanted.shelves))

    async def debate(self, channel: ChannelId, wanted: CaseQuery) -> Debate:
        """Both sides of a subject, paired by aspect. Errors: as `case`."""
        from bot.answers.debate import debate_of

        asked = await self._asked_of(channel, wanted)
        return await debate_of(asked, await self._stores(channel, wanted.shelves))

    async def _asked_of(self, channel: ChannelId, wanted: CaseQuery) -> "Wanted":
        from bot.answers.case import Wanted

        subject = await self._known_to([channel, *shelves_beside(channel, wanted.shelves)], wanted.subject)
        sides = BOTH if wanted.side is None else (wanted.side,)
        return Wanted(subject, sides, wanted.spoken.language if wanted.spoken else None)

    async def _stores(self, channel: ChannelId, shelves: Sequence[ChannelId]) -> "Stores":
        """With what is kept in points, also what an older version left out; of very much, the rest comes later."""
        stores: dict[ChannelId | None, ChannelStore] = {None: self._channel(channel)}
        stores.update((shelf, self._channel(shelf)) for shelf in shelves_beside(channel, shelves))
        for store in stores.values():
            await store.group(self._desk.ingest.grouping, AT_MOST)
        return stores

    async def _known_to(self, channels: Sequence[ChannelId], name: str) -> Subject:
        """Whom a name means in the first of the channels that knows it."""
        for channel in channels:
            if subject := await self._named(channel, name):
                return subject
        raise UnknownSubject(name=name)


def _renewing(deadline: Deadline, hear: Hear | None) -> Hear:
    """A model that goes on is waited for; what the listener takes does not count."""

    async def heard(answer: Answer) -> None:
        if hear:
            await hear(answer)
        deadline.renewed()

    return heard


def _grown(own: Answer, others: Mapping[ChannelId, Answer], shelf: ChannelId, hear: Hear) -> Hear:
    """Tells of the whole answer when a shelf's part of it has grown."""

    async def told(part: Answer) -> None:
        await hear(with_shelves(own, {**others, shelf: part}))

    return told


def shelves_beside(channel: ChannelId, shelves: Sequence[ChannelId]) -> list[ChannelId]:
    """Each once, without the channel itself."""
    return [shelf for shelf in dict.fromkeys(shelves) if shelf != channel]
