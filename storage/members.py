"""The members of points, as they are compared with one another within a transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId
from bot.domain.case import PointId
from bot.domain.post import ChannelId
from storage.database import Session
from storage.grouping import Places
from storage.rows import Row
from storage.vectors import restored

ALIKE = 0.8
"""Likeness from which on two quotes may be one text."""
COMPARED = 4
"""Quotes with which a newcomer's is compared letter by letter."""

# Left alone, SQLite would read all of the channel once for each point.
MEMBERS = """SELECT m.point_id, m.position, a.argument_id, m.scale, m.place, m.repeats IS NOT NULL
             FROM json_each($2) AS wanted CROSS JOIN point_members m INDEXED BY members_of_point
             JOIN arguments a ON a.channel_id = m.channel_id AND a.position = m.position
             WHERE m.channel_id = $1 AND m.point_id = wanted.value AND m.place IS NOT NULL
             ORDER BY m.point_id, m.position"""


@dataclass(frozen=True, slots=True)
class Members:
    """A point's members, in the order in which they were kept."""

    positions: Sequence[int]
    argument_ids: Sequence[ArgumentId]
    places: Places
    repeats: NDArray[np.bool_]
    """Which of them have another's words."""


async def read_members(session: Session, channel_id: ChannelId, points: Sequence[PointId]) -> dict[PointId, Members]:
    """Those of these points that are measured."""
    rows = await session.rows(MEMBERS, channel_id, json.dumps(points)) if points else []
    return {point_id: _members_of(list(some)) for point_id, some in groupby(rows, key=lambda row: row[0])}


def _members_of(rows: Sequence[Row]) -> Members:
    places = restored([row[3] for row in rows], [row[4] for row in rows])
    return Members(
        positions=[row[1] for row in rows],
        argument_ids=[row[2] for row in rows],
        places=places,
        repeats=np.array([row[5] for row in rows], np.bool_),
    )


def alike(position: int, members: Members | None) -> list[ArgumentId]:
    """Earlier members of a point whose own words one of them may repeat, the earliest first."""
    if members is None:
        return []
    own = members.positions.index(position)
    # What repeats is never repeated: of two that repeat each other, as after a second reading, nobody would count.
    likeness = np.where(members.repeats[:own], -np.inf, members.places[:own] @ members.places[own])
    nearest = [int(n) for n in np.argsort(-likeness, kind="stable")[:COMPARED] if likeness[n] >= ALIKE]
    return [members.argument_ids[n] for n in sorted(nearest)]
