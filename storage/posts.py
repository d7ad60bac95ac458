"""Keeping what was pasted, and reading it again."""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from bot.domain.post import ChannelId, Paste, PasteId, Post, PostDraft, PostId, Reading
from bot.domain.receipt import Counts, SavedPost
from bot.errors import UnknownPost
from storage import ids
from storage.bound import Bound
from storage.corrections import as_read, read_corrections
from storage.database import Session, Write
from storage.kept import KnownPost
from storage.lengths import check_names
from storage.pastes import PasteRow, Saving, paste_write, saving_write
from storage.rows import post_from, segments_to, tickers_to

MOST_LOOK_ALIKES = 20

READ = """SELECT p.post_id, p.paste_id, p.platform, p.author, p.published_at, p.language, p.tickers, p.quotes_post,
                 p.topic, p.url, p.saved_by, p.saved_at, p.body,
                 (SELECT s.source FROM savings s WHERE s.channel_id = $1 AND s.post_id = p.post_id
                  ORDER BY s.position LIMIT 1)
          FROM posts p WHERE p.channel_id = $1 AND p.post_id IN (SELECT value FROM json_each($2))"""

REPEATED = "SELECT digest, post_id FROM posts WHERE channel_id = $1 AND digest IN (SELECT value FROM json_each($2))"
# In one go: each statement is a way to the database and back. No paste has the digest of a post.
KEPT_AS = """SELECT digest, post_id FROM posts WHERE channel_id = $1 AND digest IN (SELECT value FROM json_each($2))
             UNION ALL SELECT digest, paste_id FROM pastes WHERE channel_id = $1 AND digest = $3"""
ADD_POST = """INSERT INTO posts (channel_id, post_id, position, paste_id, digest, platform, author, published_at,
                                 language, tickers, quotes_post, topic, url, saved_by, saved_at, body)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"""
ADD_FINGERPRINT = """INSERT INTO fingerprints (channel_id, value, post_id) VALUES ($1, $2, $3)
                     ON CONFLICT (channel_id, value, post_id) DO NOTHING"""
ADD_JOB = "INSERT INTO jobs (channel_id, post_id, position) VALUES ($1, $2, $3)"

# CROSS JOIN makes SQLite look up each value, instead of reading all sketches in the order of posts.
ALIKE = """SELECT f.post_id FROM json_each($2) AS asked CROSS JOIN fingerprints f
           WHERE f.channel_id = $1 AND f.value = CAST(asked.value AS BIGINT)
           GROUP BY f.post_id HAVING count(*) >= $3 ORDER BY count(*) DESC, f.post_id LIMIT $4"""
SAME_TOPIC = (
    "SELECT post_id FROM posts WHERE channel_id = $1 AND platform = $2 AND topic = $3 ORDER BY position LIMIT $4"
)

WAITING = "SELECT post_id FROM jobs WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"
COUNT = """SELECT (SELECT count(*) FROM pastes WHERE channel_id = $1),
                  (SELECT count(*) FROM posts WHERE channel_id = $1),
                  (SELECT count(*) FROM arguments WHERE channel_id = $1),
                  (SELECT count(*) FROM jobs WHERE channel_id = $1),
                  (SELECT saved_at FROM savings WHERE channel_id = $1 ORDER BY moment DESC LIMIT 1)"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A post of a paste that is being kept: the post that it becomes, or that it repeats."""

    post_id: PostId
    draft: PostDraft
    digest: str
    fingerprint: frozenset[int]
    is_new: bool


class Posts(Bound):
    """What was pasted in a channel, and the posts that were read in it."""

    async def keep(self, paste: Paste, reading: Reading, known: Sequence[KnownPost]) -> tuple[SavedPost, ...]:
        """Keep a paste and its new posts, which then wait to be read for arguments. On disk when it returns.

        Shapes: `known` has an entry for each of `reading.posts`; so has what is returned, in their order. A post that
        repeats another only here, or whose double was forgotten since it was recognised, is seen for what it is.
        Errors: NameTooLong of who saved or wrote it, and of where it is from.
        """
        async with self._writing() as session:
            return await self._keep(session, paste, reading, known)

    async def _keep(
        self, session: Session, paste: Paste, reading: Reading, known: Sequence[KnownPost]
    ) -> tuple[SavedPost, ...]:
        check_names(paste.saved_by, paste.source, *(name for one in reading.posts for name in (one.author, one.topic)))
        row = self._paste_row(paste, reading)
        digests = [ids.post_digest(draft.author, draft.body) for draft in reading.posts]
        drawn, rows, standing = await asyncio.gather(
            self._draw(session, 1 + 2 * len(known)),
            session.rows(KEPT_AS, self.channel_id, json.dumps(digests), row.digest),
            self._standing(session, known),
        )
        kept_as: dict[str, str] = dict(rows)
        paste_id = PasteId(kept_as.pop(row.digest, row.paste_id))
        placed = self._placed(list(zip(reading.posts, digests, known, strict=True)), kept_as, standing)
        new = {item.post_id: _post_of(item, placed, paste, paste_id) for item in placed if item.is_new}
        sketches = [(item.post_id, item.fingerprint) for item in placed if item.is_new]
        origin = (paste.saved_by, paste.saved_at, paste.source, paste.url)
        savings = [Saving(item.post_id, paste_id, place, *origin) for place, item in enumerate(placed)]
        await session.write(
            paste_write(self.channel_id, row, drawn.first),
            *post_writes(self.channel_id, list(new.values()), drawn.first + 1),
            fingerprint_write(self.channel_id, sketches),
            saving_write(self.channel_id, savings, drawn.first + 1 + len(known)),
        )
        return await self._saved(session, placed, new)

    def _paste_row(self, paste: Paste, reading: Reading) -> PasteRow:
        digest = ids.paste_digest(paste.raw)
        text = None if reading.text == paste.raw else reading.text
        return PasteRow(ids.paste_id(self.channel_id, digest), digest, paste.raw, text, segments_to(reading.segments))

    def _placed(
        self, read: Sequence[tuple[PostDraft, str, KnownPost]], kept_as: Mapping[str, str], standing: set[PostId]
    ) -> list[Placed]:
        """Decide of each post, with its digest, whether it is new: against the store and the posts before it in the
        paste."""
        there, placed = dict(kept_as), list[Placed]()
        for draft, digest, item in read:
            repeated = item.duplicate_of if item.duplicate_of in standing else there.get(digest)
            post_id = PostId(repeated) if repeated else ids.post_id(self.channel_id, digest)
            placed.append(Placed(post_id, draft, digest, item.fingerprint, is_new=repeated is None))
            there.setdefault(digest, post_id)
        return placed

    async def _standing(self, session: Session, known: Sequence[KnownPost]) -> set[PostId]:
        suspected = [item.duplicate_of for item in known if item.duplicate_of is not None]
        return set(await read_posts(session, self.channel_id, suspected)) if suspected else set()

    async def _saved(
        self, session: Session, placed: Sequence[Placed], new: Mapping[PostId, Post]
    ) -> tuple[SavedPost, ...]:
        repeated = [item.post_id for item in placed if not item.is_new]
        posts = {**await read_posts(session, self.channel_id, repeated), **new}
        rows = await session.rows(WAITING, self.channel_id, json.dumps(repeated)) if repeated else []
        waiting = {*new, *(post_id for (post_id,) in rows)}
        return tuple(
            SavedPost(
                post=posts[item.post_id],
                duplicate_of=None if item.is_new else item.post_id,
                waiting=item.post_id in waiting,
            )
            for item in placed
        )

    async def look_alikes(self, fingerprint: frozenset[int], draft: PostDraft, least: int = 6) -> list[Post]:
        """Saved posts that may be the same as a draft: of the same topic, or sharing at least `least` values of the
        sketch (all of them, where it has fewer). Those of the topic first, then most alike first; at most 20. One that
        was put right is there twice, also as it was read: so it is read again."""
        enough, sketch = max(1, min(least, len(fingerprint))), json.dumps(sorted(fingerprint))
        # A post that goes between two of these is left out: no transaction is needed, and each step of one is a wait.
        async with self._glancing() as session:
            asked = [session.rows(ALIKE, self.channel_id, sketch, enough, MOST_LOOK_ALIKES)]
            if draft.topic is not None:
                topic = (draft.platform, draft.topic, MOST_LOOK_ALIKES)
                asked.insert(0, session.rows(SAME_TOPIC, self.channel_id, *topic))
            rows = chain.from_iterable(await asyncio.gather(*asked))
            found = list(dict.fromkeys(post_id for (post_id,) in rows))[:MOST_LOOK_ALIKES]
            posts = await read_posts(session, self.channel_id, found)
            put_right = await read_corrections(session, self.channel_id, posts) if posts else {}
        there = [posts[post_id] for post_id in found if post_id in posts]
        return list(dict.fromkeys(one for post in there for one in (post, as_read(post, put_right[post.post_id]))))

    async def post(self, post_id: PostId) -> Post:
        """Errors: UnknownPost."""
        async with self._glancing() as session:
            return await known_post(session, self.channel_id, post_id)

    async def counts(self) -> Counts:
        async with self._glancing() as session:
            pastes, posts, arguments, waiting, newest = await session.one(COUNT, self.channel_id)
        newest_save = None if newest is None else datetime.fromisoformat(newest)
        return Counts(pastes=pastes, posts=posts, arguments=arguments, waiting=waiting, newest_save=newest_save)


def _post_of(item: Placed, placed: Sequence[Placed], paste: Paste, paste_id: PasteId) -> Post:
    draft = item.draft
    quoted = None if draft.quotes is None else placed[draft.quotes].post_id
    return Post(
        post_id=item.post_id,
        paste_id=paste_id,
        platform=draft.platform,
        author=draft.author,
        published_at=draft.published_at,
        language=draft.language,
        body=draft.body,
        tickers=draft.tickers,
        quotes_post=None if quoted == item.post_id else quoted,
        topic=draft.topic,
        url=draft.url or paste.url,
        saved_by=paste.saved_by,
        saved_at=paste.saved_at,
        source=paste.source,
    )


async def read_posts(session: Session, channel_id: ChannelId, wanted: Sequence[PostId]) -> dict[PostId, Post]:
    """The posts that there are of those wanted."""
    if not wanted:
        return {}
    rows = await session.rows(READ, channel_id, json.dumps(wanted))
    return {row[0]: post_from(row) for row in rows}


async def known_post(session: Session, channel_id: ChannelId, post_id: PostId) -> Post:
    """Errors: UnknownPost."""
    posts = await read_posts(session, channel_id, [post_id])
    if post_id not in posts:
        raise UnknownPost(post_id=post_id)
    return posts[post_id]


def post_writes(channel_id: ChannelId, posts: Sequence[Post], first: int) -> list[Write]:
    """Adds posts at the positions from `first` on, each with a job to read it for arguments."""
    placed = list(enumerate(posts, first))
    return [
        Write(ADD_POST, [_values(channel_id, post, position) for position, post in placed]),
        Write(ADD_JOB, [(channel_id, post.post_id, position) for position, post in placed]),
    ]


def fingerprint_write(channel_id: ChannelId, sketches: Iterable[tuple[PostId, frozenset[int]]]) -> Write:
    return Write(ADD_FINGERPRINT, [(channel_id, value, post_id) for post_id, sketch in sketches for value in sketch])


def _values(channel_id: ChannelId, post: Post, position: int) -> tuple[object, ...]:
    return (
        channel_id,
        post.post_id,
        position,
        post.paste_id,
        ids.post_digest(post.author, post.body),
        post.platform,
        post.author,
        None if post.published_at is None else post.published_at.isoformat(),
        post.language,
        tickers_to(post.tickers),
        post.quotes_post,
        post.topic,
        post.url,
        post.saved_by,
        post.saved_at.isoformat(),
        post.body,
    )
