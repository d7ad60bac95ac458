"""What those who manage a channel can set."""

from pydantic import BaseModel, Field

from bot.domain.post import ChannelId
from bot.domain.schedule import DigestSchedule
from bot.domain.text import Locale

MOST_SHELVES = 5
"""Other channels that one channel can read: each is searched at every question."""


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
