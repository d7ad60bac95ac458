"""Forgetting: what is deleted is in the store's files no more."""

import json
import sqlite3
from collections.abc import Sequence

from bot.domain.post import PostId
from bot.domain.receipt import Forgotten
from bot.errors import UnknownPost
from storage.arguments import take_arguments
from storage.bound import Bound
from storage.database import Session
from storage.drivers.sqlite import SECURE_FROM, SECURE_WORDS

THERE = "SELECT post_id FROM posts WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"
PASTES_OF = (
    "SELECT DISTINCT paste_id FROM savings WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"
)
DROP_POSTS = "DELETE FROM posts WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"
UNQUOTE = """UPDATE posts SET quotes_post = NULL
             WHERE channel_id = $1 AND quotes_post IN (SELECT value FROM json_each($2))"""
DROP_PASTES = """DELETE FROM pastes WHERE channel_id = $1 AND paste_id IN (SELECT value FROM json_each($2))
                 AND NOT EXISTS (SELECT 1 FROM savings s WHERE s.channel_id = $1 AND s.paste_id = pastes.paste_id)"""
EMPTY_PASTES = """UPDATE pastes SET raw = NULL, text = NULL, segments = NULL
                  WHERE channel_id = $1 AND paste_id IN (SELECT value FROM json_each($2))"""

SAVED_BY_NOBODY_ELSE = """SELECT DISTINCT post_id FROM savings mine WHERE channel_id = $1 AND saved_by = $2
                          AND NOT EXISTS (SELECT 1 FROM savings other WHERE other.channel_id = $1
                                          AND other.post_id = mine.post_id AND other.saved_by <> $2)"""
PASTES_BY = "SELECT DISTINCT paste_id FROM savings WHERE channel_id = $1 AND saved_by = $2"
DROP_SAVINGS = "DELETE FROM savings WHERE channel_id = $1 AND saved_by = $2"
REHOME = """UPDATE posts SET (paste_id, saved_by, saved_at) = (
                SELECT s.paste_id, s.saved_by, s.saved_at FROM savings s
                WHERE s.channel_id = $1 AND s.post_id = posts.post_id ORDER BY s.position LIMIT 1)
            WHERE channel_id = $1 AND saved_by = $2"""

WORDS_ARE_SECURE = "SELECT count(*) FROM words_config WHERE k = 'secure-delete' AND v = 1"
REWRITE_WORDS = "INSERT INTO words (words) VALUES ('optimize')"


class Erasure(Bound):
    """Deleting posts, with everything that came of them."""

    async def forget(self, post_ids: Sequence[PostId]) -> Forgotten:
        """Delete posts, whoever saved them.

        A paste goes with its last post; where it holds other posts, its text is emptied: they have bodies of their own.
        Errors: UnknownPost, and then nothing was deleted.
        """
        async with self._writing() as session:
            there = {row[0] for row in await session.rows(THERE, self.channel_id, json.dumps(post_ids))}
            for post_id in post_ids:
                if post_id not in there:
                    raise UnknownPost(post_id=post_id)
            forgotten = await self._erase(session, sorted(there))
        await self._database.scrub()
        return forgotten

    async def forget_mine(self, saved_by: str) -> Forgotten:
        """Delete what a person saved. What somebody else saved too stays, as the other's."""
        async with self._writing() as session:
            alone = [row[0] for row in await session.rows(SAVED_BY_NOBODY_ELSE, self.channel_id, saved_by)]
            pastes = [row[0] for row in await session.rows(PASTES_BY, self.channel_id, saved_by)]
            forgotten = await self._erase(session, alone)
            await session.run(DROP_SAVINGS, self.channel_id, saved_by)
            await session.run(REHOME, self.channel_id, saved_by)
            await session.run(DROP_PASTES, self.channel_id, json.dumps(pastes))
        await self._database.scrub()
        return forgotten

    async def _erase(self, session: Session, post_ids: Sequence[PostId]) -> Forgotten:
        if not post_ids:
            return Forgotten(posts=0, arguments=0)
        arguments = await take_arguments(session, await self._draw(session, 0), post_ids)
        await _overwrite_words(session)
        wanted = json.dumps(post_ids)
        pastes = json.dumps([row[0] for row in await session.rows(PASTES_OF, self.channel_id, wanted)])
        await session.run(DROP_POSTS, self.channel_id, wanted)
        await session.run(UNQUOTE, self.channel_id, wanted)
        await session.run(DROP_PASTES, self.channel_id, pastes)
        await session.run(EMPTY_PASTES, self.channel_id, pastes)
        return Forgotten(posts=len(post_ids), arguments=arguments)


async def _overwrite_words(session: Session) -> None:
    """Older SQLite, and a store that one wrote to, only mark words as deleted: there the index is rewritten."""
    if await session.row(WORDS_ARE_SECURE) == (1,):
        return
    await session.run(REWRITE_WORDS)
    if sqlite3.sqlite_version_info >= SECURE_FROM:
        await session.run(SECURE_WORDS)
