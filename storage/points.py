"""Which arguments make one point, kept in step with what is kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import PointId
from bot.domain.post import ChannelId
from storage.arguments import read_evidence
from storage.bound import Bound
from storage.database import Session
from storage.grouping import Grouping, Places, Unplaced
from storage.rows import Row
from storage.sides import Newcomer, Side, SideKey
from storage.vectors import restored

AT_A_TIME = 256
"""Arguments of one transaction: other writers wait for it."""

BEHIND = """SELECT c.space, EXISTS (
                SELECT 1 FROM arguments a WHERE a.channel_id = c.channel_id AND a.position > c.grouped)
            FROM channels c WHERE c.channel_id = $1"""
UNGROUPED = """SELECT a.position, a.argument_id, v.scale, v.vector, m.point_id
               FROM arguments a
               LEFT JOIN vectors v ON v.channel_id = a.channel_id AND v.position = a.position
               LEFT JOIN point_members m ON m.channel_id = a.channel_id AND m.position = a.position
               WHERE a.channel_id = $1 AND a.position > (SELECT grouped FROM channels WHERE channel_id = $1)
               ORDER BY a.position LIMIT $2"""
GROUPED = "UPDATE channels SET grouped = max(grouped, $2), space = $3, moves = moves + $4 WHERE channel_id = $1"
UNMEASURE = (
    "UPDATE point_members SET scale = NULL, place = NULL WHERE channel_id = $1",
    "UPDATE points SET members = 0, total = x'' WHERE channel_id = $1",
    "UPDATE channels SET grouped = 0 WHERE channel_id = $1",
)
HEIR = "SELECT became FROM point_moves WHERE channel_id = $1 AND point_id = $2"
CANDIDATES = """SELECT point_id, members, total FROM points
                WHERE channel_id = $1 AND stance = $2
                AND (subject_key = $3 OR (subject_key > $3 || '/' AND subject_key < $3 || '0')) AND members > 0
                ORDER BY subject_key, position"""
TOLD = """SELECT p.point_id, p.told_by, t.text, t.engine, t.stands_on FROM json_each($2) AS wanted
          CROSS JOIN points p LEFT JOIN point_texts t ON t.channel_id = p.channel_id AND t.point_id = p.point_id
          WHERE p.channel_id = $1 AND p.point_id = wanted.value"""


@dataclass(frozen=True, slots=True)
class Means:
    """Points, and the means of their members' places.

    Shapes: p points, (p, d).
    """

    points: Sequence[PointId]
    means: Places


@dataclass(frozen=True, slots=True)
class Told:
    """What a point is told by: an argument's quote, or where a model wrote one, a sentence. `engine` names that, and
    `stands_on` are the arguments that the sentence cites."""

    argument_id: ArgumentId | None
    text: str | None
    engine: str | None
    stands_on: tuple[ArgumentId, ...] = ()

    @property
    def arguments(self) -> list[ArgumentId]:
        """Those that have to be shown: what the sentence cites, then whose quote it is."""
        return [*self.stands_on, *([self.argument_id] if self.argument_id else [])]


class Points(Bound):
    """The points of a channel. What is in none yet comes into one when `group` is called."""

    async def group(self, grouping: Grouping, most: int | None = None) -> int:
        """Bring arguments for and against into points, the earliest first; how many came into one. A glance where all
        are. Whoever can't wait for all of them says how many at `most` are to be looked at.

        After a change of how places are measured, all are measured anew and stay in their points.
        """
        count, looked = 0, 0
        while (most is None or looked < most) and await self._is_behind(grouping):
            count += await self._group_some(grouping)
            looked += AT_A_TIME
        return count

    async def _is_behind(self, grouping: Grouping) -> bool:
        async with self._glancing() as session:
            row = await session.row(BEHIND, self.channel_id)
        return row is not None and (bool(row[1]) or row[0] not in (None, grouping.space))

    async def _group_some(self, grouping: Grouping) -> int:
        async with self._writing() as session:
            [space, _] = await session.one(BEHIND, self.channel_id)
            if space not in (None, grouping.space):
                for statement in UNMEASURE:
                    await session.run(statement, self.channel_id)
            rows = await session.rows(UNGROUPED, self.channel_id, AT_A_TIME)
            newcomers = await _newcomers(session, self.channel_id, rows)
            moved = False
            for key, of_side in _by_side(newcomers).items():
                moved |= await Side(session, self.channel_id, key, grouping).take(of_side)
            last = rows[-1][0] if rows else 0
            await session.run(GROUPED, self.channel_id, last, grouping.space, int(moved))
        return len(newcomers)

    async def heir(self, point_id: PointId) -> PointId:
        """The point that this one became part of; itself where it did not."""
        async with self._glancing() as session:
            row = await session.row(HEIR, self.channel_id, point_id)
        return point_id if row is None else PointId(row[0])

    async def told(self, points: Sequence[PointId]) -> Mapping[PointId, Told]:
        """What these points are told by; those that are not there are left out."""
        async with self._glancing() as session:
            rows = await session.rows(TOLD, self.channel_id, json.dumps(points))
        return {row[0]: _told(row) for row in rows}

    async def means(self, subject: str, stance: Stance) -> Means:
        """All points of one side of a subject, a company's with those of its segments, and where they lie."""
        async with self._glancing() as session:
            rows = await session.rows(CANDIDATES, self.channel_id, stance, subject)
        if not rows:
            return Means((), np.empty((0, 0), np.float32))
        totals = np.frombuffer(b"".join(row[2] for row in rows), np.float32).reshape(len(rows), -1)
        sizes = np.array([row[1] for row in rows], np.float32)
        return Means([row[0] for row in rows], totals / sizes[:, None])


def _told(row: Row) -> Told:
    _, told_by, text, engine, stands_on = row
    return Told(told_by, text, engine, () if text is None else tuple(json.loads(stands_on)))


async def _newcomers(session: Session, channel_id: ChannelId, rows: Sequence[Row]) -> list[Newcomer]:
    """Those of the rows that are for or against something."""
    evidence = await read_evidence(session, channel_id, [row[1] for row in rows])
    found = {argument.argument_id: (argument, post) for argument, post in evidence}
    newcomers = []
    for position, argument_id, scale, vector, point_id in rows:
        argument, post = found[argument_id]
        if argument.stance is not Stance.NEUTRAL:
            embedded = None if vector is None else restored([scale], [vector])[0]
            newcomers.append(Newcomer(Unplaced(position, argument, post.language, embedded), point_id))
    return newcomers


def _by_side(newcomers: Iterable[Newcomer]) -> Mapping[SideKey, list[Newcomer]]:
    sides: dict[SideKey, list[Newcomer]] = {}
    for one in newcomers:
        argument = one.unplaced.argument
        sides.setdefault(SideKey(argument.subject.key, argument.stance), []).append(one)
    return sides
