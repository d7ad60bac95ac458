"""How often one may ask, so that one person or channel does not keep the others waiting."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from discord.ext.commands import Cooldown, CooldownMapping

from bot.errors import TooOften

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """Uses a minute."""

    person: int = 60
    channel: int = 240


class Limits:
    """Counts uses by person and by channel. Nothing is kept of who asked what.

    `clock` never goes back: with one that is set back, nobody would have room again for as long as that was. `wall`
    only tells when there is.
    """

    def __init__(
        self, allowance: Allowance, clock: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> None:
        self._clock = clock
        self._wall = wall
        self._told: dict[int, float] = {}
        self._people = _counter(allowance.person)
        self._channels = _counter(allowance.channel)

    def use(self, person: int, channel: int) -> None:
        """Errors: TooOften, with the moment (seconds of the epoch) from which there is room again."""
        now = self._clock()
        for counter, key in ((self._people, person), (self._channels, channel)):
            bucket = counter.get_bucket(key, now)
            wait = bucket.update_rate_limit(now) if bucket else None
            if wait:
                raise TooOften(int(self._wall() + wait) + 1, key)

    def is_news(self, refused: TooOften, channel: int) -> bool:
        """Whether neither the person nor the channel was told of a refusal that still holds. It counts as told now."""
        now = self._clock()
        self._told = {who: moment for who, moment in self._told.items() if moment > now}
        new = self._told.keys().isdisjoint({refused.who, channel})
        self._told.setdefault(refused.who, now + refused.moment - self._wall())
        return new


def _counter(most: int) -> CooldownMapping[int]:
    return CooldownMapping(Cooldown(most, MINUTE), _itself)


def _itself(key: int) -> int:
    return key
