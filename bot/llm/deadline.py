"""How long something that a person waits for may wait for a language model, over all of its calls."""

import time
from collections.abc import Callable

ANSWERING, READING = 12.0, 60.0
"""Seconds for a question, and for a post, where nobody chose otherwise."""
ALTOGETHER = 3
"""Times its seconds that are waited in all, however steadily something comes."""


class Deadline:
    """Counts from when it is first looked at: what was done before the model was asked is not the model's.

    `renewed` when something came of the waiting that is worth waiting on for. Units: seconds. `clock` gives seconds
    that only grow.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._clock = clock
        self._latest: float | None = None
        self._until = 0.0

    @property
    def left(self) -> float:
        """Never less than 0."""
        if self._latest is None:
            self._latest = self._clock() + ALTOGETHER * self.seconds
            self.renewed()
        return max(0.0, min(self._until, self._latest) - self._clock())

    def renewed(self) -> None:
        """The seconds begin anew, as far as there are any left in all."""
        self._until = self._clock() + self.seconds
