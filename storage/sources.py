"""What was saved from one message or file, and by whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.post import PostId
from bot.domain.receipt import Own, SavedPost
from storage import ids
from storage.arguments import read_arguments
from storage.bound import Bound
from storage.database import Session
from storage.kept import Revision, Saver
from storage.posts import WAITING, read_posts
from storage.rows import compact, moment_of
from storage.said import SavedAs, read_said

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
SAVED_ELSEWHERE = """SELECT DISTINCT post_id FROM savings
                     WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($3))
                     AND (source IS NULL OR source <> $2 OR paste_id NOT IN (SELECT value FROM json_each($4)))"""


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

    async def revision(self, source: str, texts: Sequence[str]) -> Revision | None:
        """What changes where a message holds these texts now; None where nothing does, or nothing is saved from it.

        A text that was forgotten is not taken for new.
        """
        async with self._reading() as session:
            said = await read_said(session, self.channel_id, source)
            wanted = {digest: text for text in texts if (digest := ids.paste_digest(text)) not in said.forgotten}
            gone = [saving for saving in said.savings if saving.digest not in wanted]
            if not said.savings or not (gone or wanted.keys() - {saving.digest for saving in said.savings}):
                return None
            leaving = await self._leaving(session, source, gone)
        return Revision(_missing(wanted, said.savings), tuple({saving.paste_id: None for saving in gone}), leaving)

    async def _leaving(self, session: Session, source: str, gone: Sequence[SavedAs]) -> frozenset[PostId]:
        """The posts that are saved in nothing but these savings."""
        posts, pastes = {saving.post_id for saving in gone}, {saving.paste_id for saving in gone}
        within = (source, compact(list(posts)), compact(list(pastes)))
        staying = {row[0] for row in await session.rows(SAVED_ELSEWHERE, self.channel_id, *within)}
        return frozenset(posts - staying)


def _missing(wanted: Mapping[str, str], savings: Sequence[SavedAs]) -> tuple[tuple[str, Saver], ...]:
    """The texts, by digest, that are not saved yet for all who saved from here."""
    there = {(saving.digest, saving.saved_by) for saving in savings}
    savers: dict[str, Saver] = {}
    for saving in savings:
        savers.setdefault(saving.saved_by, Saver(saving.saved_by, datetime.fromisoformat(saving.saved_at), saving.url))
    return tuple(
        (text, saver)
        for digest, text in wanted.items()
        for saver in savers.values()
        if (digest, saver.saved_by) not in there
    )
