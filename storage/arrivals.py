"""What came into a channel in some time, by when it was first saved."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.domain.argument import ArgumentId
from bot.domain.digest import Window
from bot.domain.post import PostId
from bot.domain.subject import SubjectKey
from storage.bound import Bound

# Left alone, SQLite would read all of the channel instead of looking into these indexes.
POSTS = """SELECT DISTINCT s.post_id FROM savings s INDEXED BY savings_by_time
           WHERE s.channel_id = $1 AND s.moment >= $2 AND s.moment < $3 AND NOT EXISTS (
               SELECT 1 FROM savings e WHERE e.channel_id = $1 AND e.post_id = s.post_id AND e.moment < $2)"""
OF_POSTS = """SELECT a.argument_id, a.post_id, a.subject_key, a.stance, a.stance_confidence, a.position
              FROM json_each($2) AS wanted CROSS JOIN arguments a INDEXED BY arguments_of_post
              WHERE a.channel_id = $1 AND a.post_id = wanted.value
              ORDER BY a.position"""

WAITING_FROM = """SELECT 1 FROM jobs j JOIN savings s ON s.channel_id = j.channel_id AND s.post_id = j.post_id
                  WHERE j.channel_id = $1 AND s.moment < $2 LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An argument of a post that came in. Positions go up in the order in which arguments were read."""

    argument_id: ArgumentId
    post_id: PostId
    subject: SubjectKey
    stance: str
    """A `Stance`."""
    confidence: float
    position: int


class Arrivals(Bound):
    async def arrivals(self, window: Window) -> list[Arrival]:
        """The arguments of the posts that were saved in a time, and not before it; the earliest read first."""
        since, until = window.since.timestamp(), window.until.timestamp()
        async with self._reading() as session:
            posts = [row[0] for row in await session.rows(POSTS, self.channel_id, since, until)]
            rows = await session.rows(OF_POSTS, self.channel_id, json.dumps(posts))
        return [Arrival(*row) for row in rows]

    async def waits_from_before(self, moment: datetime) -> bool:
        """Whether a post that was saved before then is still to be read for arguments."""
        async with self._glancing() as session:
            return await session.row(WAITING_FROM, self.channel_id, moment.timestamp()) is not None
