"""When a digest is sent by itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, Field, field_validator

from bot.domain.text import Locale

AROUND = 9
"""Days before and after one within which every weekday comes, also where a zone leaves a day out."""


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"


class DigestSchedule(BaseModel, frozen=True):
    """Every day, or on a `weekday` (Monday is 0), at a full hour of a time zone.

    `zone` is a name of the IANA's, such as Asia/Hong_Kong. Errors: ValueError where nobody knows it.
    """

    every: Every
    weekday: int = Field(default=0, ge=0, le=6)
    hour: int = Field(default=9, ge=0, le=23)
    zone: str = "UTC"
    locale: Locale = Locale.ENGLISH
    """In which it is told where no language is set for the channel's answers."""
    begins: AwareDatetime
    """When this was set: nothing is due before."""

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            return ZoneInfo(zone).key
        except (OSError, ValueError, LookupError) as error:
            raise ValueError(f"there is no time zone {zone}") from error

    @property
    def tz(self) -> tzinfo:
        return ZoneInfo(self.zone)

    def last_due(self, now: datetime) -> datetime:
        """The latest moment up to `now` that it names, in UTC, be that before it began.

        An hour that the clocks there leave out is the moment at which they jump; of one that comes twice the first
        counts.
        """
        return max(due for due in self._near(now) if due <= now)

    def next_due(self, now: datetime) -> datetime:
        """The first moment after `now`."""
        return min(due for due in self._near(now) if due > now)

    def _near(self, now: datetime) -> Iterator[datetime]:
        today = now.astimezone(self.tz).date()
        for days in range(-AROUND, AROUND):
            day = today + timedelta(days=days)
            if self.every is Every.DAY or day.weekday() == self.weekday:
                yield self._on(day)

    def _on(self, day: date) -> datetime:
        # Left to itself, `fold` is 0: the offset before a jump, and the first of two.
        return datetime.combine(day, time(self.hour), self.tz).astimezone(UTC)
