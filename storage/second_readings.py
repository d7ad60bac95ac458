"""Posts that were read without the language model because its server failed, and that it is to read yet."""

import time
from datetime import timedelta

from bot.domain.post import Post, PostId
from storage.bound import Bound
from storage.posts import known_post

# As of a waiting post: a lease that ends later than any was ever given counts as ended.
NEXT = """SELECT post_id FROM second_readings
          WHERE channel_id = $1 AND (leased_until <= $2 OR leased_until > $2 + 1200)
          ORDER BY leased_until, post_id LIMIT 1"""
CLAIM = """UPDATE second_readings SET leased_until = $4
           WHERE channel_id = $1 AND post_id = $2 AND (leased_until <= $3 OR leased_until > $3 + 1200)
           RETURNING post_id"""
RELEASE = "UPDATE second_readings SET leased_until = 0 WHERE channel_id = $1 AND post_id = $2"
WANTED = """INSERT INTO second_readings (channel_id, post_id) VALUES ($1, $2)
            ON CONFLICT (channel_id, post_id) DO NOTHING"""
DONE = "DELETE FROM second_readings WHERE channel_id = $1 AND post_id = $2"


class SecondReadings(Bound):
    """A post is listed here from when it is settled without the model until it is settled again, or deleted."""

    async def claim_second_reading(self, lease: timedelta) -> Post | None:
        """The next of them, which nobody else gets for as long as the lease lasts: so long nobody tries it again."""
        now = time.time()
        async with self._claiming() as session:
            row = await session.row(NEXT, self.channel_id, now)
            if row is None or await session.row(CLAIM, self.channel_id, *row, now, now + lease.total_seconds()) is None:
                return None
            return await known_post(session, self.channel_id, row[0])

    async def release_second_reading(self, post_id: PostId) -> None:
        """Give a claimed one back untried: it can be claimed again at once."""
        async with self._claiming() as session:
            await session.run(RELEASE, self.channel_id, post_id)
