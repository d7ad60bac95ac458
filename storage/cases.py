"""What is argued on each side of a subject, point by point."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId, Aspect, Stance
from bot.domain.case import PointId
from storage.bound import Bound
from storage.columns import Columns
from storage.facets import ASPECTS, NOBODY, STANCES, UNDATED, Facets
from storage.scope import Scope

EQUALLY_SURE = 0.1
"""Confidences within a step of this size are told apart by nobody: of such arguments the newer is the better."""
STEP_SECONDS = 1e12
"""More than lies between any two dates."""


@dataclass(frozen=True, slots=True)
class Heap:
    """The arguments of one point that are in a scope.

    `holders`: in how many posts each holds it, by the name as it is written; `unnamed`: the posts whose holder nobody
    knows; what repeats another's words counts for neither. `first` and `last` are proleptic ordinals, UNDATED for none;
    `undated` counts the arguments of posts without a date.
    """

    point_id: PointId
    subject: str
    stance: Stance
    aspect: Aspect
    arguments: int
    holders: Mapping[str, int]
    unnamed: int
    first: int
    last: int
    undated: int
    best: tuple[ArgumentId, ...]
    """The surest and newest: one of each holder first."""


@dataclass(frozen=True, slots=True)
class SideTotal:
    """All points of one side in a scope, the strongest first, and who holds them: counted as in `Heap`."""

    points: tuple[PointId, ...] = ()
    holders: Mapping[str, int] = field(default_factory=dict)
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Heaps:
    """The points on which most is said, and by side how much there is in all."""

    heaps: tuple[Heap, ...] = ()
    sides: Mapping[Stance, SideTotal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A channel's arguments as they were when they were asked for: `rows` of the columns."""

    facets: Facets
    columns: Columns
    points: NDArray[np.int32]
    repeats: NDArray[np.bool_]
    rows: NDArray[np.intp]

    def sorted(self) -> Self:
        """Point by point, strongest first within each."""
        order = np.lexsort((-_strength(self.facets, self.rows), self.points[self.rows]))
        return replace(self, rows=self.rows[order])

    def heard(self) -> Self:
        """Where rows are sorted: the first of a point says what all of it only repeats, for whom they repeat is not in
        the scope."""
        starts = self.starts
        if not len(starts):
            return self
        alone = np.logical_and.reduceat(self.repeats[self.rows], starts)
        repeats = self.repeats.copy()
        repeats[self.rows[starts[alone]]] = False
        return replace(self, repeats=repeats)

    @property
    def starts(self) -> NDArray[np.intp]:
        """The places in `rows` at which a point begins, where they are sorted."""
        return np.flatnonzero(np.diff(self.points[self.rows], prepend=NOBODY - 1))


class Cases(Bound):
    async def heaps(self, scope: Scope, points: int, most: int) -> Heaps:
        """The points in the scope, at most so many on each side, each with at most `most` of its best arguments."""
        columns = (await self._shelf(in_points=True)).columns
        held = _held(columns, scope)
        # In a thread: a large channel's sorting takes milliseconds, and numpy lets others run meanwhile.
        return await asyncio.to_thread(lambda: _heaps(held.sorted().heard(), points, most))


def _held(columns: Columns, scope: Scope) -> Held:
    points, inside = columns.points, columns.within(scope)
    grouped = len(points.point)
    rows = np.flatnonzero(inside[:grouped] & (points.point != NOBODY))
    return Held(columns.facets, columns, points.point, points.repeats, rows)


def _strength(facets: Facets, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Shapes: (rows,), the larger the better."""
    steps = np.round(facets.confidence[rows] / EQUALLY_SURE)
    return np.asarray(steps * STEP_SECONDS + facets.moment[rows])


def _heaps(held: Held, points: int, most: int) -> Heaps:
    starts = held.starts
    if not len(starts):
        return Heaps()
    stances = held.facets.stance[held.rows[starts]]
    order, parts = np.lexsort(_weights(held, starts)), np.append(starts, len(held.rows))
    heaps, sides = list[Heap](), dict[Stance, SideTotal]()
    for stance in np.unique(stances):
        of_side = order[stances[order] == stance]
        heaps += [_heap(held, held.rows[parts[n] : parts[n + 1]], most) for n in of_side[:points]]
        sides[STANCES[stance]] = _total(held, int(stance), held.rows[starts[of_side]])
    return Heaps(tuple(heaps), sides)


def _total(held: Held, stance: int, firsts: NDArray[np.intp]) -> SideTotal:
    """`firsts`: a row of each point, in the order of the points."""
    facets, names = held.facets, held.columns
    counting = held.rows[(facets.stance[held.rows] == stance) & ~held.repeats[held.rows]]
    nameless = counting[facets.holder[counting] == NOBODY]
    return SideTotal(
        points=tuple(PointId(names.point_names[code]) for code in held.points[firsts]),
        holders=_posts_by_holder(held, counting),
        unnamed=len(np.unique(facets.post[nameless])),
    )


def _posts_by_holder(held: Held, rows: NDArray[np.intp]) -> dict[str, int]:
    facets, names = held.facets, held.columns.holder_names
    named = rows[facets.holder[rows] != NOBODY]
    pairs = np.unique(facets.holder[named].astype(np.int64) << 32 | facets.post[named].astype(np.int64))
    people, counts = np.unique(pairs >> 32, return_counts=True)
    return {names[person]: int(count) for person, count in zip(people, counts, strict=True)}


def _weights(held: Held, starts: NDArray[np.intp]) -> NDArray[np.float64]:
    """(3, points): keys to sort by, the last counts most, smallest first: newest, arguments, holders."""
    facets, rows = held.facets, held.rows
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
    counts = ~held.repeats[rows] & (facets.holder[rows] != NOBODY)
    # A holder is one however often: each pair of point and holder once.
    pairs = np.unique(group[counts].astype(np.int64) << 32 | facets.holder[rows][counts].astype(np.int64)) >> 32
    people = np.bincount(pairs, minlength=len(starts))
    sizes = np.bincount(group, minlength=len(starts))
    newest = np.maximum.reduceat(facets.moment[rows], starts)
    return -np.stack([newest, sizes.astype(np.float64), people.astype(np.float64)])


def _heap(held: Held, rows: NDArray[np.intp], most: int) -> Heap:
    facets, columns = held.facets, held.columns
    counting = rows[~held.repeats[rows]]
    nameless = counting[facets.holder[counting] == NOBODY]
    _, first_of_each = np.unique(facets.holder[rows], return_index=True)
    days = facets.day[rows][facets.day[rows] != UNDATED]
    aspects = np.bincount(facets.aspect[rows])
    return Heap(
        point_id=PointId(columns.point_names[held.points[rows[0]]]),
        subject=columns.subject_names[facets.subject[rows[0]]],
        stance=STANCES[facets.stance[rows[0]]],
        aspect=ASPECTS[int(aspects.argmax())],
        arguments=len(rows),
        holders=_posts_by_holder(held, counting),
        unnamed=len(np.unique(facets.post[nameless])),
        first=int(days.min(initial=UNDATED if not len(days) else days[0])),
        last=int(days.max(initial=UNDATED)),
        undated=len(rows) - len(days),
        best=tuple(columns.ids[row] for row in rows[_chosen(np.sort(first_of_each), len(rows), most)]),
    )


def _chosen(first: NDArray[np.intp], size: int, most: int) -> NDArray[np.intp]:
    """At most `most` places of a heap of this size: the `first` of each holder, then the others."""
    others = np.setdiff1d(np.arange(min(size, most + len(first))), first)
    return np.concatenate([first, others])[:most]
