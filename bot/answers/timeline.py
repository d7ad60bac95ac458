"""What is argued on a subject over time: how much by week on each side, the most telling posts, and what changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.answers import case
from bot.answers.changes import posted_on, turns_in
from bot.answers.retrieve import DOUBTFUL
from bot.answers.shifts import Shifts, added, last_part, shifts_in
from bot.answers.speeches import Speech
from bot.answers.voices import Stores, voices_of
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import Point
from bot.domain.subject import Subject
from bot.domain.text import Language
from bot.domain.timeline import Bar, Mark, MarkKind, Timeline, Turn
from storage import Scope

MARKED = 12
"""Marks of a picture: more could not be told apart."""
MOST_TURNS, MOST_POINTS = 4, 3
"""How many of the marks are of turns, and of new points; half as many of those that fell silent."""
QUOTES = 2
"""Of each point that is told."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """A company covers its segments. `since`: None for all; `today`: the last day that is told."""

    subject: Subject
    today: date
    since: date | None = None
    reader: Language | None = None

    @property
    def scope(self) -> Scope:
        """Where no doubtful side is counted."""
        return Scope((self.subject.key,), least_confidence=DOUBTFUL, since=self.since, until=self.today)


@dataclass(frozen=True, slots=True)
class Week:
    """What all stores hold of a week, and the surest argument of each side in each store."""

    bar: Bar
    surest: Sequence[tuple[Stance, Speech]]

    @property
    def weight(self) -> int:
        return self.bar.bull + self.bar.bear

    @property
    def side(self) -> Stance:
        return Stance.BULL if self.bar.bull >= self.bar.bear else Stance.BEAR


@dataclass(frozen=True, slots=True)
class Marked:
    """An argument that is shown on the picture, and as what."""

    evidence: Evidence
    kind: MarkKind


async def timeline_of(asked: Asked, stores: Stores) -> Timeline:
    """Without bars where no dated argument is held on the subject in that time."""
    weeks, undated = await _weeks(asked, stores)
    turns = [turn for turn in await turns_in(asked.subject, stores) if _is_told(turn.after, asked)]
    points = (await case.case_of(case.Wanted(asked.subject, reader=asked.reader), stores)).points
    shifts = await _shifts(asked, weeks, points, stores)
    marked = _first_of([*_changed(turns, shifts, asked), *await _posts(weeks, stores)])
    numbers = _numbers([one.evidence for one in marked], turns, shifts)
    return Timeline(
        subject=asked.subject,
        since=asked.since,
        until=asked.today,
        bars=tuple(_without_gaps(weeks, asked.today)),
        marks=tuple(_mark(one, numbers) for one in marked),
        undated=undated,
        new=tuple(_numbered(point, numbers) for point in shifts.new),
        silent=tuple(_numbered(point, numbers) for point in shifts.silent),
        turned=tuple(_numbered(point, numbers) for point in shifts.turned),
        turns=tuple(_numbered_turn(turn, numbers) for turn in turns),
        evidence=tuple(numbers.values()),
    )


def _is_told(evidence: Evidence, asked: Asked) -> bool:
    day = posted_on(evidence.post)
    return day is not None and day <= asked.today and (asked.since is None or day >= asked.since)


async def _weeks(asked: Asked, stores: Stores) -> tuple[list[Week], int]:
    """Those in which anything is argued, oldest first; and how much no date is known of."""
    sides: defaultdict[date, Counter[Stance]] = defaultdict(Counter)
    surest: defaultdict[date, list[tuple[Stance, Speech]]] = defaultdict(list)
    undated = 0
    for shelf, store in stores.items():
        found = await store.weeks(asked.scope)
        undated += found.undated
        for week in found.weeks:
            sides[week.monday].update({Stance.BULL: week.bull, Stance.BEAR: week.bear})
            surest[week.monday] += [(side, Speech(shelf, one)) for side, one in week.surest.items()]
    bars = (Bar(week=monday, bull=one[Stance.BULL], bear=one[Stance.BEAR]) for monday, one in sorted(sides.items()))
    return [Week(bar, surest[bar.week]) for bar in bars], undated


async def _shifts(asked: Asked, weeks: Sequence[Week], points: Sequence[Point], stores: Stores) -> Shifts:
    begins = last_part(weeks[0].bar.week, asked.today) if weeks else None
    if begins is None:
        return Shifts()
    earlier, later = replace(asked.scope, until=begins - timedelta(days=1)), replace(asked.scope, since=begins)
    before = added([await store.sides_of_aspects(earlier) for store in stores.values()])
    since = added([await store.sides_of_aspects(later) for store in stores.values()])
    return shifts_in([_brief(point) for point in points if _is_told_of(point, asked)], begins, before, since)


def _is_told_of(point: Point, asked: Asked) -> bool:
    """Whether it was argued in the time that is told; of one without a date that is not known."""
    if point.first is None or point.last is None:
        return False
    return point.first <= asked.today and (asked.since is None or point.last >= asked.since)


def _brief(point: Point) -> Point:
    return point.model_copy(update={"evidence": point.evidence[:QUOTES]})


def _changed(turns: Sequence[Turn], shifts: Shifts, asked: Asked) -> Iterator[Marked]:
    """Turns; points that are new, at their first words of those that are shown; silent ones, at their last."""
    yield from (Marked(turn.after, MarkKind.CHANGED_MIND) for turn in turns[:MOST_TURNS])
    for point in shifts.new[:MOST_POINTS]:
        yield from (Marked(one, MarkKind.NEW_POINT) for one in _by_day(point, asked)[:1])
    for point in shifts.silent[: MOST_POINTS - 1]:
        yield from (Marked(one, MarkKind.SILENT_POINT) for one in _by_day(point, asked)[-1:])


def _by_day(point: Point, asked: Asked) -> list[Evidence]:
    return sorted((one for one in point.evidence if _is_told(one, asked)), key=lambda one: _day(one))


def _day(evidence: Evidence) -> date:
    return posted_on(evidence.post) or date.min


async def _posts(weeks: Sequence[Week], stores: Stores) -> list[Marked]:
    """The surest of the weeks in which most is argued, on the side on which more is, the fullest week first."""
    fullest = sorted(weeks, key=lambda week: (-week.weight, -week.bar.week.toordinal()))[:MARKED]
    wanted = [next(one for side, one in week.surest if side is week.side) for week in fullest]
    of = {shelf: [one.argument_id for one in wanted if one.shelf == shelf] for shelf in stores}
    voices = await voices_of(of, stores)
    there = [voices[one.argument_id] for one in wanted if one.argument_id in voices]
    return [Marked(voice.evidence, MarkKind.POST) for voice in there]


def _first_of(marked: Sequence[Marked]) -> list[Marked]:
    """Each argument once, as what it is first; as many as a picture takes, the earliest first."""
    once = {one.evidence.argument.argument_id: one for one in reversed(marked)}
    told = list(dict.fromkeys(one.evidence.argument.argument_id for one in marked))[:MARKED]
    return sorted((once[one] for one in told), key=lambda one: _day(one.evidence))


Numbers = Mapping[ArgumentId, Evidence]
"""Evidence by its argument, numbered in this order."""


def _numbers(marked: Sequence[Evidence], turns: Sequence[Turn], shifts: Shifts) -> Numbers:
    """What is marked first, so that the picture counts from 1; then what else is named."""
    of_turns = [one for turn in turns for one in (turn.before, turn.after) if one is not None]
    of_points = [
        one for points in (shifts.new, shifts.silent, shifts.turned) for point in points for one in point.evidence
    ]
    every = {one.argument.argument_id: one for one in [*marked, *of_turns, *of_points]}
    return {key: one.model_copy(update={"n": n}) for n, (key, one) in enumerate(every.items(), 1)}


def _mark(one: Marked, numbers: Numbers) -> Mark:
    evidence = numbers[one.evidence.argument.argument_id]
    return Mark(n=evidence.n, day=_day(evidence), stance=evidence.argument.stance, kind=one.kind)


def _numbered(point: Point, numbers: Numbers) -> Point:
    return point.model_copy(update={"evidence": tuple(numbers[one.argument.argument_id] for one in point.evidence)})


def _numbered_turn(turn: Turn, numbers: Numbers) -> Turn:
    before = numbers[turn.before.argument.argument_id] if turn.before else None
    return turn.model_copy(update={"before": before, "after": numbers[turn.after.argument.argument_id]})


def _without_gaps(weeks: Sequence[Week], until: date) -> Iterator[Bar]:
    """From the first week in which anything is argued to the one that is told last."""
    told = {week.bar.week: week.bar for week in weeks}
    monday = weeks[0].bar.week if weeks else until + WEEK
    while monday <= until:
        yield told.get(monday, Bar(week=monday, bull=0, bear=0))
        monday += WEEK
