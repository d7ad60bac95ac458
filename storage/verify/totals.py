"""Whether points are the sums of what they count."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.case import PointId
from bot.domain.post import ChannelId
from storage.database import Session, Write
from storage.memberships import SHRINK
from storage.rows import Row
from storage.vectors import restored

ROWS_AT_A_TIME = 5000
PLACES = """SELECT channel_id, position, point_id, scale, place FROM point_members
            WHERE place IS NOT NULL AND (channel_id, position) > ($1, $2)
            ORDER BY channel_id, position LIMIT $3"""
TOTALS = "SELECT channel_id, point_id, members, total FROM points"
TOLERANCE = 0.01
"""Of a component: sums in another order differ in their last digits."""

Key: TypeAlias = tuple[ChannelId, PointId]


@dataclass(slots=True)
class Sum:
    """Of the places of a point's members; of those of one size, where they are of several."""

    members: int = 0
    total: NDArray[np.float32] | None = None
    sizes: set[int] = field(default_factory=set)

    def add(self, place: NDArray[np.float32]) -> None:
        self.sizes.add(place.size)
        if self.total is None or self.total.size == place.size:
            self.members += 1
            self.total = place if self.total is None else self.total + place


NOTHING = Sum()


@dataclass(frozen=True, slots=True)
class WrongPoints:
    """Points that count wrongly, points whose totals are wrong, and those whose members' places can't be added."""

    sums: Mapping[Key, Sum]
    miscounted: frozenset[Key]
    mistaken: frozenset[Key]
    unlike: frozenset[Key]

    def told(self) -> list[str]:
        found = [f"point that counts its arguments wrongly: {point}" for _, point in sorted(self.miscounted)]
        found += [f"point whose total is not its arguments': {point}" for _, point in sorted(self.mistaken)]
        return found + [f"point whose arguments' places are of several sizes: {key}" for _, key in sorted(self.unlike)]


async def wrong_points(session: Session) -> WrongPoints:
    """What came next into one of them would be compared with something else than what is there."""
    sums = await _sums(session)
    points = {row[:2]: row[2:] for row in await session.rows(TOTALS)}
    usual = _usual_sizes(sums)
    unlike = frozenset(key for key, summed in sums.items() if summed.sizes != {usual[key[0]]})
    miscounted = {key for key, (members, _) in points.items() if members != sums.get(key, NOTHING).members}
    mistaken = {key for key, (_, total) in points.items() if not _agree(total, sums.get(key, NOTHING))}
    return WrongPoints(sums, frozenset(miscounted - unlike), frozenset(mistaken - unlike), unlike)


def _usual_sizes(sums: Mapping[Key, Sum]) -> Mapping[ChannelId, int]:
    """The size of most places, by channel."""
    sizes: dict[ChannelId, Counter[int]] = defaultdict(Counter)
    for (channel_id, _), summed in sums.items():
        sizes[channel_id].update(summed.sizes)
    return {channel_id: counts.most_common(1)[0][0] for channel_id, counts in sizes.items()}


async def _sums(session: Session) -> dict[Key, Sum]:
    sums: dict[Key, Sum] = {}
    after: Row = ("", 0)
    while rows := await session.rows(PLACES, *after, ROWS_AT_A_TIME):
        for channel_id, _, point_id, scale, place in rows:
            sums.setdefault((channel_id, point_id), Sum()).add(restored([scale], [place])[0])
        after = rows[-1][:2]
    return sums


def _agree(total: bytes, summed: Sum) -> bool:
    if len(total) % np.dtype(np.float32).itemsize:
        return False
    kept = np.frombuffer(total, np.float32)
    if summed.total is None:
        return not kept.any()
    return kept.shape == summed.total.shape and bool(np.allclose(kept, summed.total, atol=TOLERANCE))


async def sum_anew(session: Session, wrong: WrongPoints) -> None:
    """Let points be the sums of what they count."""
    values = [(*key, *_kept(wrong.sums.get(key, NOTHING))) for key in sorted(wrong.miscounted | wrong.mistaken)]
    await session.write(Write(SHRINK, values))


def _kept(summed: Sum) -> tuple[int, bytes]:
    return summed.members, b"" if summed.total is None else summed.total.tobytes()
