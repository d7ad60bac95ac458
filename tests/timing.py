"""How long work takes, in seconds of this machine when it is quiet."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

from bot.errors import CasebookError
from bot.garbage import IN_A_SERVICE

QUIET = 0.024
"""Seconds that `_known_work` takes on the machine that the bounds are meant for: two shared cores."""
PATIENCE = 2
"""Times that a bound may be overdrawn before it counts: processor time grows too where many share the caches."""


def seconds(work: Callable[[], object], tries: int = 1) -> float:
    """Processor time of the fastest of several tries; it is refused by one of our errors at most."""
    return min(_once(work) for _ in range(tries))


def allowed(seconds_when_quiet: float) -> float:
    """A bound as this machine would have to keep it now."""
    return seconds_when_quiet * PATIENCE * max(1, min(_once(_known_work) for _ in range(3)) / QUIET)


def _once(work: Callable[[], object]) -> float:
    before = gc.get_threshold()
    gc.set_threshold(IN_A_SERVICE)  # as the program itself
    begun = time.process_time()
    try:
        with suppress(CasebookError):
            work()
        return time.process_time() - begun
    finally:
        gc.set_threshold(*before)


def _known_work() -> None:
    places = dict[int, str]()
    for number in range(300_000):
        places[number & 1023] = str(number).strip()
