"""Waiting before a shard logs in: Discord lets in only so many within five seconds."""

import random
from dataclasses import dataclass, field

WINDOW = 5.0
"""Seconds in which Discord lets in one shard of those that have the same remainder."""


@dataclass(slots=True)
class Turns:
    """When this process's shards logged in. `at_once`: how many Discord lets in within a window, by their remainders.

    Source: Discord's documentation of the gateway, "Max Concurrency".
    """

    at_once: int = 1
    _latest: dict[int, float] = field(default_factory=dict, init=False)
    _known: set[int] = field(default_factory=set, init=False)

    def pause(self, shard: int, moment: float) -> float:
        """Seconds for which a shard has to wait that wants to log in at a moment of the loop's clock.

        One that comes again was turned away or has lost its session. It waits as Discord asks, for a time of chance:
        where other processes log in too, they would meet again and again.
        """
        remainder = shard % self.at_once
        since = moment - self._latest.get(remainder, moment - WINDOW)
        wait = max(WINDOW - since, 0.0)
        if shard in self._known:
            wait += random.uniform(1.0, WINDOW)
        self._known.add(shard)
        self._latest[remainder] = moment + wait
        return wait
