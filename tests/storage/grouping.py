"""A grouping whose places are the vectors that the arguments came with, and whose numbers say nothing of language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.arguments.points.policy import Policy
from bot.domain.argument import Argument
from storage import Places, Unplaced

PLAIN = Policy(joining=0.8, merging=0.9, splitting=0.5, prior=1e9)


@dataclass(frozen=True, slots=True)
class ByVector:
    """Joins from a likeness of .8 on; nothing is left out of what a side shares."""

    space: str = "vectors"
    policy: Policy = PLAIN

    def places(self, unplaced: Sequence[Unplaced]) -> Places:
        found = [one.vector for one in unplaced if one.vector is not None]
        assert len(found) == len(unplaced)
        return np.stack(found)

    def joins(self, newcomers: Places, totals: Places, sizes: NDArray[np.integer[Any]]) -> Sequence[int]:
        return self.policy.joins(newcomers, totals, sizes)

    def merges(
        self, totals: Places, sizes: NDArray[np.integer[Any]], changed: Sequence[int]
    ) -> Sequence[tuple[int, int]]:
        return self.policy.merges(totals, sizes, changed)

    def is_due(self, before: int, after: int) -> bool:
        return self.policy.is_due(before, after)

    def splits(self, members: Places, totals: Places, sizes: NDArray[np.integer[Any]]) -> NDArray[np.bool_] | None:
        return self.policy.splits(members, totals, sizes)

    def repeats(self, quote: str, other: str) -> bool:
        return quote.casefold() == other.casefold()

    def told_by(self, members: Sequence[tuple[Argument, float]], now: int | None) -> int:
        """The shortest; nothing is changed for an equal one."""
        best = min(range(len(members)), key=lambda n: len(members[n][0].quote))
        shorter = now is None or len(members[best][0].quote) < len(members[now][0].quote)
        return best if shorter or now is None else now
