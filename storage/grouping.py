"""What says which arguments make one point. The store asks it, and keeps what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import Argument, Stance

Places: TypeAlias = NDArray[np.float32]
"""(n, d): a row of unit length for each argument. A point's total is the sum of its members' rows."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An argument that is in no point yet."""

    position: int
    argument: Argument

    @property
    def takes_a_side(self) -> bool:
        """Whether it can be in a point."""
        return self.argument.stance is not Stance.NEUTRAL


class Policy(Protocol):
    """When an argument joins a point, when two points are one, and when one is two."""

    def joins(self, newcomers: Places, totals: Places, sizes: NDArray[np.integer[Any]]) -> Sequence[int]:
        """For each newcomer in order the row of the point that it joins; rows from p on are founded by newcomers."""
        ...

    def merges(
        self, totals: Places, sizes: NDArray[np.integer[Any]], changed: Sequence[int]
    ) -> Sequence[tuple[int, int]]:
        """(gone, into) for each two points that are one, of which one is among `changed`. No row is in two pairs."""
        ...

    def is_due(self, before: int, after: int) -> bool:
        """Whether a point that grew so is to be looked at anew: whether it is one, and what it is told by."""
        ...

    def splits(self, members: Places, totals: Places, sizes: NDArray[np.integer[Any]]) -> NDArray[np.bool_] | None:
        """(m,): which members leave into a new point; None where the point stays one.

        Shapes: members (m, d) of the point, totals (p, d) and sizes (p,) of all points of the side.
        """
        ...


class Grouping(Protocol):
    """Groups the arguments of one subject's side as they come."""

    @property
    def space(self) -> str:
        """Names how places are measured; those of different names can't be compared."""
        ...

    @property
    def policy(self) -> Policy: ...

    async def places(self, unplaced: Sequence[Unplaced]) -> Places:
        """It may take milliseconds for each, in which whoever waits for the loop goes on."""
        ...

    def repeats(self, quote: str, other: str) -> bool:
        """Whether two quotes are one text."""
        ...

    def told_by(self, members: Sequence[tuple[Argument, float]], now: int | None) -> int:
        """Which member tells the point best, given each one's likeness to all of them; `now` is the one that does."""
        ...
