"""When an argument joins a point, when two points are one, and when one is two.

A point is known by the total of its members' places and their number: the dot product of a place with their mean is
the mean of its likenesses to all of them (average linkage), and costs the same however many they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float32]
Sizes: TypeAlias = NDArray[np.integer]
USUAL = 16
"""Arguments of a side that the likenesses were chosen for."""
SETTLED = 16
"""Points up to this size are looked at each time that they grow; larger ones at each doubling."""
ROUNDS = 8
"""Of moving members between two halves, at most; it mostly comes to rest after three."""
NOTHING = 1e-6
"""Less than any place differs from what all share."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The likenesses at which points change.

    Places are rows of unit length. A likeness is a cosine after what the side shares was taken away: arguments about
    one company are all alike, and what all say tells no point from another.
    """

    joining: float = 0.07
    merging: float = 0.12
    splitting: float = 0.02
    """Two halves of a point less alike than this are two points."""
    prior: float = 4.0
    """How many places lie at the origin, as it were, when what all of a side share is reckoned."""
    rising: float = 0.02
    """How much more each likeness must be with every doubling of a side that has more than `USUAL` arguments."""

    def joins(self, newcomers: Array, totals: Array, sizes: Sizes) -> Sequence[int]:
        """For each newcomer in order the row of the point that it joins; rows from p on are founded by newcomers.

        Shapes: newcomers (n, d), totals (p, d), sizes (p,); a founder counts for those after it.
        """
        count, sums = len(sizes), np.concatenate([totals, np.zeros_like(newcomers)])
        held = np.concatenate([sizes, np.zeros(len(newcomers))]).astype(np.float32)
        rows: list[int] = []
        for place in newcomers:
            row = self._nearest(place, sums[:count], held[:count])
            rows.append(row)
            count = max(count, row + 1)
            sums[row] += place
            held[row] += 1
        return rows

    def _nearest(self, place: Array, totals: Array, sizes: Array) -> int:
        """The row of the point that a place is like enough to join; the next row where there is none."""
        if not len(sizes):
            return 0
        shared = self.shared(totals, sizes)
        away = _unit(place - shared)
        # Two products with the totals, and no copy of them: there may be thousands of points.
        along, toward = (totals @ np.stack([away, shared], axis=1) / sizes[:, None]).T
        likeness = (along - shared @ away) / _spread(toward, shared)
        nearest = int(likeness.argmax())
        return nearest if likeness[nearest] >= self._raised(self.joining, sizes) else len(sizes)

    def shared(self, totals: Array, sizes: Sizes | Array) -> Array:
        """(d,): the mean of all places, drawn toward the origin where they are few."""
        mean: Array = totals.sum(axis=0) / np.float32(np.sum(sizes) + self.prior)
        return mean

    def merges(self, totals: Array, sizes: Sizes, changed: Sequence[int]) -> Sequence[tuple[int, int]]:
        """(gone, into) for each two points that are one, likest first; no row stands in two pairs.

        Shapes: totals (p, d), sizes (p,). Only pairs that one of `changed` stands in are looked at; the larger
        survives, the older one (the lower row) of two alike.
        """
        if len(sizes) < 2 or not len(changed):
            return []
        likeness = self._between(totals, np.asarray(sizes, dtype=np.float32), list(changed))
        likeness[np.arange(len(changed)), list(changed)] = -np.inf
        found = zip(*np.nonzero(likeness >= self._raised(self.merging, sizes)), strict=True)
        pairs = sorted((-float(likeness[n, other]), changed[n], int(other)) for n, other in found)
        return _once([_directed(one, other, sizes) for _, one, other in pairs])

    def _between(self, totals: Array, sizes: Array, rows: list[int]) -> Array:
        """(r, p): how alike some points are to all."""
        shared = self.shared(totals, sizes)
        products = (totals @ np.concatenate([totals[rows], shared[None]]).T / sizes[:, None]).T
        toward = products[-1]
        spread = _spread(toward, shared)
        apart = products[:-1] / sizes[rows, None] - toward - toward[rows, None] + shared @ shared
        likeness: Array = apart / spread / spread[rows, None]
        return likeness

    def is_due(self, before: int, after: int) -> bool:
        """Whether a point that grew so is to be looked at for a split: to 2 … 16, then past 32, 64, …"""
        return after > max(before, 1) and (after <= SETTLED or before.bit_length() < after.bit_length())

    def splits(
        self, members: Array, totals: Array | None = None, sizes: Sizes | None = None
    ) -> NDArray[np.bool_] | None:
        """(m,): which members leave into a new point, the fewer ones; None where the point stays one.

        Shapes: members (m, d), totals (p, d) and sizes (p,) of all points of the side. Without those nothing is known
        to be shared, and a point is hardly ever split.
        """
        if totals is None or sizes is None:
            totals, sizes = np.zeros_like(members[:1]), np.array([len(members)])
        around = members - self.shared(totals, sizes)
        around = around / np.maximum(np.linalg.norm(around, axis=1, keepdims=True), NOTHING)
        leaves = _halves(around)
        if not leaves.any():
            return None
        likeness = float(around[~leaves].mean(axis=0) @ around[leaves].mean(axis=0))
        return leaves if likeness < self._raised(self.splitting, sizes) else None

    def _raised(self, likeness: float, sizes: Sizes | Array) -> float:
        """In a large side more is said that is alike by chance, and what all share is known better."""
        return likeness + self.rising * max(0.0, log2(float(np.sum(sizes)) / USUAL))


def _spread(toward: Array, shared: Array) -> Array:
    """(p,): the root mean square of how far points' members lie from what is shared, by their means' products with it.

    Places are of unit length: the square is 1 - 2 place·shared + shared·shared.
    """
    spread: Array = np.sqrt(np.maximum(1 - 2 * toward + shared @ shared, NOTHING))
    return spread


def _unit(row: Array) -> Array:
    unit: Array = row / max(float(np.linalg.norm(row)), NOTHING)
    return unit


def _directed(one: int, other: int, sizes: Sizes) -> tuple[int, int]:
    """(gone, into): the larger survives, the older at a tie."""
    into, gone = sorted((one, other), key=lambda row: (-int(sizes[row]), row))
    return gone, into


def _once(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
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
