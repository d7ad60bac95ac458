"""What changed on a subject: points that are new, that fell silent, and matters on which the other side speaks now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.argument import Aspect, Stance
from bot.domain.case import Point

SHOWN = 4
"""Points of each kind."""
LAST_PART, LONGEST = 4, timedelta(days=90)
"""Of the time that is told, the last quarter is the last part, but no more than so much."""
LONG_ENOUGH = timedelta(weeks=8)
"""What is told of less time is all of it as new."""
ENOUGH, MOST_OF_THEM = 3, 2 / 3
"""How many arguments on a matter, before and since, and what share of them, it takes to say that a side has it."""

Sides = Mapping[Aspect, Mapping[Stance, int]]
"""How much is argued for and against on each aspect."""


@dataclass(frozen=True, slots=True)
class Shifts:
    """As in `Timeline`."""

    new: tuple[Point, ...] = ()
    silent: tuple[Point, ...] = ()
    turned: tuple[Point, ...] = ()


def last_part(first: date, until: date) -> date | None:
    """The day on which the last part begins; None where too little time is told to part it."""
    return until - min((until - first) / LAST_PART, LONGEST) if until - first >= LONG_ENOUGH else None


def shifts_in(points: Sequence[Point], begins: date, before: Sides, since: Sides) -> Shifts:
    """Of points in the order of their weight: `before` and `since` the day on which the last part begins."""
    new = [point for point in points if point.first is not None and point.first >= begins]
    silent = [point for point in points if point.last is not None and point.last < begins]
    heard = [point for point in silent if _was_talked_about(point)]
    return Shifts(tuple(new[:SHOWN]), tuple(heard[:SHOWN]), tuple(_turned(points, begins, before, since))[:SHOWN])


def _was_talked_about(point: Point) -> bool:
    """What was said once, or by nobody else, did not fall silent."""
    return point.people + point.unnamed > 1 or point.first != point.last


def _turned(points: Sequence[Point], begins: date, before: Sides, since: Sides) -> Iterator[Point]:
    """The strongest point, of the side that has a matter now, on each matter that the other had."""
    for aspect, now in since.items():
        holder = _holder(now)
        if aspect is Aspect.OTHER or holder is None or _holder(before.get(aspect, {})) is not holder.opposite:
            continue
        spoken = (one for one in points if (one.aspect, one.stance) == (aspect, holder) and one.last is not None)
        yield from [one for one in spoken if one.last is not None and one.last >= begins][:1]


def _holder(sides: Mapping[Stance, int]) -> Stance | None:
    """The side that most arguments on a matter are on; None where neither has it."""
    total = sum(sides.values())
    held = [stance for stance, many in sides.items() if many >= ENOUGH and many >= total * MOST_OF_THEM]
    return held[0] if held else None


def added(sides: Sequence[Sides]) -> Sides:
    """Of several stores."""
    together: dict[Aspect, Counter[Stance]] = {}
    for one in sides:
        for aspect, counts in one.items():
            together.setdefault(aspect, Counter()).update(counts)
    return together
