"""What is remembered of an answer that was shown: enough to show its sources again, and nothing of what they say."""

from datetime import datetime
from enum import StrEnum
from typing import NewType

from pydantic import BaseModel

from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.question import Question

AnswerId = NewType("AnswerId", str)
"""12 letters and digits."""


class Verdict(StrEnum):
    """What a reader says of an answer. Only moderators read it."""

    RIGHT = "right"
    WRONG = "wrong"


class Cited(BaseModel, frozen=True):
    """Source `n` of an answer: an argument, and the channel whose store holds it."""

    n: int
    channel: ChannelId
    argument_id: ArgumentId


class Place(BaseModel, frozen=True):
    """Where in Discord an answer stands: a channel's or thread's id, and the message's."""

    channel: str
    message: str


class ShownAnswer(BaseModel, frozen=True):
    """An answer that was shown. `place` is None where nobody but the asker saw it."""

    answer_id: AnswerId
    question: Question
    cited: tuple[Cited, ...]
    place: Place | None = None


class Sources(BaseModel, frozen=True):
    """The sources of an answer as they stand now.

    `evidence` keeps the numbers that the answer gave; `gone` counts those that were deleted since, or that the reader
    may not see.
    """

    evidence: tuple[Evidence, ...]
    gone: int


class Judged(BaseModel, frozen=True):
    """What was said of one answer's question, for moderators."""

    question: str
    right: int
    wrong: int
    latest: datetime


class Feedback(BaseModel, frozen=True):
    """All verdicts of a channel, and the answers that were called wrong most."""

    right: int
    wrong: int
    worst: tuple[Judged, ...] = ()


class ThreadState(StrEnum):
    """What a thread has asked of the bot: to follow the conversation, or to speak only when it is mentioned."""

    FOLLOWED = "followed"
    QUIET = "quiet"
