"""One id for all that is done on account of one thing: a command, a message, a verb of the terminal."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import monotonic

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that are easily mistaken for others: I, O, 0 and 1. Members are told an id when something fails."""
LENGTH = 6


def new_id() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


@dataclass(frozen=True, slots=True)
class Trail:
    """Units: `began` is of the clock that only grows, in seconds."""

    id: str = field(default_factory=new_id)
    began: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return monotonic() - self.began


_TRAIL: ContextVar[Trail | None] = ContextVar("trail", default=None)


def begin_trail() -> Trail:
    """For the rest of the task that runs, and for all that it begins, threads too."""
    _TRAIL.set(trail := Trail())
    return trail


@contextmanager
def on_a_trail() -> Iterator[Trail]:
    """The same for a block, in a task that goes on with something else."""
    token = _TRAIL.set(trail := Trail())
    try:
        yield trail
    finally:
        _TRAIL.reset(token)


def current_trail() -> Trail | None:
    """What the work at hand is done on account of; None where nobody said."""
    return _TRAIL.get()


def reference() -> str:
    """The id by which a person can name what happened to whoever reads the log."""
    trail = current_trail()
    return trail.id if trail else new_id()
