"""Answers after they were shown: their sources, what readers say of them, and what becomes of them."""

from collections.abc import AsyncIterator, Collection, Sequence

from bot.casebook.desk import AtDesk
from bot.domain.answer import Evidence
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import AnswerId, Cited, Feedback, Place, ShownAnswer, Sources, Verdict


class Showing(AtDesk):
    """What is remembered of an answer names arguments and repeats none: a deleted one can't be shown again."""

    async def remember(
        self, channel: ChannelId, evidence: Sequence[Evidence], question: Question, engine: str | None = None
    ) -> AnswerId:
        """Remember what an answer to a question cites, before it is shown: so that its buttons can name it.

        `engine` names what composed it, with its version.
        """
        cited = [Cited(n=one.n, channel=one.shelf or channel, argument_id=one.argument.argument_id) for one in evidence]
        return await self._channel(channel).remember(question, cited, engine)

    async def placed(self, channel: ChannelId, answer_id: AnswerId, place: Place) -> None:
        """Note where an answer stands now. Errors: UnknownAnswer."""
        await self._channel(channel).placed(answer_id, place)

    async def shown(self, channel: ChannelId, answer_id: AnswerId) -> ShownAnswer:
        """An answer, with the sources that it has left. Errors: UnknownAnswer."""
        return (await self._channel(channel).remembered(answer_id)).answer

    async def shown_at(self, channel: ChannelId, message: str) -> ShownAnswer | None:
        """The answer that stands in a message, if one does."""
        remembered = await self._channel(channel).remembered_at(message)
        return None if remembered is None else remembered.answer

    async def cited(self, channel: ChannelId, answer_id: AnswerId, readable: Collection[ChannelId]) -> Sources:
        """An answer's sources as they stand now, under the numbers that it gave them: those of this channel and of
        the `readable` ones. Errors: UnknownAnswer."""
        remembered = await self._channel(channel).remembered(answer_id)
        evidence: list[Evidence] = []
        for holder in dict.fromkeys(source.channel for source in remembered.answer.cited):
            if holder == channel or holder in readable:
                sources = [source for source in remembered.answer.cited if source.channel == holder]
                evidence += await self._evidence(sources, None if holder == channel else holder)
        evidence.sort(key=lambda item: item.n)
        return Sources(evidence=tuple(evidence), gone=remembered.sources - len(evidence))

    async def _evidence(self, sources: Sequence[Cited], shelf: ChannelId | None) -> list[Evidence]:
        """Those that are still there, of sources that one store holds."""
        numbers = {source.argument_id: source.n for source in sources}
        found = await self._channel(sources[0].channel).evidence(list(numbers))
        return [
            Evidence(n=numbers[argument.argument_id], argument=argument, post=post, shelf=shelf)
            for argument, post in found
        ]

    async def judge(self, channel: ChannelId, answer_id: AnswerId, person: str, verdict: Verdict) -> None:
        """Keep what a person says of an answer; of several verdicts of one person the last counts.

        Errors: UnknownAnswer.
        """
        await self._channel(channel).judge(answer_id, person, verdict)

    async def feedback(self, channel: ChannelId) -> Feedback:
        """What was said of this channel's answers."""
        return await self._channel(channel).feedback()

    async def withdrawn(self, channel: ChannelId) -> list[ShownAnswer]:
        """The answers that stand somewhere and cite what was deleted since, with the sources that they have left."""
        return [remembered.answer for remembered in await self._channel(channel).withdrawn()]

    def deletions(self) -> AsyncIterator[ChannelId | None]:
        """The channels in which something is deleted, as it is, whichever process does it; None where any may have been
        missed. Where only one machine's processes share the store, none is told, and this ends at once."""
        return self._desk.store.erased()

    async def withdrawn_channels(self) -> list[ChannelId]:
        """The channels that have such answers."""
        return await self._desk.store.withdrawn_channels()

    async def begun(self, channel: ChannelId, place: Place) -> None:
        """A part of an answer stands there, of which nothing else is remembered yet."""
        await self._channel(channel).begin_showing(place)

    async def ended(self, channel: ChannelId, place: Place) -> None:
        """It stands there whole, or nothing of it."""
        await self._channel(channel).end_showing(place)

    async def unfinished(self, channel: ChannelId) -> list[Place]:
        """Where a part of an answer stands that is being written, or was when a process was killed."""
        return await self._channel(channel).unfinished()

    async def unfinished_channels(self) -> list[ChannelId]:
        """The channels of which there are such."""
        return await self._desk.store.unfinished_channels()

    async def drop_answer(self, channel: ChannelId, answer_id: AnswerId) -> None:
        """Remember an answer no longer, nor what was said of it."""
        await self._channel(channel).drop_answer(answer_id)
