"""What is argued on a subject over time: what `/timeline` tells and draws."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.subject import Subject


class Bar(BaseModel, frozen=True):
    """How many arguments for and against were made in the week that begins on a Monday, by their posts' dates."""

    week: date
    bull: int = Field(ge=0)
    bear: int = Field(ge=0)


class MarkKind(StrEnum):
    POST = "post"
    NEW_POINT = "new_point"
    SILENT_POINT = "silent_point"
    CHANGED_MIND = "changed_mind"


class Mark(BaseModel, frozen=True):
    """A place on the picture; `n` is the number of the evidence that is listed below it."""

    n: int = Field(ge=1)
    day: date
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

    `undated` counts the arguments of posts without a date, which stand in no bar. `evidence` is numbered from 1 and
    holds all that marks, points and turns name.
    """

    subject: Subject
    since: date | None = None
    until: date
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    undated: int = 0
    new: tuple[Point, ...] = ()
    """Points that were first argued in the last part of the time that is told."""
    silent: tuple[Point, ...] = ()
    """Points that were argued before, and not in its last part."""
    turned: tuple[Point, ...] = ()
    """Points of the side that most arguments on their matter were not on before, and are now."""
    turns: tuple[Turn, ...] = ()
    evidence: tuple[Evidence, ...] = ()
