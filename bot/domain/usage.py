"""What a language model took."""

from datetime import UTC, date, datetime, time, timedelta

from pydantic import BaseModel, Field


class Usage(BaseModel, frozen=True):
    """Tokens that a call took, or several together. `estimated`: the server did not count all of them."""

    sent: int = Field(default=0, ge=0)
    written: int = Field(default=0, ge=0)
    estimated: bool = False

    @property
    def total(self) -> int:
        return self.sent + self.written

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            sent=self.sent + other.sent,
            written=self.written + other.written,
            estimated=self.estimated or other.estimated,
        )


class Used(BaseModel, frozen=True):
    """What a channel used in a day, and in how many calls that took any.

    `reserved` tokens belong to calls under way, or to those whose process ended meanwhile.
    """

    usage: Usage = Usage()
    reserved: int = 0
    calls: int = 0

    @property
    def total(self) -> int:
        return self.usage.total + self.reserved

    @property
    def is_exact(self) -> bool:
        """Whether the server counted all of it."""
        return not (self.usage.estimated or self.reserved)


class ModelUse(BaseModel, frozen=True):
    """How far a channel may use a language model on a day (of Coordinated Universal Time), and how far it did.

    `name` is None where none is connected; `budget` counts tokens a day.
    """

    name: str | None
    allowed: bool
    budget: int
    day: date
    used: Used

    @property
    def is_spent(self) -> bool:
        return self.used.total >= self.budget

    @property
    def renewed_at(self) -> datetime:
        """When the budget is whole again."""
        return datetime.combine(self.day + timedelta(days=1), time(), UTC)
