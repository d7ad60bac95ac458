"""Arguments that come in one by one, grouped as the product groups them, and how near that is to what was meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from benchmarks.points.rows import Side
from bot.arguments.points.policy import Policy
from bot.arguments.points.space import Array

ORDERS = 3


@dataclass(slots=True)
class Growth:
    """The points of one subject and side: which places each holds."""

    policy: Policy
    places: Array
    points: list[list[int]] = field(default_factory=list)

    def take(self, newcomer: int) -> None:
        """Group one more, and settle what it changed."""
        totals, sizes = self._known()
        (row,) = self.policy.joins(self.places[[newcomer]], totals, sizes)
        if row == len(self.points):
            self.points.append([])
        self.points[row].append(newcomer)
        changed = self._split(row)
        for gone, into in sorted(self.policy.merges(*self._known(), changed), reverse=True):
            self.points[into] += self.points[gone]
            self.points[gone] = []
        self.points = [point for point in self.points if point]

    def _known(self) -> tuple[Array, "np.typing.NDArray[np.int64]"]:
        totals = [self.places[point].sum(axis=0) for point in self.points]
        shape = (0, self.places.shape[1])
        known = np.stack(totals) if totals else np.zeros(shape, dtype=np.float32)
        return known, np.array([len(point) for point in self.points], dtype=np.int64)

    def _split(self, row: int) -> list[int]:
        """The rows that changed."""
        members = self.points[row]
        leaves = (
            self.policy.splits(self.places[members], *self._known())
            if self.policy.is_due(len(members) - 1, len(members))
            else None
        )
        if leaves is None:
            return [row]
        self.points.append([one for one, left in zip(members, leaves, strict=True) if left])
        self.points[row] = [one for one, left in zip(members, leaves, strict=True) if not left]
        return [row, len(self.points) - 1]


def grouped(policy: Policy, places: Array, order: Sequence[int]) -> list[int]:
    """Which point each place ends in, after they came in that order."""
    growth = Growth(policy, places)
    for newcomer in order:
        growth.take(newcomer)
    found = {one: number for number, point in enumerate(growth.points) for one in point}
    return [found[one] for one in range(len(places))]


@dataclass(slots=True)
class Pairs:
    """Counts of pairs: put together rightly, put together, belonging together."""

    right: int = 0
    made: int = 0
    meant: int = 0

    def count(self, found: Sequence[int], wanted: Sequence[int], groups: Sequence[object]) -> None:
        """Add the pairs of different groups; of all where every group is another."""
        for one, other in combinations(range(len(found)), 2):
            if groups[one] != groups[other]:
                made, meant = found[one] == found[other], wanted[one] == wanted[other]
                self.made += made
                self.meant += meant
                self.right += made and meant

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.made + self.meant)


@dataclass(frozen=True, slots=True)
class Held:
    """A side that was held out: where its arguments lie in a space that never saw its subject."""

    side: Side
    places: Array


@dataclass(frozen=True, slots=True)
class Found:
    """How sides were grouped: all pairs, those across languages, and points made for each that was meant."""

    pairs: Pairs
    across: Pairs
    made: int
    meant: int

    @property
    def figures(self) -> dict[str, float]:
        shown = {"pairs": self.pairs.f1, "across": self.across.f1, "points": self.made / self.meant}
        return {name: round(value, 3) for name, value in shown.items()}


def held(sides: Iterable[Held], policy: Policy) -> Found:
    """Group each side `ORDERS` times, its arguments in another order each time."""
    pairs, across, made, meant = Pairs(), Pairs(), 0, 0
    for one in sides:
        count, wanted = len(one.places), one.side.numbers
        for seed in range(ORDERS):
            order = np.random.default_rng([seed, count]).permutation(count)
            found = grouped(policy, one.places, [int(n) for n in order])
            pairs.count(found, wanted, range(count))
            across.count(found, wanted, [told.language for told in one.side.told])
            made, meant = made + len(set(found)), meant + len(one.side.points)
    return Found(pairs, across, made, meant)
