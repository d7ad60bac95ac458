"""What is told of the work, once: the log writes it, and the metrics count it.

A field is a number, a yes or no, a member of an enum, or a name that the code itself gave: nothing that anybody wrote.
"""

import asyncio
import logging
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar, NewType

from bot.errors import BadInput, CasebookError, DiscordError, ModelError, Refused, StoreError

Value = str | int | float | bool | None
Name = NewType("Name", str)
"""What the code calls a thing: a command, a class, a rule. Never what a person calls one."""


class Outcome(StrEnum):
    """How a thing that somebody wanted ended."""

    DONE = "done"
    MISUSED = "misused"
    """What was given can't be used."""
    REFUSED = "refused"
    """Who asked may not, or not now."""
    STORE = "store"
    DISCORD = "discord"
    MODEL = "model"
    OTHER = "other"
    """An error that has a sentence of its own, and none of these."""
    STOPPED = "stopped"
    FAULT = "fault"
    """Nobody thought of it."""


_OUTCOMES: tuple[tuple[type[BaseException], Outcome], ...] = (
    (BadInput, Outcome.MISUSED),
    (Refused, Outcome.REFUSED),
    (StoreError, Outcome.STORE),
    (DiscordError, Outcome.DISCORD),
    (ModelError, Outcome.MODEL),
    (CasebookError, Outcome.OTHER),
    (asyncio.CancelledError, Outcome.STOPPED),
)


def outcome_of(error: BaseException) -> Outcome:
    return next((outcome for kind, outcome in _OUTCOMES if isinstance(error, kind)), Outcome.FAULT)


class Change(StrEnum):
    """What becomes of the connection to Discord."""

    CONNECTED = "connected"
    RESUMED = "resumed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. Units of every `seconds`: seconds."""

    name: ClassVar[Name]

    def told(self) -> dict[str, Value]:
        """Its fields, in their order."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    def __str__(self) -> str:
        return " ".join([self.name, *(f"{key}={value}" for key, value in self.told().items() if value is not None)])


def _plain(value: Value) -> Value:
    return round(value, 4) if isinstance(value, float) else value


@dataclass(frozen=True, slots=True)
class CommandUsed(Event):
    """A command, a press, a form, a mention. `command`: as the code calls it."""

    name = Name("command_used")
    command: Name
    outcome: Outcome
    seconds: float


@dataclass(frozen=True, slots=True)
class PostsKept(Event):
    """A paste is on the disk. `repeated` posts were there before."""

    name = Name("posts_kept")
    new: int
    repeated: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PostRead(Event):
    """A saved post was read for arguments."""

    name = Name("post_read")
    arguments: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ReaderEnded(Event):
    """The process in which posts are read ended while it was needed, or could not be started. `status`: its own, or of
    the error that kept it from starting; below zero the signal. `waiting`: the steps that are taken again."""

    name = Name("reader_ended")
    status: int | None
    waiting: int


@dataclass(frozen=True, slots=True)
class QuestionAnswered(Event):
    """`engine`: of `bot.domain.answer.Mode`. `fallback`: why no model wrote it, where one was to."""

    name = Name("question_answered")
    engine: Name
    abstained: bool
    fallback: Name | None
    seconds: float


@dataclass(frozen=True, slots=True)
class SentencesRefused(Event):
    """What a model wrote and the gate did not let through. `reason`: of `bot.answers.gate.refusal.Refusal`."""

    name = Name("sentences_refused")
    reason: Name
    count: int


@dataclass(frozen=True, slots=True)
class ModelCalled(Event):
    """One call to a language model. `error`: the class of what went wrong. Units: `sent` and `written` are tokens."""

    name = Name("model_called")
    error: Name | None
    sent: int
    written: int
    estimated: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class ConnectionChanged(Event):
    name = Name("connection_changed")
    change: Change


def name_of(error: BaseException) -> Name:
    """The class of an error."""
    return Name(type(error).__name__)


def tell(log: logging.Logger, event: Event) -> None:
    log.info(event)
