"""Tells the log and the metrics of each use of the bot: by which command, how it ended and how long it took."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cogs.surface.boundary import meaning
from bot.watching.events import CommandUsed, Name, Outcome, outcome_of, tell
from bot.watching.trail import current_trail

log = logging.getLogger(__name__)

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
UNKNOWN = Name("unknown")
"""A command that Discord knows and we do not."""


def name_of_class(kind: type) -> Name:
    """A button or a form, as the code calls it: `sources_button`."""
    return Name(_HUMP.sub("_", kind.__name__).lower())


def tell_use(command: Name, outcome: Outcome) -> None:
    """Say that what began with this task's trail has ended."""
    trail = current_trail()
    tell(log, CommandUsed(command, outcome, trail.seconds if trail else 0.0))


@contextmanager
def using(command: Name) -> Iterator[None]:
    """A use that ends with the block."""
    with telling_failure(command):
        yield
    tell_use(command, Outcome.DONE)


@contextmanager
def telling_failure(command: Name) -> Iterator[None]:
    """One that goes on after the block, unless the block fails."""
    try:
        yield
    except BaseException as error:
        tell_use(command, outcome_of(meaning(error) if isinstance(error, Exception) else error))
        raise
