"""Which arguments make one point, kept in step with what is kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import PointId
from bot.domain.post import ChannelId
from storage.arguments import read_evidence
from storage.bound import Bound
from storage.database import Session
from storage.grouping import Grouping, Places, Unplaced
from storage.rows import Row
from storage.sides import Newcomer, Side, SideKey

AT_A_TIME = 256
"""Arguments of one transaction: other writers wait for it."""

BEHIND = """SELECT c.space, EXISTS (
                SELECT 1 FROM arguments a WHERE a.channel_id = c.channel_id AND a.position > c.grouped)
            FROM channels c WHERE c.channel_id = $1"""
UNGROUPED = """SELECT a.position, a.argument_id, m.point_id
               FROM arguments a
               LEFT JOIN point_members m ON m.channel_id = a.channel_id AND m.position = a.position
               WHERE a.channel_id = $1 AND a.position > (SELECT grouped FROM channels WHERE channel_id = $1)
               ORDER BY a.position LIMIT $2"""
GROUPED = """UPDATE channels SET grouped = CASE WHEN grouped > $2 THEN grouped ELSE $2 END, space = $3,
                                 moves = moves + $4 WHERE channel_id = $1"""
MEASURED_IN = "UPDATE channels SET space = $2 WHERE channel_id = $1"
UNMEASURE = (
    "UPDATE point_members SET scale = NULL, place = NULL WHERE channel_id = $1",
    "UPDATE points SET members = 0, total = substr(total, 1, 0) WHERE channel_id = $1 AND length(total) > 0",
    "UPDATE channels SET grouped = 0 WHERE channel_id = $1",
)
HEIR = "SELECT became FROM point_moves WHERE channel_id = $1 AND point_id = $2"
# The range says again what the alternative says, so that an index is looked into.
CANDIDATES = """SELECT point_id, members, total FROM points
                WHERE channel_id = $1 AND stance = $2
                AND subject_key >= $3 AND subject_key < $3 || '0' AND (subject_key = $3 OR subject_key > $3 || '/')
                ORDER BY subject_key, position"""
TOLD = """SELECT p.point_id, p.told_by, t.text, t.engine, t.stands_on FROM json_each($2) AS wanted
          CROSS JOIN points p LEFT JOIN point_texts t ON t.channel_id = p.channel_id AND t.point_id = p.point_id
          WHERE p.channel_id = $1 AND p.point_id = wanted.value"""


Measured: TypeAlias = Mapping[ArgumentId, NDArray[np.float32]]
"""Where arguments lie, a place each."""
NOTHING_MEASURED: Measured = {}


@dataclass(frozen=True, slots=True)
class Means:
    """Points, and the means of their members' places; zeros for one of which nothing is measured yet.

    Shapes: p points, (p, d); d is 0 where nothing is.
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

    async def group(self, grouping: Grouping, most: int | None = None, measured: Measured = NOTHING_MEASURED) -> int:
        """Bring arguments for and against into points, the earliest first; how many came into one. A glance where all
        are. Whoever can't wait for all of them says how many at `most` are to be looked at.

        `measured`: places that are known already, in the grouping's space; all others are measured before anything is
        written. After a change of how that is done, all are measured anew and stay in their points.
        """
        count, left = 0, most
        while (left is None or left > 0) and await self._is_behind(grouping):
            waiting = await self._waiting(AT_A_TIME if left is None else min(left, AT_A_TIME))
            places = await _measured(waiting, grouping, measured)
            count += await self._bring(places, grouping, waiting[-1].position if waiting else 0)
            left = None if left is None else left - len(waiting)
        return count

    async def _is_behind(self, grouping: Grouping) -> bool:
        async with self._glancing() as session:
            space, behind = await session.row(BEHIND, self.channel_id) or (None, False)
        if space in (None, grouping.space):
            return bool(behind)
        async with self._writing() as session:
            for statement in UNMEASURE:
                await session.run(statement, self.channel_id)
            await session.run(MEASURED_IN, self.channel_id, grouping.space)
        return True

    async def _waiting(self, most: int) -> list[Unplaced]:
        """The next arguments that are in no point, or not measured; those that take no side too."""
        async with self._reading() as session:
            rows = await session.rows(UNGROUPED, self.channel_id, most)
            return [one.unplaced for one in await _newcomers(session, self.channel_id, rows)]

    async def _bring(self, places: Measured, grouping: Grouping, last: int) -> int:
        """Bring the measured arguments into points, those of them that are there still and in none yet. What was read
        again meanwhile stands behind `last`, and its turn comes."""
        async with self._writing() as session:
            rows = await session.rows(UNGROUPED, self.channel_id, AT_A_TIME)
            newcomers = await _newcomers(session, self.channel_id, rows)
            known = [one for one in newcomers if one.unplaced.position <= last]
            there = [one for one in known if one.argument.argument_id in places]
            moved = False
            for key, of_side in _by_side(there).items():
                measured = np.stack([places[one.argument.argument_id] for one in of_side])
                moved |= await Side(session, self.channel_id, key, grouping).take(of_side, measured)
            await session.run(GROUPED, self.channel_id, last, grouping.space, int(moved))
        return len(there)

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
        size = max(len(row[2]) for row in rows)
        totals = np.frombuffer(b"".join(row[2] or bytes(size) for row in rows), np.float32).reshape(len(rows), -1)
        sizes = np.array([max(1, row[1]) for row in rows], np.float32)
        return Means([row[0] for row in rows], totals / sizes[:, None])


def _told(row: Row) -> Told:
    _, told_by, text, engine, stands_on = row
    return Told(told_by, text, engine, () if text is None else tuple(json.loads(stands_on)))


async def _measured(waiting: Sequence[Unplaced], grouping: Grouping, known: Measured) -> Measured:
    new = [one for one in waiting if one.takes_a_side and one.argument.argument_id not in known]
    places = await grouping.places(new) if new else ()
    ids = [one.argument.argument_id for one in waiting]
    found = dict(zip([one.argument.argument_id for one in new], places, strict=True))
    return {one: known[one] for one in ids if one in known} | found


async def _newcomers(session: Session, channel_id: ChannelId, rows: Sequence[Row]) -> list[Newcomer]:
    found = {one.argument_id: one for one, _ in await read_evidence(session, channel_id, [row[1] for row in rows])}
    return [Newcomer(Unplaced(position, found[argument_id]), point_id) for position, argument_id, point_id in rows]


def _by_side(newcomers: Iterable[Newcomer]) -> Mapping[SideKey, list[Newcomer]]:
    sides: dict[SideKey, list[Newcomer]] = {}
    for one in newcomers:
        argument = one.unplaced.argument
        sides.setdefault(SideKey(argument.subject.key, argument.stance), []).append(one)
    return sides
