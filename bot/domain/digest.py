"""What came into a channel in some time: what `/digest` tells, and what became of the digests that were due."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel

from bot.domain.answer import Evidence
from bot.domain.case import Point
from bot.domain.subject import Subject
from bot.domain.timeline import Turn


class Window(BaseModel, frozen=True):
    """From `since` up to `until`, which it does not hold; both with an offset."""

    since: datetime
    until: datetime


class Arrived(BaseModel, frozen=True):
    """What came in on one subject: how many arguments on each side, and the surest of them.

    `neutral` counts those that take no side, or one so doubtfully that it is not told.
    """

    subject: Subject
    bull: int
    bear: int
    neutral: int
    evidence: tuple[Evidence, ...]

    @property
    def arguments(self) -> int:
        return self.bull + self.bear + self.neutral


class Digest(BaseModel, frozen=True):
    """What was saved in a time, by subject, most first. Evidence is numbered from 1 through all.

    `more` and `more_points` count the subjects and the new points that are left out: those with least.
    """

    window: Window
    posts: int = 0
    """Those that the arguments on the subjects that are told are from."""
    subjects: tuple[Arrived, ...] = ()
    more: int = 0
    new_points: tuple[Point, ...] = ()
    """First argued in this time."""
    more_points: int = 0
    answered: tuple[Point, ...] = ()
    """Nobody had answered them before; `answered_by` names who does now."""
    turns: tuple[Turn, ...] = ()

    @property
    def is_quiet(self) -> bool:
        return not self.subjects

    @property
    def arguments(self) -> int:
        """On the subjects that are told."""
        return sum(one.arguments for one in self.subjects)

    @property
    def cited(self) -> list[Evidence]:
        """All evidence in the order in which it is told; what is told twice stands here twice."""
        of_subjects = (one for part in self.subjects for one in part.evidence)
        of_points = (one for point in (*self.new_points, *self.answered) for one in point.evidence)
        of_turns = (one for turn in self.turns for one in (turn.before, turn.after) if one is not None)
        return [*of_subjects, *of_points, *of_turns]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that it cites, by number."""
        return tuple({one.n: one for one in sorted(self.cited, key=lambda one: one.n)}.values())


class Outcome(StrEnum):
    """What became of a digest that was due."""

    SENT = "sent"
    QUIET = "quiet"
    """Nothing had come in, so nothing was sent."""
    MISSED = "missed"
    """The bot was away for more than a day."""
    FORBIDDEN = "forbidden"
    """The bot's role may not write there, or not see what it wrote."""
    GONE = "gone"
    """The channel is deleted."""
    REFUSED = "refused"
    """Discord did not take it, and would not take it again."""


class Delivery(BaseModel, frozen=True):
    """A digest that was due. `outcome` is None while it is not known; `message` where one was sent."""

    due: datetime
    outcome: Outcome | None = None
    message: str | None = None


class Due(BaseModel, frozen=True):
    """A digest that this process is to send now. `again`: an earlier try may have sent it without saying so."""

    due: datetime
    window: Window
    again: bool = False
