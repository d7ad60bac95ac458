"""What a language model says of how points of both sides stand to each other."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.case import PointId, Relation
from storage.bound import Bound
from storage.database import Write

# A company with its segments. What a single argument says is not compared.
UNCOMPARED = """WITH sided AS (
                    SELECT point_id, stance, members, position,
                           CASE instr(subject_key, '/') WHEN 0 THEN subject_key
                           ELSE substr(subject_key, 1, instr(subject_key, '/') - 1) END AS company
                    FROM points WHERE channel_id = $1 AND members >= 2),
                ranked AS (
                    SELECT point_id, stance, members, company, row_number() OVER (
                        PARTITION BY company, stance ORDER BY members DESC, position) AS place FROM sided)
                SELECT json_group_array(r.point_id) FILTER (WHERE r.stance = 'bull'),
                       json_group_array(r.point_id) FILTER (WHERE r.stance = 'bear')
                FROM ranked r LEFT JOIN points_compared c ON c.channel_id = $1 AND c.point_id = r.point_id
                WHERE r.place <= $2
                GROUP BY r.company
                HAVING count(*) FILTER (WHERE r.stance = 'bull') >= 2 AND count(*) FILTER (WHERE r.stance = 'bear') >= 2
                AND 2 * count(*) FILTER (
                    WHERE c.point_id IS NULL OR c.leased_until <= $3 OR c.leased_until > $3 + 1200) >= count(*)
                ORDER BY sum(r.members) DESC, r.company LIMIT $4"""
NEW = """SELECT count(*), count(*) FILTER (
             WHERE c.point_id IS NULL OR c.leased_until <= $3 OR c.leased_until > $3 + 1200)
         FROM json_each($2) AS wanted CROSS JOIN points p
         LEFT JOIN points_compared c ON c.channel_id = $1 AND c.point_id = p.point_id
         WHERE p.channel_id = $1 AND p.point_id = wanted.value"""
CLAIM = """INSERT INTO points_compared (channel_id, point_id, leased_until)
           SELECT p.channel_id, p.point_id, $3 FROM json_each($2) AS wanted
           CROSS JOIN points p WHERE p.channel_id = $1 AND p.point_id = wanted.value
           ON CONFLICT (channel_id, point_id) DO UPDATE SET leased_until = excluded.leased_until"""
END = """UPDATE points_compared SET leased_until = $3
         WHERE channel_id = $1 AND point_id IN (SELECT value FROM json_each($2))"""
DROP_LINKS = """DELETE FROM point_links WHERE channel_id = $1 AND bull IN (SELECT value FROM json_each($2))
                AND bear IN (SELECT value FROM json_each($3))"""
KEEP_LINK = """INSERT INTO point_links (channel_id, bull, bear, to_bull, to_bear, engine)
               SELECT $1, o.point_id, u.point_id, $4, $5, $6 FROM points o JOIN points u ON u.channel_id = o.channel_id
               WHERE o.channel_id = $1 AND o.point_id = $2 AND u.point_id = $3
               ON CONFLICT (channel_id, bull, bear) DO UPDATE SET
               to_bull = excluded.to_bull, to_bear = excluded.to_bear, engine = excluded.engine"""
LINKS = """SELECT l.bull, l.bear, l.to_bull, l.to_bear FROM json_each($2) AS wanted
           CROSS JOIN point_links l WHERE l.channel_id = $1 AND l.bull = wanted.value ORDER BY l.bull, l.bear"""


@dataclass(frozen=True, slots=True)
class Facing:
    """The largest points for and against a company."""

    bull: tuple[PointId, ...]
    bear: tuple[PointId, ...]

    @property
    def points(self) -> tuple[PointId, ...]:
        return self.bull + self.bear


@dataclass(frozen=True, slots=True)
class Link:
    """How two points stand to each other. `to_bull`: how the one against answers the one for."""

    bull: PointId
    bear: PointId
    to_bull: Relation
    to_bear: Relation


class PointLinks(Bound):
    """A link goes with either of its points. All are asked for anew when half of a company's points are new."""

    async def uncompared(self, points: int, now: datetime, most: int) -> list[Facing]:
        """The companies of which at least half of the points, at most so many a side, were not compared yet and nobody
        is at it; those of which most is said first."""
        async with self._glancing() as session:
            rows = await session.rows(UNCOMPARED, self.channel_id, points, now.timestamp(), most)
        return [Facing(tuple(json.loads(bull)), tuple(json.loads(bear))) for bull, bear in rows]

    async def claim_links(self, facing: Facing, now: datetime, lease: timedelta) -> bool:
        """Claim the comparing of these points; False where somebody else did meanwhile."""
        points = json.dumps(facing.points)
        async with self._writing() as session:
            count, new = await session.one(NEW, self.channel_id, points, now.timestamp())
            if not count or 2 * new < count:
                return False
            await session.run(CLAIM, self.channel_id, points, (now + lease).timestamp())
        return True

    async def release_links(self, facing: Facing) -> None:
        """Give a claim back: nobody was asked."""
        async with self._writing() as session:
            await session.run(END, self.channel_id, json.dumps(facing.points), 0)

    async def keep_links(self, facing: Facing, links: Sequence[Link], engine: str) -> None:
        """Keep what was said of these points instead of what was said of them before, and end the claim."""
        rows = [(self.channel_id, one.bull, one.bear, one.to_bull, one.to_bear, engine) for one in links]
        async with self._writing() as session:
            await session.run(DROP_LINKS, self.channel_id, json.dumps(facing.bull), json.dumps(facing.bear))
            await session.write(Write(KEEP_LINK, rows))
            await session.run(END, self.channel_id, json.dumps(facing.points), None)

    async def links(self, bull: Sequence[PointId]) -> list[Link]:
        """What was said of these points for and any against."""
        async with self._glancing() as session:
            rows = await session.rows(LINKS, self.channel_id, json.dumps(bull))
        return [Link(bull, bear, Relation(to_bull), Relation(to_bear)) for bull, bear, to_bull, to_bear in rows]
