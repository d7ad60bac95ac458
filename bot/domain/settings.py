"""What those who manage a channel can set."""

from datetime import tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator

from bot.domain.post import ChannelId
from bot.domain.text import Locale

MOST_SHELVES = 5
"""Other channels that one channel can read: each is searched at every question."""


class Every(StrEnum):
    DAY = "day"
    WEEK = "week"


class DigestSchedule(BaseModel, frozen=True):
    """When a digest is sent by itself: every day, or on a `weekday` (Monday is 0), at a full hour of a time zone.

    `zone` is a name of the IANA's, such as Asia/Hong_Kong. Errors: ValueError where nobody knows it.
    """

    every: Every
    weekday: int = Field(default=0, ge=0, le=6)
    hour: int = Field(ge=0, le=23)
    zone: str = "UTC"
    locale: Locale = Locale.ENGLISH
    """In which it is told where no language is set for the channel's answers."""

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


class ChannelSettings(BaseModel, frozen=True):
    auto_save: bool = False
    """Whether posts are saved as they are pasted, without a command."""
    answer_in: Locale | None = None
    """The language of every answer; None: the asker's."""
    model_allowed: bool = True
    """Whether a language model may be sent anything of this channel."""
    daily_tokens: int = Field(default=100_000, ge=0)
    """How much a language model may be used for this channel in a day."""
    shelves: tuple[ChannelId, ...] = Field(default=(), max_length=MOST_SHELVES)
    """Other channels whose casebooks are read for answers here."""
    digest: DigestSchedule | None = None
    """When a digest is sent here by itself; None: never."""
