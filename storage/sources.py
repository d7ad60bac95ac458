"""What was saved from one message or file, and by whom."""

from datetime import datetime

from bot.domain.post import PostId
from bot.domain.receipt import Own, SavedPost
from storage.arguments import read_arguments
from storage.bound import Bound
from storage.posts import WAITING, read_posts
from storage.rows import compact, moment_of

SAVED = """SELECT post_id FROM savings WHERE channel_id = $1 AND source = $2
           GROUP BY post_id ORDER BY min(position)"""
# The empty text keeps SQLite from reading all of the channel in the order of persons.
SAVERS = """SELECT saved_by || '' FROM savings WHERE channel_id = $1 AND post_id = $2
            GROUP BY saved_by || '' ORDER BY min(position)"""
COUNT_OWN = """SELECT count(*), count(*) FILTER (WHERE EXISTS (
                   SELECT 1 FROM savings o
                   WHERE o.channel_id = $1 AND o.post_id = mine.post_id AND o.saved_by <> $2))
               FROM (SELECT DISTINCT post_id FROM savings WHERE channel_id = $1 AND saved_by = $2) AS mine"""
SINCE = """SELECT source FROM savings WHERE channel_id = $1 AND moment >= $2 AND source IS NOT NULL
           GROUP BY source ORDER BY max(moment) DESC, source DESC"""


class Sources(Bound):
    """Whence a channel's posts were saved."""

    async def saved_from(self, source: str) -> tuple[SavedPost, ...]:
        """The posts that were saved from there, with their arguments, in the order of their saving.

        One that was first saved from elsewhere is a duplicate.
        """
        async with self._reading() as session:
            of_source = [row[0] for row in await session.rows(SAVED, self.channel_id, source)]
            posts = await read_posts(session, self.channel_id, of_source)
            waiting = {row[0] for row in await session.rows(WAITING, self.channel_id, compact(of_source))}
            return tuple(
                [
                    SavedPost(
                        post=posts[post_id],
                        duplicate_of=None if posts[post_id].source == source else post_id,
                        arguments=tuple(await read_arguments(session, self.channel_id, posts[post_id])),
                        waiting=post_id in waiting,
                    )
                    for post_id in of_source
                ]
            )

    async def savers(self, post_id: PostId) -> list[str]:
        """Who saved a post, earliest first."""
        async with self._glancing() as session:
            return [row[0] for row in await session.rows(SAVERS, self.channel_id, post_id)]

    async def own(self, saved_by: str) -> Own:
        """How much a person saved."""
        async with self._glancing() as session:
            posts, shared = await session.one(COUNT_OWN, self.channel_id, saved_by)
        return Own(posts=posts, shared=shared)

    async def sources(self, since: datetime) -> list[str]:
        """Whence something was saved since then, newest first."""
        async with self._glancing() as session:
            return [row[0] for row in await session.rows(SINCE, self.channel_id, moment_of(since))]
