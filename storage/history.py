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
_BULL = STANCE_CODES[Stance.BULL]
DAYS = 7
SUREST = 12


@dataclass(frozen=True, slots=True)
class Argued:
    """How much is argued on each side; `surest`: on each side that there is the best argument of each post, surest
    first, of SUREST posts at most."""

    bull: int
    bear: int
    surest: Mapping[Stance, Sequence[ArgumentId]]


@dataclass(frozen=True, slots=True)
class Week:
    """What stands from a Monday to its Sunday: `dated` by the days of the posts, `undated` by those of their saving."""

    monday: date
    dated: Argued
    undated: Argued


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

    async def weeks(self, scope: Scope) -> Sequence[Week]:
        """Bull and bear by week, oldest first: those in which anything stands within the scope's dates.

        A post without a date, or with one after the scope's last, stands at the day on which it was saved, in UTC.
        """
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


def _weeks(columns: Columns, scope: Scope) -> Sequence[Week]:
    facets = columns.facets
    first = UNDATED + 1 if scope.since is None else scope.since.toordinal()
    last = date.max.toordinal() if scope.until is None else scope.until.toordinal()
    dated = (facets.day != UNDATED) & (facets.day <= last)
    day = np.where(dated, facets.day, facets.saved)
    rows = np.flatnonzero(columns.within(replace(scope, since=None, until=None)) & (day >= first) & (day <= last))
    # The first day of the calendar, ordinal 1, is a Monday.
    week = (day[rows] - 1) // DAYS
    order = np.lexsort((-facets.moment[rows], -facets.confidence[rows], week))
    rows, week = rows[order], week[order]
    starts = np.flatnonzero(np.diff(week, prepend=-1))
    parts = np.split(rows, starts[1:]) if len(starts) else []
    return [
        Week(
            monday=date.fromordinal(int(number) * DAYS + 1),
            dated=_argued(part[dated[part]], columns),
            undated=_argued(part[~dated[part]], columns),
        )
        for number, part in zip(week[starts], parts, strict=True)
    ]


def _argued(rows: NDArray[np.intp], columns: Columns) -> Argued:
    """`rows`: the surest first."""
    stances = columns.facets.stance[rows]
    sides = {side: rows[stances == STANCE_CODES[side]] for side in SIDES}
    return Argued(
        bull=len(sides[Stance.BULL]),
        bear=len(sides[Stance.BEAR]),
        surest={side: _best_of_each_post(of_side, columns) for side, of_side in sides.items() if len(of_side)},
    )


def _best_of_each_post(rows: NDArray[np.intp], columns: Columns) -> Sequence[ArgumentId]:
    best = dict[int, ArgumentId]()
    for row in rows:
        best.setdefault(int(columns.facets.post[row]), columns.ids[row])
        if len(best) == SUREST:
            break
    return tuple(best.values())


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
