"""What is argued on a subject over time: how much by week on each side, the most telling posts, and what changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from bot.answers import case
from bot.answers.changes import posted_on, turns_in
from bot.answers.retrieve import DOUBTFUL
from bot.answers.shifts import Shifts, added, last_part, shifts_in
from bot.answers.speeches import Speech
from bot.answers.voices import Stores, voices_of
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import Point
from bot.domain.post import Post
from bot.domain.subject import Subject
from bot.domain.text import Language
from bot.domain.timeline import Bar, Mark, MarkKind, Timeline, Turn
from storage import Scope

MARKED = 12
"""Marks of a picture: more could not be told apart."""
MOST_UNDATED = 3
"""Marks of undated posts for which dated ones make room, where no change is marked in their place."""
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
    least_confidence: float = DOUBTFUL

    @property
    def scope(self) -> Scope:
        return Scope((self.subject.key,), (), self.least_confidence, since=self.since, until=self.today)


@dataclass(frozen=True, slots=True)
class Week:
    """What all stores hold of a week: the surest dated argument of each side in each store, and of each undated post
    the surest, beside the number of posts of its side and store that have a surer one."""

    bar: Bar
    surest: Sequence[tuple[Stance, Speech]]
    undated: Sequence[tuple[int, Speech]]

    @property
    def side(self) -> Stance:
        return Stance.BULL if self.bar.bull >= self.bar.bear else Stance.BEAR


@dataclass(frozen=True, slots=True)
class Marked:
    """An argument that is shown on the picture, and as what."""

    evidence: Evidence
    kind: MarkKind


async def timeline_of(asked: Asked, stores: Stores) -> Timeline:
    """Without bars where nothing that takes a side is held on the subject in that time.

    As in a case, doubtful sides are told where none is surer. What has no date stands at the day on which it was saved,
    and says nothing of what is new, fell silent or turned, nor of who did.
    """
    weeks = await _weeks(asked, stores)
    unsure = not weeks
    if unsure:
        asked = replace(asked, least_confidence=0)
        weeks = await _weeks(asked, stores)
    turns = [turn for turn in await turns_in(asked.subject, stores) if _is_told(turn.after, asked)]
    points = (await case.case_of(case.Wanted(asked.subject, reader=asked.reader), stores)).points
    dated = [week for week in weeks if week.bar.dated]
    shifts = Shifts() if unsure else await _shifts(asked, dated, points, stores)
    marked = _first_of([*_changed(turns, shifts, asked), *await _posts(weeks, stores)], asked)
    numbers = _numbers([one.evidence for one in marked], turns, shifts)
    return Timeline(
        subject=asked.subject,
        since=asked.since,
        until=asked.today,
        bars=tuple(_without_gaps(weeks, asked.today)),
        marks=tuple(_mark(one, numbers, asked) for one in marked),
        unsure=unsure and bool(weeks),
        new=tuple(_numbered(point, numbers) for point in shifts.new),
        silent=tuple(_numbered(point, numbers) for point in shifts.silent),
        turned=tuple(_numbered(point, numbers) for point in shifts.turned),
        turns=tuple(_numbered_turn(turn, numbers) for turn in turns),
        evidence=tuple(numbers.values()),
    )


def placed(post: Post, today: date) -> tuple[date, bool]:
    """On which day a post stands, and whether that is its date: one without a date, or with one that has yet to come,
    stands at the day on which it was saved (UTC)."""
    day = posted_on(post)
    if day is not None and day <= today:
        return day, True
    saved = post.saved_at if post.saved_at.tzinfo else post.saved_at.replace(tzinfo=UTC)
    return saved.astimezone(UTC).date(), False


def _is_told(evidence: Evidence, asked: Asked) -> bool:
    day = posted_on(evidence.post)
    return day is not None and day <= asked.today and (asked.since is None or day >= asked.since)


async def _weeks(asked: Asked, stores: Stores) -> list[Week]:
    """Those in which anything stands, oldest first."""
    counts: defaultdict[date, Counter[str]] = defaultdict(Counter)
    surest: defaultdict[date, list[tuple[Stance, Speech]]] = defaultdict(list)
    undated: defaultdict[date, list[tuple[int, Speech]]] = defaultdict(list)
    for shelf, store in stores.items():
        for week in await store.weeks(asked.scope):
            known, unknown = week.dated, week.undated
            counts[week.monday].update(
                bull=known.bull, bear=known.bear, undated_bull=unknown.bull, undated_bear=unknown.bear
            )
            surest[week.monday] += [(side, Speech(shelf, every[0])) for side, every in known.surest.items()]
            for every in unknown.surest.values():
                undated[week.monday] += [(rank, Speech(shelf, one)) for rank, one in enumerate(every)]
    bars = (Bar(week=monday, **count) for monday, count in sorted(counts.items()))
    return [Week(bar, surest[bar.week], undated[bar.week]) for bar in bars]


async def _shifts(asked: Asked, weeks: Sequence[Week], points: Sequence[Point], stores: Stores) -> Shifts:
    begins = last_part(weeks[0].bar.week, asked.today) if weeks else None
    if begins is None:
        return Shifts()
    earlier, later = replace(asked.scope, until=begins - timedelta(days=1)), replace(asked.scope, since=begins)
    before = added([await store.sides_of_aspects(earlier) for store in stores.values()])
    since = added([await store.sides_of_aspects(later) for store in stores.values()])
    return shifts_in([_brief(point) for point in points if _is_told_of(point, asked)], begins, before, since)


def _is_told_of(point: Point, asked: Asked) -> bool:
    """Whether it was argued in the time that is told, and no undated post may have argued it before or since."""
    if point.first is None or point.last is None or point.undated:
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
    """The surest of the weeks in which most is argued, on the side on which more is, the fullest week first; and the
    undated ones that stand in them, the surest of each side and week first."""
    dated = sorted((week for week in weeks if week.bar.dated), key=lambda week: _fullest(week, week.bar.dated))[:MARKED]
    known = [next(one for side, one in week.surest if side is week.side) for week in dated]
    ranked = [(rank, _fullest(week, week.bar.undated), one) for week in weeks for rank, one in week.undated]
    unknown = [one for _, _, one in sorted(ranked, key=lambda each: each[:2])][:MARKED]
    wanted = [*unknown[:MOST_UNDATED], *known, *unknown]
    of = {shelf: [one.argument_id for one in wanted if one.shelf == shelf] for shelf in stores}
    voices = await voices_of(of, stores)
    there = [voices[one.argument_id] for one in wanted if one.argument_id in voices]
    return [Marked(voice.evidence, MarkKind.POST) for voice in there]


def _fullest(week: Week, arguments: int) -> tuple[int, int]:
    """To sort by: the fullest first, of these the latest."""
    return -arguments, -week.bar.week.toordinal()


def _first_of(marked: Sequence[Marked], asked: Asked) -> list[Marked]:
    """Each argument once, as what it is first; as many as a picture takes, the earliest first."""
    once = {one.evidence.argument.argument_id: one for one in reversed(marked)}
    told = list(dict.fromkeys(one.evidence.argument.argument_id for one in marked))[:MARKED]
    return sorted((once[one] for one in told), key=lambda one: placed(one.evidence.post, asked.today)[0])


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


def _mark(one: Marked, numbers: Numbers, asked: Asked) -> Mark:
    evidence = numbers[one.evidence.argument.argument_id]
    day, dated = placed(evidence.post, asked.today)
    return Mark(n=evidence.n, day=day, dated=dated, stance=evidence.argument.stance, kind=one.kind)


def _numbered(point: Point, numbers: Numbers) -> Point:
    return point.model_copy(update={"evidence": tuple(numbers[one.argument.argument_id] for one in point.evidence)})


def _numbered_turn(turn: Turn, numbers: Numbers) -> Turn:
    before = numbers[turn.before.argument.argument_id] if turn.before else None
    return turn.model_copy(update={"before": before, "after": numbers[turn.after.argument.argument_id]})


def _without_gaps(weeks: Sequence[Week], until: date) -> Iterator[Bar]:
    """From the first week in which anything stands to the one that is told last."""
    told = {week.bar.week: week.bar for week in weeks}
    monday = weeks[0].bar.week if weeks else until + WEEK
    while monday <= until:
        yield told.get(monday, Bar(week=monday, bull=0, bear=0))
        monday += WEEK
