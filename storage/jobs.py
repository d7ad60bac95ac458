"""Posts that wait to be read for arguments."""

import time
from datetime import timedelta

from bot.domain.post import Post, PostId
from storage.bound import Bound
from storage.posts import known_post

# A lease that ends later than any was ever given was given by a clock that has gone back since: it counts as ended.
# Who was tried least comes first: a post on which the reading dies each time does not keep the others waiting.
CLAIM = """UPDATE jobs SET attempts = attempts + 1, leased_until = $3
           WHERE channel_id = $1 AND post_id = (
               SELECT post_id FROM jobs WHERE channel_id = $1 AND (leased_until <= $2 OR leased_until > $2 + 1200)
               ORDER BY attempts, position LIMIT 1)
           RETURNING post_id"""
CLAIM_ONE = """UPDATE jobs SET attempts = attempts + 1, leased_until = $4
               WHERE channel_id = $1 AND post_id = $2 AND (leased_until <= $3 OR leased_until > $3 + 1200)
               RETURNING post_id"""
RENEW = "UPDATE jobs SET leased_until = $4 WHERE channel_id = $1 AND post_id = $2 AND leased_until > $3"
ANY_WAITING = """SELECT 1 FROM jobs
                 WHERE channel_id = $1 AND (leased_until <= $2 OR leased_until > $2 + 1200) LIMIT 1"""
IS_WAITING = "SELECT 1 FROM jobs WHERE channel_id = $1 AND post_id = $2"
RELEASE = "UPDATE jobs SET leased_until = 0 WHERE channel_id = $1 AND post_id = $2"


class Jobs(Bound):
    """The waiting posts of a channel. A post waits from its keeping until it is settled, through any restart."""

    async def claim_waiting(self, lease: timedelta) -> Post | None:
        """The next post that waits, which nobody else gets for as long as the lease lasts."""
        now = time.time()
        async with self._glancing() as session:  # mostly nothing waits, and a look keeps nobody waiting
            if await session.row(ANY_WAITING, self.channel_id, now) is None:
                return None
        async with self._claiming() as session:
            row = await session.row(CLAIM, self.channel_id, now, now + lease.total_seconds())
            return None if row is None else await known_post(session, self.channel_id, row[0])

    async def claim(self, post_id: PostId, lease: timedelta) -> bool:
        """Claim one post; False where it does not wait, or somebody else reads it now."""
        now = time.time()
        async with self._claiming() as session:
            row = await session.row(CLAIM_ONE, self.channel_id, post_id, now, now + lease.total_seconds())
        return row is not None

    async def renew(self, post_id: PostId, lease: timedelta) -> None:
        """Go on having claimed a post. One that nobody has claimed, or whose claim has ended, is as it was."""
        now = time.time()
        async with self._claiming() as session:
            await session.run(RENEW, self.channel_id, post_id, now, now + lease.total_seconds())

    async def is_waiting(self, post_id: PostId) -> bool:
        """Whether a post is not read yet, whoever may be reading it."""
        async with self._glancing() as session:
            return await session.row(IS_WAITING, self.channel_id, post_id) is not None

    async def release(self, post_id: PostId) -> None:
        """Give a claimed post back unread: it can be claimed again at once."""
        async with self._claiming() as session:
            await session.run(RELEASE, self.channel_id, post_id)
