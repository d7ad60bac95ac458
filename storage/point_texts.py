"""Sentences that a language model writes on points: which are wanted, who is at one, and what came of it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.argument import ArgumentId
from bot.domain.case import PointId
from storage.bound import Bound

# `members >= 2` is said once more in so many words: the index on sizes holds no others. In a CASE people are counted
# last, and only where a sentence is wanted. Left alone, SQLite would read all of the channel to count them.
UNTOLD = """SELECT p.point_id FROM points p
            LEFT JOIN point_texts t ON t.channel_id = p.channel_id AND t.point_id = p.point_id
            WHERE p.channel_id = $1 AND p.members >= 2 AND p.members >= $2
            AND CASE WHEN t.leased_until > $3 AND t.leased_until <= $3 + 1200 THEN FALSE
                     WHEN t.point_id IS NOT NULL AND t.leased_until IS NULL AND p.members < 2 * t.members THEN FALSE
                     ELSE (SELECT count(DISTINCT a.holder) FROM point_members m INDEXED BY members_of_point
                           JOIN arguments a ON a.channel_id = m.channel_id AND a.position = m.position
                           WHERE m.channel_id = p.channel_id AND m.point_id = p.point_id
                           AND m.repeats IS NULL AND a.stance_confidence >= $4) >= $5 END
            ORDER BY p.members DESC, p.position LIMIT $6"""
# One statement: whoever claims at the same time, in whichever process, finds what the other one left.
CLAIM = """INSERT INTO point_texts (channel_id, point_id, stands_on, members, leased_until)
           SELECT $1, $2, '[]', p.members, $4 FROM points p WHERE p.channel_id = $1 AND p.point_id = $2
           ON CONFLICT (channel_id, point_id) DO UPDATE SET leased_until = excluded.leased_until
           WHERE CASE WHEN point_texts.leased_until IS NULL THEN excluded.members >= 2 * point_texts.members
                      ELSE point_texts.leased_until <= $3 OR point_texts.leased_until > $3 + 1200 END
           RETURNING point_id"""
RELEASE = """UPDATE point_texts SET leased_until = 0
             WHERE channel_id = $1 AND point_id = $2 AND leased_until IS NOT NULL"""
DONE = """UPDATE point_texts SET leased_until = NULL, members = (
              SELECT p.members FROM points p WHERE p.channel_id = $1 AND p.point_id = $2)
          WHERE channel_id = $1 AND point_id = $2"""
# Of what was deleted or came into another point meanwhile, nothing is told.
KEEP = """UPDATE point_texts SET text = $3, engine = $4, stands_on = $5
          WHERE channel_id = $1 AND point_id = $2 AND NOT EXISTS (
              SELECT 1 FROM json_each($5) AS stands WHERE NOT EXISTS (
                  SELECT 1 FROM arguments a
                  JOIN point_members m ON m.channel_id = a.channel_id AND m.position = a.position
                  WHERE a.channel_id = $1 AND a.argument_id = stands.value AND m.point_id = $2))
          RETURNING point_id"""
SUREST = """SELECT a.argument_id FROM point_members m INDEXED BY members_of_point
            JOIN arguments a ON a.channel_id = m.channel_id AND a.position = m.position
            JOIN points p ON p.channel_id = m.channel_id AND p.point_id = m.point_id
            WHERE m.channel_id = $1 AND m.point_id = $2 AND m.repeats IS NULL AND a.stance_confidence >= $3
            ORDER BY CASE a.argument_id WHEN p.told_by THEN 0 ELSE 1 END, a.stance_confidence DESC, a.position DESC
            LIMIT $4"""


@dataclass(frozen=True, slots=True)
class Worth:
    """Which points are worth a sentence: so many arguments by so many people, those of a doubtful side left out."""

    arguments: int
    people: int
    least_confidence: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence on a point, what wrote it, and the arguments that it cites."""

    text: str
    engine: str
    stands_on: tuple[ArgumentId, ...]


class PointTexts(Bound):
    """A sentence stays while all that it cites is kept in its point. One is asked for again when the point doubled."""

    async def untold(self, worth: Worth, now: datetime, most: int) -> list[PointId]:
        """The points that a sentence is wanted of and nobody is at, the largest first."""
        wanted = (worth.arguments, now.timestamp(), worth.least_confidence, worth.people, most)
        async with self._glancing() as session:
            return [point_id for (point_id,) in await session.rows(UNTOLD, self.channel_id, *wanted)]

    async def surest_of(self, point_id: PointId, least_confidence: float, most: int) -> list[ArgumentId]:
        """The point's arguments but for repetitions: what it is told by, then the surest and newest."""
        async with self._glancing() as session:
            rows = await session.rows(SUREST, self.channel_id, point_id, least_confidence, most)
        return [argument_id for (argument_id,) in rows]

    async def claim_text(self, point_id: PointId, now: datetime, lease: timedelta) -> bool:
        """Claim the writing of a point's sentence, for as long as the lease lasts; False where none is wanted any more,
        or somebody else is at it."""
        times = (now.timestamp(), (now + lease).timestamp())
        async with self._writing() as session:
            return await session.row(CLAIM, self.channel_id, point_id, *times) is not None

    async def release_text(self, point_id: PointId) -> None:
        """Give a claim back: nobody was asked, and it can be claimed again at once."""
        async with self._writing() as session:
            await session.run(RELEASE, self.channel_id, point_id)

    async def keep_text(self, point_id: PointId, phrase: Phrase) -> bool:
        """Keep what was written, and end the claim; False where something that it cites is there no more, and nothing
        was kept."""
        told = (phrase.text, phrase.engine, json.dumps(phrase.stands_on))
        async with self._writing() as session:
            kept = await session.row(KEEP, self.channel_id, point_id, *told)
            if kept is not None:
                await session.run(DONE, self.channel_id, point_id)
        return kept is not None

    async def keep_none(self, point_id: PointId) -> None:
        """End a claim of which nothing came: until the point has doubled nobody is asked again."""
        async with self._writing() as session:
            await session.run(DONE, self.channel_id, point_id)
