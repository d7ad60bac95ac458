"""One subject's arguments, side by side: what `/case` tells."""

from pydantic import BaseModel

from bot.domain.answer import Evidence
from bot.domain.argument import Aspect, Stance
from bot.domain.subject import Subject


class Point(BaseModel, frozen=True):
    """What is argued on one side of one aspect, strongest first.

    `people` counts different named holders, however often each says it; `unnamed` the arguments whose holder nobody
    knows: they may be one person or many.
    """

    stance: Stance
    aspect: Aspect
    people: int
    unnamed: int
    arguments: int
    evidence: tuple[Evidence, ...]
    """The best few of its arguments."""


class Case(BaseModel, frozen=True):
    """The points of a subject, those with most people first. Evidence is numbered from 1 through all points."""

    subject: Subject
    points: tuple[Point, ...] = ()
