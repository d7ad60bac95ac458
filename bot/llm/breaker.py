"""Leaves a server alone for a while that stalls, or failed several times in a row.

Our own, since what there is does not fit. purgatory lets every call through once the rest is over, counts a listener
that goes as a failure, and goes by the clock on the wall; asyncbreaker knows no streams, and chains what it caught to
what it raises; circuitbreaker is a decorator, and lets all through as well; aiobreaker is no longer kept.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.errors import (
    ModelAnswerUnusable,
    ModelBroken,
    ModelCallRefused,
    ModelCutOff,
    ModelDeclined,
    ModelHostUnknown,
    ModelNotStarted,
    ModelResting,
    ModelSilent,
    ModelTooSlow,
)

FAILURES = 3
"""In a row."""
REST = 30.0
"""Seconds."""
SERVERS_FAULT = (ModelTooSlow, ModelBroken, ModelNotStarted, ModelHostUnknown)
ANSWERS = (ModelCutOff, ModelDeclined, ModelAnswerUnusable, ModelCallRefused)
"""Of no use, and a sign that the server is there."""


class Breaker:
    """`clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._worked_at = 0.0
        self._rests_until = 0.0
        self._is_trying = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """One call. Its failure counts where it is the server's; a listener who goes says nothing of the server.

        A silence that no other call broke counts for all: whoever asks next need not sit through another.
        Errors: ModelResting where it is left alone, or where one call tries just now whether it is back.
        """
        self.check()
        tries, began = self._failures >= FAILURES, self._clock()
        self._is_trying = self._is_trying or tries
        try:
            yield
        except SERVERS_FAULT as error:
            stalls = isinstance(error, ModelSilent) and self._worked_at <= began
            self._failures = FAILURES if stalls else self._failures + 1
            self._rests_until = self._clock() + REST
            raise
        except ANSWERS:
            self._works()
            raise
        else:
            self._works()
        finally:
            self._is_trying = self._is_trying and not tries

    def _works(self) -> None:
        self._failures, self._worked_at = 0, self._clock()

    @property
    def is_open(self) -> bool:
        """Whether it failed so often that it is left alone, or is only tried."""
        return self._failures >= FAILURES

    def check(self) -> None:
        """Errors: ModelResting where a call could not be made now."""
        if self._failures < FAILURES:
            return
        left = self._rests_until - self._clock()
        if left > 0 or self._is_trying:
            raise ModelResting(seconds=max(1, round(left)))
