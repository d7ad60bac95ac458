"""What was worked out of posts that are not settled yet: a model's replies, the vectors of a long post's parts."""

from bot.domain.post import PostId
from storage.bound import Bound

READ = "SELECT reply FROM replies WHERE channel_id = $1 AND post_id = $2 AND key = $3"
KEEP = """INSERT INTO replies (channel_id, post_id, key, reply)
          SELECT $1, $2, $3, $4 WHERE EXISTS (SELECT 1 FROM jobs WHERE channel_id = $1 AND post_id = $2)
          ON CONFLICT (channel_id, post_id, key) DO UPDATE SET reply = excluded.reply"""


class Replies(Bound):
    """What took long or was paid for. It goes when its post is settled or deleted."""

    async def reply(self, post_id: PostId, key: str) -> str | None:
        """What was kept under the key; None where nothing was."""
        async with self._glancing() as session:
            row = await session.row(READ, self.channel_id, post_id, key)
        return None if row is None else row[0]

    async def keep_reply(self, post_id: PostId, key: str, reply: str) -> None:
        """Keep it instead of what was kept under the key before. Of a post that waits no more nothing is kept."""
        async with self._writing() as session:
            await session.run(KEEP, self.channel_id, post_id, key, reply)
