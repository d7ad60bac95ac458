"""Which part of what Discord tells a bot one process hears: large bots are told theirs in shards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from bot.domain.post import ChannelId
from bot.errors import BadShards

MOST = 99_999

_RANGE = r"\d{1,5}(?:-\d{1,5})?"
_NAMED = re.compile(rf"(?P<ranges>{_RANGE}(?:,{_RANGE})*)/(?P<count>\d{{1,5}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards `ids`, rising, of a bot that has `count` of them, counted from 0."""

    ids: tuple[int, ...] = (0,)
    count: int = 1

    @classmethod
    def named(cls, text: str) -> "Shards":
        """As who runs the bot writes them: `0-3/16`, `5/16`, `0,2,5-7/16`. Errors: BadShards."""
        match = _NAMED.fullmatch(text.strip())
        if match is None:
            raise BadShards(shards=text)
        count = int(match["count"])
        ids = {shard for part in match["ranges"].split(",") for shard in _between(part, count, text)}
        return cls(tuple(sorted(ids)), count)

    def __str__(self) -> str:
        return f"{','.join(map(str, self.ids))}/{self.count}"

    @property
    def are_all(self) -> bool:
        """Whether no other process hears anything."""
        return len(self.ids) == self.count

    @property
    def hear_first(self) -> bool:
        """Whether this process has the first shard, and with it what only one of all does."""
        return 0 in self.ids

    def hear(self, guild: int | None) -> bool:
        """Whether a server's events come here; None stands for direct messages, which come to the first shard.

        Source: Discord's documentation of the gateway, "Sharding".
        """
        return ((guild or 0) >> 22) % self.count in self.ids

    def take(self, channel: ChannelId) -> bool:
        """Whether this process does what is to be done for a channel by one of all, whichever that is."""
        return crc32(channel.encode()) % self.count in self.ids


def _between(part: str, count: int, text: str) -> Iterator[int]:
    """Errors: BadShards where it counts downwards, or beyond the last one."""
    first, _, last = part.partition("-")
    if not int(first) <= int(last or first) < count:
        raise BadShards(shards=text)
    yield from range(int(first), int(last or first) + 1)
