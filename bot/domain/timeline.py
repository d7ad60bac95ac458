"""What is argued on a subject over time: what `/timeline` tells and draws."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.subject import Subject


class Bar(BaseModel, frozen=True):
    """How many arguments for and against were made in the week that begins on a Monday, by their posts' dates.

    `undated_…`: those of posts without a date, or with one that has yet to come, which were saved in that week (UTC):
    nobody knows when they were made.
    """

    week: date
    bull: int = Field(ge=0)
    bear: int = Field(ge=0)
    undated_bull: int = Field(default=0, ge=0)
    undated_bear: int = Field(default=0, ge=0)

    @property
    def dated(self) -> int:
        return self.bull + self.bear

    @property
    def undated(self) -> int:
        return self.undated_bull + self.undated_bear


class MarkKind(StrEnum):
    POST = "post"
    NEW_POINT = "new_point"
    SILENT_POINT = "silent_point"
    CHANGED_MIND = "changed_mind"


class Mark(BaseModel, frozen=True):
    """A place on the picture; `n` is the number of the evidence that is listed below it.

    `day`: of the post; where it is not `dated`, the day on which it was saved (UTC).
    """

    n: int = Field(ge=1)
    day: date
    dated: bool = True
    stance: Stance
    kind: MarkKind = MarkKind.POST


class Turn(BaseModel, frozen=True):
    """A holder who spoke for one side, and later for the other, in the holder's own words.

    `said`: the sentence of the later post in which the holder says so, where there is one. `before` is None where the
    holder says so and the casebook has nothing of what was before.
    """

    holder: str
    before: Evidence | None
    after: Evidence
    said: str | None = None


class Timeline(BaseModel, frozen=True):
    """Arguments on a subject by week, oldest first, without gaps; and what changed.

    `unsure`: all that there is takes its side so doubtfully that it would not count beside anything surer. What is
    `new`, `silent` or `turned` is told by dated arguments alone. `evidence` is numbered from 1 and holds all that
    marks, points and turns name.
    """

    subject: Subject
    since: date | None = None
    until: date
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    unsure: bool = False
    new: tuple[Point, ...] = ()
    """Points that were first argued in the last part of the time that is told."""
    silent: tuple[Point, ...] = ()
    """Points that were argued before, and not in its last part."""
    turned: tuple[Point, ...] = ()
    """Points of the side that most arguments on their matter were not on before, and are now."""
    turns: tuple[Turn, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def undated(self) -> int:
        """Arguments that stand at the day on which they were saved."""
        return sum(bar.undated for bar in self.bars)
