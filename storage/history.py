"""When a subject was argued: how much in each week, on which side of each aspect, and by whom."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId, Aspect, Stance
from storage.bound import Bound
from storage.columns import Columns
from storage.facets import ASPECTS, NOBODY, STANCE_CODES, UNDATED
from storage.scope import Scope

SIDES = (Stance.BULL, Stance.BEAR)
_BULL, _BEAR = (STANCE_CODES[side] for side in SIDES)
DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """What was argued from a Monday to its Sunday; `surest` is the best argument of each side that there is."""

    monday: date
    bull: int
    bear: int
    surest: Mapping[Stance, ArgumentId]


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks in which anything was argued, oldest first. `undated` stands in none, nor what has yet to come."""

    weeks: tuple[Week, ...]
    undated: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """Dated arguments for and against of named holders in posts of named authors, a row each.

    `holders`, `authors` and `subjects` are names by code; `day` is a proleptic ordinal.
    """

    ids: Sequence[ArgumentId]
    holders: Sequence[str]
    authors: Sequence[str]
    subjects: Sequence[str]
    holder: NDArray[np.int32]
    author: NDArray[np.int32]
    subject: NDArray[np.int32]
    aspect: NDArray[np.int32]
    day: NDArray[np.int32]
    bull: NDArray[np.bool_]
    confidence: NDArray[np.float64]


class History(Bound):
    """A channel's arguments over time. All of it is found in memory; nothing of another channel can be."""

    async def weeks(self, scope: Scope) -> Weeks:
        """Bull and bear by week, within the scope's dates. What no date tells is counted whatever those are."""
        columns = (await self._shelf()).columns
        # In threads, here and below: a large channel's columns take milliseconds, and numpy lets others run meanwhile.
        return await asyncio.to_thread(_weeks, columns, _of_sides(scope))

    async def sides_of_aspects(self, scope: Scope) -> Mapping[Aspect, Mapping[Stance, int]]:
        """How much is argued for and against on each aspect on which anything is."""
        columns = (await self._shelf()).columns
        return await asyncio.to_thread(_sides_of_aspects, columns, _of_sides(scope))

    async def spoken(self, scope: Scope) -> Spoken:
        """Who said what when."""
        columns = (await self._shelf()).columns
        return await asyncio.to_thread(_spoken, columns, _of_sides(scope))


def _of_sides(scope: Scope) -> Scope:
    return scope if scope.stances else replace(scope, stances=SIDES)


def _weeks(columns: Columns, scope: Scope) -> Weeks:
    facets = columns.facets
    rows = np.flatnonzero(columns.within(scope) & (facets.day != UNDATED))
    # The first day of the calendar, ordinal 1, is a Monday.
    week = (facets.day[rows] - 1) // DAYS
    order = np.lexsort((-facets.moment[rows], -facets.confidence[rows], facets.stance[rows], week))
    rows, week = rows[order], week[order]
    starts = np.flatnonzero(np.diff(week, prepend=-1))
    parts = np.split(rows, starts[1:]) if len(starts) else []
    told = tuple(_week(int(number), part, columns) for number, part in zip(week[starts], parts, strict=True))
    every = columns.within(replace(scope, since=None, until=None))
    untold = facets.day == UNDATED
    if scope.until is not None:
        untold |= facets.day > scope.until.toordinal()
    return Weeks(told, int(np.count_nonzero(every & untold)))


def _week(number: int, rows: NDArray[np.intp], columns: Columns) -> Week:
    """`rows`: of one week, by side, the surest of each first."""
    sides = columns.facets.stance[rows]
    first = {side: int(np.argmax(sides == STANCE_CODES[side])) for side in SIDES if (sides == STANCE_CODES[side]).any()}
    return Week(
        monday=date.fromordinal(number * DAYS + 1),
        bull=int(np.count_nonzero(sides == _BULL)),
        bear=int(np.count_nonzero(sides == _BEAR)),
        surest={side: columns.ids[rows[place]] for side, place in first.items()},
    )


def _sides_of_aspects(columns: Columns, scope: Scope) -> Mapping[Aspect, Mapping[Stance, int]]:
    facets, inside = columns.facets, columns.within(scope)
    counts = {
        side: np.bincount(facets.aspect[inside & (facets.stance == STANCE_CODES[side])], minlength=len(ASPECTS))
        for side in SIDES
    }
    told = np.flatnonzero(counts[Stance.BULL] + counts[Stance.BEAR])
    return {ASPECTS[aspect]: {side: int(counts[side][aspect]) for side in SIDES} for aspect in told}


def _spoken(columns: Columns, scope: Scope) -> Spoken:
    facets = columns.facets
    named = (facets.holder != NOBODY) & (facets.author != NOBODY) & (facets.day != UNDATED)
    rows = np.flatnonzero(columns.within(scope) & named)
    return Spoken(
        ids=[columns.ids[row] for row in rows],
        holders=columns.holder_names,
        authors=columns.author_names,
        subjects=columns.subject_names,
        holder=facets.holder[rows],
        author=facets.author[rows],
        subject=facets.subject[rows],
        aspect=facets.aspect[rows],
        day=facets.day[rows],
        bull=facets.stance[rows] == _BULL,
        confidence=facets.confidence[rows],
    )
