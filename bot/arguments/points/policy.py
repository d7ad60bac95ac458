"""When an argument joins a point, when two points are one, and when one is two.

A point is known by the total of its members' places and their number: the dot product of a place with their mean is
the mean of its likenesses to all of them (average linkage), and costs the same however many they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]
Sizes: TypeAlias = NDArray[np.integer]
FIRST_LOOK = 4
"""The smallest point that is looked at for a split; then at each doubling."""
NOTHING = 1e-6
"""Less than any place differs from what all share."""
ROUNDS = 8
"""Of moving members between two halves, at most; it mostly comes to rest after three."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The likenesses at which points change. Places are rows of unit length; what all of a side share is left out."""

    joining: float = 0.30
    merging: float = 0.34
    splitting: float = 0.05
    """Two halves of a point less alike than this are two points."""
    prior: float = 20.0
    """How many places lie at the origin, as it were, when what all of a side share is reckoned."""

    def joins(self, newcomers: Array, totals: Array, sizes: Sizes) -> Sequence[int]:
        """For each newcomer in order the row of the point that it joins; rows from p on are founded by newcomers.

        Shapes: newcomers (n, d), totals (p, d), sizes (p,); a founder counts for those after it.
        """
        count, everyone = len(sizes), float(np.sum(sizes))
        sums = np.concatenate([totals, np.zeros_like(newcomers)])
        held = np.concatenate([sizes, np.zeros(len(newcomers))]).astype(np.float32)
        shared = sums.sum(axis=0)
        rows: list[int] = []
        for place in newcomers:
            centre = shared / (everyone + self.prior)
            row = self._nearest(place - centre, sums[:count] / held[:count, None] - centre)
            rows.append(row)
            count = max(count, row + 1)
            sums[row] += place
            held[row] += 1
            shared, everyone = shared + place, everyone + 1
        return rows

    def _nearest(self, place: Array, means: Array) -> int:
        """The row of the point that a place is like enough to join; the next row where there is none."""
        if not len(means):
            return 0
        likeness = means @ place / max(float(place @ place), NOTHING)
        nearest = int(likeness.argmax())
        return nearest if likeness[nearest] >= self.joining else len(means)

    def merges(self, totals: Array, sizes: Sizes, changed: Sequence[int]) -> Sequence[tuple[int, int]]:
        """(gone, into) for each two points that are one, likest first; no row stands in two pairs as the one gone.

        Shapes: totals (p, d), sizes (p,). Only pairs that one of `changed` stands in are looked at; the larger
        survives, the older one (the lower row) of two alike. A row takes part in one merge at a time.
        """
        if len(sizes) < 2 or not len(changed):
            return []
        held = np.asarray(sizes, dtype=np.float32)
        centre = totals.sum(axis=0) / (held.sum() + self.prior)
        means = totals / held[:, None] - centre
        likeness = means[list(changed)] @ means.T / max(1 - float(centre @ centre), NOTHING)
        likeness[np.arange(len(changed)), list(changed)] = -np.inf
        found = zip(*np.nonzero(likeness >= self.merging), strict=True)
        pairs = sorted((-float(likeness[n, other]), changed[n], int(other)) for n, other in found)
        return _apart([_directed(one, other, sizes) for _, one, other in pairs])

    def is_due(self, before: int, after: int) -> bool:
        """Whether a point that grew so is to be looked at for a split: it reached 4, 8, 16, …"""
        return after >= FIRST_LOOK and before.bit_length() < after.bit_length()

    def splits(self, members: Array) -> NDArray[np.bool_] | None:
        """(m,): which members leave into a new point, the fewer ones; None where the point stays one."""
        if len(members) < FIRST_LOOK:
            return None
        leaves = _halves(members)
        if not 1 < leaves.sum() < len(members) - 1:
            return None
        ours, theirs = members[~leaves].mean(axis=0), members[leaves].mean(axis=0)
        return leaves if float(ours @ theirs) < self.splitting else None


def _directed(one: int, other: int, sizes: Sizes) -> tuple[int, int]:
    """(gone, into): the larger survives, the older at a tie."""
    into, gone = sorted((one, other), key=lambda row: (-int(sizes[row]), row))
    return gone, into


def _apart(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs in their order without those of which a row stands in an earlier one."""
    seen: set[int] = set()
    kept = []
    for pair in pairs:
        if seen.isdisjoint(pair):
            kept.append(pair)
            seen.update(pair)
    return kept


def _halves(members: Array) -> NDArray[np.bool_]:
    """(m,): the smaller of two halves, as far apart as moving members between them brings them."""
    around = members - members.mean(axis=0)
    axis = around[int(np.einsum("ij,ij->i", around, around).argmax())]
    second = around @ axis > 0
    for _ in range(ROUNDS):
        if second.all() or not second.any():
            break
        moved = around @ (around[second].mean(axis=0) - around[~second].mean(axis=0)) > 0
        if (moved == second).all():
            break
        second = moved
    smaller: NDArray[np.bool_] = second if second.sum() * 2 <= len(members) else ~second
    return smaller
