"""The gate, a sentence at a time: each is judged as it is closed, and told as soon as it passes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.answers.gate.refusal import Refusal
from bot.answers.ground import Grounded, Offered, refusal_of_written
from bot.answers.mending import in_plain_words, to_the_letter
from bot.domain.answer import DraftSentence, Dropped, Sentence

Passed = Callable[[Grounded], Awaitable[None]]
"""Awaited with all that passed so far, each time that more does."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that the gate did not let through, and the rule that it broke."""

    draft: DraftSentence
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class _Judged:
    """What may be told of a sentence: itself, or in its stead what it reports; with a refusal where it fell."""

    told: tuple[DraftSentence, ...]
    refused: Refused | None = None


class Checking:
    """What passed and what was refused of one answer. A sentence that is said again counts once."""

    def __init__(self, offered: Offered, passed: Passed) -> None:
        self._offered = offered
        self._passed = passed
        self._seen = set[DraftSentence]()
        self.repeated = 0
        self._kept: list[Sentence] = []
        self.refused: list[Refused] = []

    @property
    def kept(self) -> int:
        return len(self._kept)

    @property
    def told(self) -> set[int]:
        """The numbers of the evidence that what passed stands on."""
        return {n for sentence in self._kept for n in sentence.citations}

    @property
    def claimed(self) -> int:
        """How many sentences named what they stand on, whether it carries them or not."""
        return sum(bool(draft.citations) for draft in self._seen)

    async def check(self, drafts: Iterable[DraftSentence]) -> None:
        for draft in drafts:
            if draft in self._seen:
                self.repeated += 1
            else:
                self._seen.add(draft)
                # In a thread: one that is made to be slow takes 65 ms, in which others want to be acknowledged.
                await self._take(await asyncio.to_thread(_judged, draft, self._offered))

    async def _take(self, judged: _Judged) -> None:
        if judged.refused:
            self.refused.append(judged.refused)
        told = self.told if judged.refused else set[int]()
        news = [one for one in judged.told if not told.issuperset(one.citations)]
        self._kept += [Sentence(text=one.text, citations=one.citations) for one in news]
        if news:
            await self._passed(self.grounded())

    def grounded(self) -> Grounded:
        """All that passed, what it stands on, and all that was refused."""
        dropped = tuple(Dropped(text=one.draft.text, reason=one.refusal) for one in self.refused)
        return Grounded.of(self._kept, dropped, self._offered.evidence)


def _judged(draft: DraftSentence, offered: Offered) -> _Judged:
    exact = to_the_letter(draft, offered)
    refusal = refusal_of_written(exact, offered)
    if refusal is None:
        return _Judged((exact,))
    plain = tuple(one for one in in_plain_words(exact, offered) if refusal_of_written(one, offered) is None)
    return _Judged(plain, Refused(draft, refusal))
