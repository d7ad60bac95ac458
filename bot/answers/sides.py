"""The points of one side of a subject, out of all the stores that are read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from bot.answers.retrieve import DOUBTFUL
from bot.answers.voices import Stores, person
from bot.domain.argument import ArgumentId, Aspect, Stance
from bot.domain.case import PointId, Standing
from bot.domain.post import ChannelId
from bot.domain.subject import SubjectKey
from storage import ChannelStore, Heap, Heaps, Means, Scope, Told

POINTS = 12
"""Of a side: what is held by fewer people than all of these is counted, and told no more."""
LOOKED_THROUGH = 6
"""Arguments of a point that are read from each store: some may say the same."""
SAME = 0.6
"""Likeness from which on points of two casebooks are one."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A point of a store; `shelf` as in `Evidence`. `mean`: of its members' places."""

    shelf: ChannelId | None
    heap: Heap
    told: Told
    mean: np.ndarray[tuple[int], np.dtype[np.float32]]

    @property
    def arguments(self) -> list[ArgumentId]:
        """Those that may be shown, those which it is told by first."""
        return list(dict.fromkeys([*self.told.arguments, *self.heap.best]))


@dataclass(frozen=True)
class HeldPoint:
    """What is one point, of one store or of several: the own casebook's first."""

    parts: tuple[Shelved, ...]

    @property
    def point_id(self) -> PointId:
        return self.parts[0].heap.point_id

    @cached_property
    def people(self) -> frozenset[str]:
        """Named holders, folded."""
        named = (person(name) for part in self.parts for name in part.heap.holders)
        return frozenset(one for one in named if one is not None)

    @property
    def unnamed(self) -> int:
        return sum(part.heap.unnamed + _of_camps(part.heap.holders) for part in self.parts)

    @property
    def arguments(self) -> int:
        return sum(part.heap.arguments for part in self.parts)

    @property
    def undated(self) -> int:
        return sum(part.heap.undated for part in self.parts)

    @property
    def aspect(self) -> Aspect:
        return max(self.parts, key=lambda part: part.heap.arguments).heap.aspect

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Of its earliest and its latest dated argument."""
        dated = [part.heap for part in self.parts if part.heap.last]
        if not dated:
            return None, None
        first, last = min(one.first for one in dated), max(one.last for one in dated)
        return date.fromordinal(first), date.fromordinal(last)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a subject: its strongest points, how much there is in all, and where all of its points lie."""

    stance: Stance
    points: tuple[HeldPoint, ...]
    means: Means
    people: int
    unnamed: int

    def standing(self, unanswered: int) -> Standing:
        points = len(self.means.points) - sum(len(point.parts) - 1 for point in self.points)
        return Standing(points=points, people=self.people, unnamed=self.unnamed, unanswered=unanswered)

    def parts(self, point_id: PointId) -> list[PointId]:
        """The points of all casebooks that are told under one, itself first."""
        return [part.heap.point_id for one in self.points if one.point_id == point_id for part in one.parts]

    def leader(self, point_id: PointId) -> PointId:
        """The point under which one of another casebook is told."""
        for point in self.points:
            if any(part.heap.point_id == point_id for part in point.parts):
                return point.point_id
        return point_id


async def side_of(subject: SubjectKey, stance: Stance, stores: Stores) -> Side:
    """The arguments whose side is not doubtful; where no store holds one, the doubtful ones."""
    scope = Scope((subject,), (stance,), DOUBTFUL)
    found = {shelf: await store.heaps(scope, POINTS, LOOKED_THROUGH) for shelf, store in stores.items()}
    if not any(heaps.heaps for heaps in found.values()):
        doubtful = replace(scope, least_confidence=0)
        found = {shelf: await store.heaps(doubtful, POINTS, LOOKED_THROUGH) for shelf, store in stores.items()}
    means = {shelf: await _means(subject, stance, heaps, stores[shelf]) for shelf, heaps in found.items()}
    shelved = [one for shelf, heaps in found.items() for one in await _shelved(shelf, heaps, means[shelf], stores)]
    totals = [heaps.sides[stance] for heaps in found.values() if stance in heaps.sides]
    named = {person(name) for total in totals for name in total.holders}
    return Side(
        stance=stance,
        points=tuple(sorted(_merged(shelved), key=lambda one: (-len(one.people), -one.arguments))[:POINTS]),
        means=_joined(list(means.values())),
        people=len(named - {None}),
        unnamed=sum(total.unnamed + _of_camps(total.holders) for total in totals),
    )


def _of_camps(holders: Mapping[str, int]) -> int:
    """What a camp holds ("the bears"), nobody in particular holds."""
    return sum(many for name, many in holders.items() if person(name) is None)


async def _means(subject: SubjectKey, stance: Stance, heaps: Heaps, store: ChannelStore) -> Means:
    """Where the points lie that the heaps are the strongest of."""
    if not heaps.heaps:
        return Means((), np.empty((0, 0), np.float32))
    every = await store.means(subject, stance)
    inside = frozenset(heaps.sides[stance].points)
    rows = [n for n, point in enumerate(every.points) if point in inside]
    return Means([every.points[n] for n in rows], every.means[rows])


def _joined(means: Sequence[Means]) -> Means:
    some = [one for one in means if len(one.points)]
    if not some:
        return Means((), np.empty((0, 0), np.float32))
    return Means([point for one in some for point in one.points], np.concatenate([one.means for one in some]))


async def _shelved(shelf: ChannelId | None, heaps: Heaps, means: Means, stores: Stores) -> list[Shelved]:
    told = await stores[shelf].told([heap.point_id for heap in heaps.heaps]) if heaps.heaps else {}
    rows = {point: n for n, point in enumerate(means.points)}
    # What was deleted since the heaps were made has neither.
    there = [heap for heap in heaps.heaps if heap.point_id in told and heap.point_id in rows]
    return [Shelved(shelf, heap, told[heap.point_id], means.means[rows[heap.point_id]]) for heap in there]


def _merged(shelved: Sequence[Shelved]) -> Iterator[HeldPoint]:
    """Points of several casebooks that are one; each casebook's own are apart."""
    groups: list[list[Shelved]] = []
    for one in shelved:
        home = next((group for group in groups if _is_same(one, group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return (HeldPoint(tuple(group)) for group in groups)


def _is_same(one: Shelved, group: Sequence[Shelved]) -> bool:
    others = [other for other in group if other.heap.subject == one.heap.subject]
    if not others or any(other.shelf == one.shelf for other in group):
        return False
    return one.mean.shape == others[0].mean.shape and float(one.mean @ others[0].mean) >= SAME
