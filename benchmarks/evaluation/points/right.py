"""Groups arguments as the reader of the set did, so that what the product makes of right points can be measured."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.arguments.grouping import PointGrouping
from bot.domain.argument import Argument
from storage import Places, Unplaced

Sizes = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class RightGrouping:
    """For a store that takes a post at a time. `point_of`: the point of each text.

    Rows are points in the order in which they were founded, which is how the store hands them over.
    """

    product: PointGrouping
    point_of: Mapping[str, str]
    founded: dict[object, list[str]] = field(default_factory=lambda: defaultdict(list))
    coming: list[tuple[Unplaced, NDArray[np.float32]]] = field(default_factory=list)

    @property
    def space(self) -> str:
        return self.product.space

    @property
    def policy(self) -> Self:
        return self

    async def places(self, unplaced: Sequence[Unplaced]) -> Places:
        self.coming[:] = zip(unplaced, await self.product.places(unplaced), strict=True)
        return np.stack([place for _, place in self.coming])

    def joins(self, newcomers: Places, totals: Places, sizes: Sizes) -> Sequence[int]:
        del totals, sizes
        rows = []
        for one in map(self._which, newcomers):
            side, point = (one.argument.subject.key, one.argument.stance), self.point_of[one.argument.quote]
            if point not in self.founded[side]:
                self.founded[side].append(point)
            rows.append(self.founded[side].index(point))
        return rows

    def _which(self, newcomer: NDArray[np.float32]) -> Unplaced:
        """The one that lies there: the store asks side by side, and gives places in bytes."""
        return max(self.coming, key=lambda one: float(one[1] @ newcomer))[0]

    def merges(self, totals: Places, sizes: Sizes, changed: Sequence[int]) -> Sequence[tuple[int, int]]:
        del totals, sizes, changed
        return []

    def is_due(self, before: int, after: int) -> bool:
        return self.product.policy.is_due(before, after)

    def splits(self, members: Places, totals: Places, sizes: Sizes) -> NDArray[np.bool_] | None:
        del members, totals, sizes
        return None

    def repeats(self, quote: str, other: str) -> bool:
        return self.product.repeats(quote, other)

    def told_by(self, members: Sequence[tuple[Argument, float]], now: int | None) -> int:
        return self.product.told_by(members, now)
