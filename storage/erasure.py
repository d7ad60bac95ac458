"""Forgetting: what is deleted is in the store's files no more."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from bot.domain.post import PasteId, PostId
from bot.domain.receipt import Forgotten
from bot.errors import StoreError, UnknownPost
from storage.aliases import unlearn
from storage.answers import DROP_ALL, DROP_ALL_SOURCES, withdraw_citing
from storage.arguments import take_arguments
from storage.bound import Bound
from storage.corrections import UNSIGN
from storage.database import Session, Write
from storage.ending import to_the_end
from storage.rows import tickers_from
from storage.unfinished import DROP_UNFINISHED
from storage.usage import DROP_USAGE

THERE = "SELECT post_id FROM posts WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"
ALL_POSTS = "SELECT post_id FROM posts WHERE channel_id = $1"
# The empty text keeps SQLite from reading all of the channel in the order of pastes.
PASTES_OF = """SELECT DISTINCT paste_id || '' FROM savings
               WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"""
TAGS_OF = """SELECT tickers FROM posts WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))
             AND tickers <> '[]'"""
DROP_POSTS = "DELETE FROM posts WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"
UNQUOTE = """UPDATE posts SET quotes_post = NULL
             WHERE channel_id = $1 AND quotes_post IN (SELECT value FROM json_each($2))"""
DROP_PASTES = """DELETE FROM pastes WHERE channel_id = $1 AND paste_id IN (SELECT value FROM json_each($2))
                 AND NOT EXISTS (SELECT 1 FROM savings s WHERE s.channel_id = $1 AND s.paste_id = pastes.paste_id)"""
EMPTY_PASTES = """UPDATE pastes SET raw = NULL, text = NULL, segments = NULL
                  WHERE channel_id = $1 AND paste_id IN (SELECT value FROM json_each($2))"""

# Left alone, SQLite would read all of the channel instead of looking into these indexes.
BY_PERSON = """SELECT post_id, position, paste_id FROM savings INDEXED BY savings_by_person
               WHERE channel_id = $1 AND saved_by = $2"""
OF_POST_BY_PERSON = """SELECT post_id, position, paste_id FROM savings
                       WHERE channel_id = $1 AND post_id = $2 AND saved_by = $3"""
FROM_SOURCE = """SELECT post_id, position, paste_id FROM savings INDEXED BY savings_by_source
                 WHERE channel_id = $1 AND source = $2 AND (CAST($3 AS TEXT) IS NULL OR saved_by = $3)"""
FROM_SOURCES_UNDER = """SELECT post_id, position, paste_id FROM savings INDEXED BY savings_by_source
                        WHERE channel_id = $1 AND source >= $2 AND source < $3"""
LAST = chr(sys.maxunicode)
"""No text sorts behind the last code point that there can be."""
HOW_OFTEN_SAVED = """SELECT post_id, count(*) FROM savings
                     WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2)) GROUP BY post_id"""
DROP_SAVING = "DELETE FROM savings WHERE channel_id = $1 AND post_id = $2 AND position = $3"
REHOME = """UPDATE posts SET (paste_id, saved_by, saved_at) = (
                SELECT s.paste_id, s.saved_by, s.saved_at FROM savings s
                WHERE s.channel_id = $1 AND s.post_id = posts.post_id ORDER BY s.position LIMIT 1)
            WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"""

LEAVE_OUT = """INSERT INTO forgotten_texts (channel_id, source, digest)
               SELECT DISTINCT s.channel_id, s.source, t.digest
               FROM savings s JOIN pastes t ON t.channel_id = s.channel_id AND t.paste_id = s.paste_id
               WHERE s.channel_id = $1 AND s.post_id IN (SELECT value FROM json_each($2)) AND s.source IS NOT NULL
               ON CONFLICT (channel_id, source, digest) DO NOTHING"""
# From a source of which nothing is left, nothing can come back.
LEAVE_OUT_NO_MORE = """DELETE FROM forgotten_texts WHERE channel_id = $1 AND NOT EXISTS (
                           SELECT 1 FROM savings s WHERE s.channel_id = $1 AND s.source = forgotten_texts.source)"""

DROP_VERDICTS = "DELETE FROM verdicts INDEXED BY verdicts_by_person WHERE channel_id = $1 AND person = $2"
DROP_THE_REST = (
    "DELETE FROM aliases WHERE channel_id = $1",
    "DELETE FROM settings WHERE channel_id = $1",
    "DELETE FROM threads WHERE channel_id = $1",
    "DELETE FROM forgotten_texts WHERE channel_id = $1",
    "DELETE FROM digests WHERE channel_id = $1",
    "DELETE FROM suggestions WHERE channel_id = $1",
    "DELETE FROM switched_off WHERE channel_id = $1",
    DROP_ALL_SOURCES,
    DROP_ALL,
    DROP_USAGE,
    DROP_UNFINISHED,
)


@dataclass(frozen=True, slots=True)
class Saving:
    """A saving as the statements above find it, by its place among the channel's."""

    post_id: PostId
    position: int
    paste_id: PasteId


class Erasure(Bound):
    """Deleting posts, with everything that came of them. An answer that cites any of it is flagged, wherever it was
    given."""

    async def forget(self, post_ids: Sequence[PostId]) -> Forgotten:
        """Delete posts, whoever saved them.

        A paste goes with its last post; where it holds other posts, its text is emptied: they have bodies of their own.
        Errors: UnknownPost, and then nothing was deleted.
        """
        async with self._deleting() as session:
            there = {row[0] for row in await session.rows(THERE, self.channel_id, json.dumps(post_ids))}
            for post_id in post_ids:
                if post_id not in there:
                    raise UnknownPost(post_id=post_id)
            await session.run(LEAVE_OUT, self.channel_id, json.dumps(post_ids))
            forgotten = await self._erase(session, sorted(there))
            await session.run(LEAVE_OUT_NO_MORE, self.channel_id)
        return forgotten

    async def forget_mine(self, saved_by: str) -> Forgotten:
        """Delete what a person saved, and what the same person said of answers. What somebody else saved too stays, as
        the other's; so does what the person put right of others' posts, without a name."""
        async with self._deleting() as session:
            forgotten = await self._withdraw(session, await self._savings(session, BY_PERSON, saved_by))
            await session.run(DROP_VERDICTS, self.channel_id, saved_by)
            await session.run(UNSIGN, self.channel_id, saved_by)
        return forgotten

    async def withdraw_post(self, post_id: PostId, saved_by: str) -> Forgotten:
        """Undo one person's savings of a post. It stays, as the others', where somebody else saved it."""
        return await self._withdraw_found(OF_POST_BY_PERSON, post_id, saved_by)

    async def withdraw(self, source: str, saved_by: str | None = None) -> Forgotten:
        """Undo the savings that were made from a message or file, or one person's of them. A post that nobody else
        saved, or nobody from elsewhere, is deleted; another stays as the others'."""
        return await self._withdraw_found(FROM_SOURCE, source, saved_by)

    async def withdraw_all_under(self, prefix: str) -> Forgotten:
        """The same for every source that begins with `prefix`. It ends with a slash, for /12 begins /123 too."""
        return await self._withdraw_found(FROM_SOURCES_UNDER, prefix, prefix + LAST)

    async def erase(self) -> Forgotten:
        """Delete everything of the channel: posts, names, settings, the answers that were given in it, and
        what they took of a model."""
        async with self._deleting() as session:
            everything = [row[0] for row in await session.rows(ALL_POSTS, self.channel_id)]
            forgotten = await self._erase(session, everything)
            # The channel's own row stays: its number in the words index is never given again.
            for statement in DROP_THE_REST:
                await session.run(statement, self.channel_id)
        return forgotten

    @asynccontextmanager
    async def _deleting(self) -> AsyncIterator[Session]:
        """A transaction after which nothing of what it deleted can be read anywhere: whoever is cancelled while it ends
        may have deleted."""
        is_ending = False
        try:
            async with self._writing() as session:
                yield session
                is_ending = True
        except asyncio.CancelledError:
            if is_ending:
                with suppress(StoreError):  # what is told is that it was cancelled
                    await to_the_end(self._database.scrub())
            raise
        await to_the_end(self._database.scrub())

    async def _withdraw_found(self, statement: str, *values: str | None) -> Forgotten:
        """Undo the savings that a statement finds in the channel."""
        async with self._deleting() as session:
            return await self._withdraw(session, await self._savings(session, statement, *values))

    async def _savings(self, session: Session, statement: str, *values: str | None) -> list[Saving]:
        return [Saving(*row) for row in await session.rows(statement, self.channel_id, *values)]

    async def _withdraw(self, session: Session, savings: Sequence[Saving]) -> Forgotten:
        """Drop savings, and what nobody saved but in them."""
        taken = Counter(saving.post_id for saving in savings)
        saved: dict[PostId, int] = dict(await session.rows(HOW_OFTEN_SAVED, self.channel_id, json.dumps(list(taken))))
        alone = [post_id for post_id, count in taken.items() if saved[post_id] == count]
        forgotten = await self._erase(session, alone)
        await session.write(
            Write(DROP_SAVING, [(self.channel_id, saving.post_id, saving.position) for saving in savings]),
            Write(REHOME, [(self.channel_id, json.dumps(list(taken)))]),
            Write(DROP_PASTES, [(self.channel_id, json.dumps([saving.paste_id for saving in savings]))]),
            Write(LEAVE_OUT_NO_MORE, [(self.channel_id,)]),
        )
        return forgotten

    async def _erase(self, session: Session, post_ids: Sequence[PostId]) -> Forgotten:
        if not post_ids:
            return Forgotten(posts=0, arguments=0)
        arguments = await take_arguments(session, await self._draw(session, 0), post_ids)
        await withdraw_citing(session, self.channel_id, arguments)
        await session.words.overwrite(session)
        wanted = json.dumps(post_ids)
        pastes = json.dumps([row[0] for row in await session.rows(PASTES_OF, self.channel_id, wanted)])
        tags = [tickers_from(tickers) for (tickers,) in await session.rows(TAGS_OF, self.channel_id, wanted)]
        await session.run(DROP_POSTS, self.channel_id, wanted)
        await unlearn(session, self.channel_id, [tag for of_post in tags for tag in of_post])
        await session.run(UNQUOTE, self.channel_id, wanted)
        await session.run(DROP_PASTES, self.channel_id, pastes)
        await session.run(EMPTY_PASTES, self.channel_id, pastes)
        return Forgotten(posts=len(post_ids), arguments=len(arguments))
