"""What came into a channel in some time: what `/digest` tells."""

from datetime import datetime

from pydantic import BaseModel

from bot.domain.answer import Evidence
from bot.domain.case import Point
from bot.domain.subject import Subject
from bot.domain.timeline import Turn


class Arrived(BaseModel, frozen=True):
    """What came in on one subject: how many arguments on each side, and the surest of them."""

    subject: Subject
    bull: int
    bear: int
    neutral: int
    evidence: tuple[Evidence, ...]


class Digest(BaseModel, frozen=True):
    """What was saved from `since` up to `until`, by subject, most first. Evidence is numbered from 1 through all."""

    since: datetime
    until: datetime
    posts: int = 0
    subjects: tuple[Arrived, ...] = ()
    new_points: tuple[Point, ...] = ()
    """First argued in this time."""
    answered: tuple[Point, ...] = ()
    """Nobody had answered them before; `answered_by` names who does now."""
    turns: tuple[Turn, ...] = ()

    @property
    def is_quiet(self) -> bool:
        return not self.subjects
