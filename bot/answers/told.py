"""Which points are told, in which order, and under which numbers their evidence stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answers.case import SIDES, numbered
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Case, Debate, Point, PointId

BESIDE = 2
"""Quotes of a point of a debate, where both sides' stand beside each other; a case has all that were found."""


class Sides(StrEnum):
    """Which sides of a case are told."""

    BULL = "bull"
    BEAR = "bear"
    BOTH = "both"

    @property
    def stances(self) -> tuple[Stance, ...]:
        return SIDES if self is Sides.BOTH else (Stance(self.value),)


@dataclass(frozen=True, slots=True)
class Told:
    """Points as they are told, and those that are only named, as answering one of them, with the argument that each is
    told by. Evidence is numbered from 1 through all of them.
    """

    points: tuple[Point, ...]
    named: tuple[Point, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(one for point in (*self.points, *self.named) for one in point.evidence)

    @property
    def by_id(self) -> dict[PointId, Point]:
        return {point.point_id: point for point in (*self.points, *self.named)}


def told_case(case: Case, sides: Sides) -> Told:
    """A side after the other. `case` holds both, so that what answers the one that is told can be named."""
    points = [point for stance in sides.stances for point in case.points if point.stance is stance]
    answering = {reply.point_id for point in points for reply in point.answered_by}
    named = [_cut(one, 1) for one in case.points if one.point_id in answering and one.stance not in sides.stances]
    every = numbered([*points, *named])
    return Told(every[: len(points)], every[len(points) :])


def told_debate(debate: Debate) -> Told:
    """Aspect by aspect, the bulls' points before the bears'."""
    return Told(numbered([_cut(point, BESIDE) for one in debate.aspects for point in (*one.bull, *one.bear)]))


def _cut(point: Point, quotes: int) -> Point:
    """What its text is from is always left."""
    return point.model_copy(update={"evidence": point.evidence[: max(quotes, point.cited)]})


def unanswered(points: Sequence[Point], stance: Stance) -> list[Point]:
    """Those of one side that nobody of the other has answered."""
    return [point for point in points if point.stance is stance and not point.answered_by]
