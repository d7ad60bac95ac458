"""One subject's arguments, side by side, as key points: what `/case` and `/debate` tell."""

from datetime import date
from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, Field

from bot.domain.answer import Evidence
from bot.domain.argument import Aspect, Stance
from bot.domain.subject import Subject

PointId = NewType("PointId", str)
"""13 letters and digits; it stays a point's own for as long as any of its arguments is held."""


class Relation(StrEnum):
    """How a point of one side stands to one of the other."""

    REBUTS = "rebuts"
    """Says that it is wrong, or the opposite of the same matter."""
    QUALIFIES = "qualifies"
    """Grants it, and says why it weighs less."""
    IGNORES = "ignores"
    """Speaks of something else."""


class Reply(BaseModel, frozen=True):
    """That a point of the other side speaks to this one."""

    point_id: PointId
    relation: Relation | None
    """None where the answering point is one of those that are told no more, and nobody looked at its words."""


class Point(BaseModel, frozen=True):
    """What several arguments of one side say alike.

    `people` counts different named holders, reposts and near-duplicates left out; `unnamed` the posts that say it and
    whose holder nobody knows: they may be one person or many. `arguments` counts everything, repetitions too.
    """

    point_id: PointId
    subject: Subject
    stance: Stance
    aspect: Aspect
    text: str = Field(min_length=1)
    """Its best quote, or a sentence on its quotes that passed the gate."""
    people: int
    unnamed: int
    arguments: int
    first: date | None = None
    """The day of its earliest dated argument."""
    last: date | None = None
    undated: int = 0
    """How many of its arguments are from posts without a date: it may have been argued on any day before."""
    answered_by: tuple[Reply, ...] = ()
    """The points of the other side that speak to it, the nearest few first. None: nobody has answered."""
    answers: int = 0
    """How many points of the other side speak to it in all."""
    evidence: tuple[Evidence, ...]
    """The best few of its arguments, those which its text is from first."""
    cited: int = 1
    """How many these are: several where it is a sentence on several quotes."""


class Case(BaseModel, frozen=True):
    """The points of a subject, those that most people hold first. Evidence is numbered from 1 through all points.

    `more` counts the points that are left out, by side: the weakest.
    """

    subject: Subject
    points: tuple[Point, ...] = ()
    more: dict[Stance, int] = Field(default_factory=dict)


class Confrontation(BaseModel, frozen=True):
    """What both sides say of one aspect, strongest first."""

    aspect: Aspect
    bull: tuple[Point, ...]
    bear: tuple[Point, ...]


class Standing(BaseModel, frozen=True):
    """The state of a debate, in counts alone."""

    points: int
    people: int
    unnamed: int
    unanswered: int


class Debate(BaseModel, frozen=True):
    """Both sides of a subject, paired by aspect: the aspects on which most is said first.

    `more` as in `Case`. `bull` and `bear` count all points, also those that are left out.
    """

    subject: Subject
    aspects: tuple[Confrontation, ...] = ()
    bull: Standing
    bear: Standing
    more: dict[Stance, int] = Field(default_factory=dict)

    def standing(self, stance: Stance) -> Standing:
        """Of one side, for or against."""
        return self.bull if stance is Stance.BULL else self.bear
