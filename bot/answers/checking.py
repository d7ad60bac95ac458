"""The gate, a sentence at a time: each is judged as it is closed, and told as soon as it passes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.answers.gate.refusal import Refusal
from bot.answers.ground import Grounded, Offered, refusal_of
from bot.domain.answer import DraftSentence, Dropped, Sentence

Passed = Callable[[Grounded], Awaitable[None]]
"""Awaited with all that passed so far, each time that another sentence does."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that the gate did not let through, and the rule that it broke."""

    draft: DraftSentence
    refusal: Refusal


class Checking:
    """What passed and what was refused of one answer. A sentence that is said again counts once."""

    def __init__(self, offered: Offered, passed: Passed) -> None:
        self._offered = offered
        self._passed = passed
        self._judged = set[DraftSentence]()
        self._kept: list[Sentence] = []
        self.refused: list[Refused] = []

    @property
    def kept(self) -> int:
        return len(self._kept)

    @property
    def claimed(self) -> int:
        """How many sentences named what they stand on, whether it carries them or not."""
        return sum(bool(draft.citations) for draft in self._judged)

    async def check(self, drafts: Iterable[DraftSentence]) -> None:
        for draft in drafts:
            if draft not in self._judged:
                self._judged.add(draft)
                await self._judge(draft)

    async def _judge(self, draft: DraftSentence) -> None:
        # In a thread: the model of entailment takes milliseconds in which others want to be acknowledged.
        refusal = await asyncio.to_thread(refusal_of, draft, self._offered)
        if refusal is not None:
            self.refused.append(Refused(draft, refusal))
            return
        self._kept.append(Sentence(text=draft.text, citations=draft.citations))
        await self._passed(self.grounded())

    def grounded(self) -> Grounded:
        """All that passed, what it stands on, and all that was refused."""
        dropped = tuple(Dropped(text=one.draft.text, reason=one.refusal) for one in self.refused)
        return Grounded.of(self._kept, dropped, self._offered.evidence)
