"""What came into a channel in some time, by when it was first saved."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.domain.argument import ArgumentId, Aspect, Stance
from bot.domain.case import PointId
from bot.domain.digest import Window
from bot.domain.post import PostId, Published
from bot.domain.subject import SubjectKey
from storage.bound import Bound
from storage.rows import Row, published_from

# Left alone, SQLite would read all of the channel instead of looking into these indexes.
POSTS = """SELECT DISTINCT s.post_id FROM savings s INDEXED BY savings_by_time
           WHERE s.channel_id = $1 AND s.moment >= $2 AND s.moment < $3 AND NOT EXISTS (
               SELECT 1 FROM savings e WHERE e.channel_id = $1 AND e.post_id = s.post_id AND e.moment < $2)"""
OF_POSTS = """SELECT a.argument_id, a.post_id, a.subject_key, a.stance, a.stance_confidence, a.aspect, a.holder,
                     a.position, p.published_at, m.point_id, m.repeats IS NOT NULL
              FROM json_each($2) AS wanted
              CROSS JOIN posts p CROSS JOIN arguments a INDEXED BY arguments_of_post
              LEFT JOIN point_members m ON m.channel_id = $1 AND m.position = a.position
              WHERE p.channel_id = $1 AND p.post_id = wanted.value
              AND a.channel_id = $1 AND a.post_id = wanted.value
              ORDER BY a.position"""
ARGUED_BEFORE = """SELECT wanted.value FROM json_each($2) AS wanted WHERE EXISTS (
                       SELECT 1 FROM point_members m INDEXED BY members_of_point
                       JOIN arguments a ON a.channel_id = $1 AND a.position = m.position
                       JOIN savings s ON s.channel_id = $1 AND s.post_id = a.post_id
                       WHERE m.channel_id = $1 AND m.point_id = wanted.value AND s.moment < $3)"""
WAITING_FROM = """SELECT 1 FROM jobs j JOIN savings s ON s.channel_id = j.channel_id AND s.post_id = j.post_id
                  WHERE j.channel_id = $1 AND s.moment < $2 LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An argument of a post that came in. Positions go up in the order in which arguments were read.

    `point`: the one that it is in, if any; `founds` where that was argued by nothing that came before. `repeats`: it
    has another's words.
    """

    argument_id: ArgumentId
    post_id: PostId
    subject: SubjectKey
    stance: Stance
    confidence: float
    aspect: Aspect
    holder: str | None
    position: int
    published: Published | None
    point: PointId | None
    repeats: bool
    founds: bool


class Arrivals(Bound):
    async def arrivals(self, window: Window) -> list[Arrival]:
        """The arguments of the posts that were saved in a time, and not before it; the earliest read first."""
        since, until = window.since.timestamp(), window.until.timestamp()
        async with self._reading() as session:
            posts = [row[0] for row in await session.rows(POSTS, self.channel_id, since, until)]
            rows = await session.rows(OF_POSTS, self.channel_id, json.dumps(posts))
            points = json.dumps(list({row[9] for row in rows if row[9] is not None}))
            before = {row[0] for row in await session.rows(ARGUED_BEFORE, self.channel_id, points, since)}
        return [_arrival(row, founds=row[9] is not None and row[9] not in before) for row in rows]

    async def waits_from_before(self, moment: datetime) -> bool:
        """Whether a post that was saved before then is still to be read for arguments."""
        async with self._glancing() as session:
            return await session.row(WAITING_FROM, self.channel_id, moment.timestamp()) is not None


def _arrival(row: Row, *, founds: bool) -> Arrival:
    argument_id, post_id, subject, stance, confidence, aspect, holder, position, published, point, repeats = row
    return Arrival(
        argument_id=argument_id,
        post_id=post_id,
        subject=subject,
        stance=Stance(stance),
        confidence=confidence,
        aspect=Aspect(aspect),
        holder=holder,
        position=position,
        published=published_from(published),
        point=point,
        repeats=bool(repeats),
        founds=founds,
    )
