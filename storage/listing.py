"""Saved posts as lists, and one of them found by what is typed of it."""

import json
import re
from dataclasses import dataclass, replace

from bot.domain.post import Platform, Post
from bot.domain.receipt import Listed
from storage.bound import Bound
from storage.database import Session
from storage.kept import PostFilter
from storage.posts import read_posts
from storage.rows import Row
from storage.words import folded

NEWEST = 200
"""Posts whose openings are looked through: a person looks for a post by its words soon after it was saved, or not at
all, and to read every body of a channel takes seconds."""
OPENING = 160
"""Characters of a body that count as its first words."""
TELLING = 4
"""Characters of a date or an id from which on they tell any posts apart."""
DATE = re.compile(r"[\d-]+")

# Keys that begin with "KEY/" lie from "KEY/" up to "KEY0": "0" is the character after "/". The range says again what
# the alternative says, so that an index is looked into.
LIST = """SELECT p.post_id, (SELECT count(*) FROM arguments a WHERE a.channel_id = $1 AND a.post_id = p.post_id),
                 EXISTS (SELECT 1 FROM jobs j WHERE j.channel_id = $1 AND j.post_id = p.post_id)
          FROM posts p
          WHERE p.channel_id = $1 AND (CAST($2 AS TEXT) IS NULL OR p.author = $2)
            AND (CAST($3 AS TEXT) IS NULL OR p.post_id IN (
                SELECT a.post_id FROM arguments a WHERE a.channel_id = $1
                AND a.subject_key >= $3 AND a.subject_key < $3 || '0'
                AND (a.subject_key = $3 OR a.subject_key >= $3 || '/')))
            AND (CAST($4 AS TEXT) IS NULL OR p.post_id IN (
                SELECT s.post_id FROM savings s WHERE s.channel_id = $1 AND s.saved_by = $4))
            AND (CAST($5 AS TEXT) IS NULL OR p.author IN (SELECT value FROM json_each($5))
                OR p.platform IN (SELECT value FROM json_each($6)) OR p.post_id IN (SELECT value FROM json_each($7))
                OR substr(p.post_id, 1, length($8)) = $8
                OR substr(coalesce(p.published_at, p.saved_at), 1, 10) LIKE '%' || $9 || '%')
          ORDER BY p.position DESC LIMIT $10 OFFSET $11"""
AUTHORS = "SELECT DISTINCT author FROM posts WHERE channel_id = $1 AND author IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Meant:
    """Which posts a typed text may mean, as `LIST` asks for it; JSON arrays, and None for what it can't be."""

    authors: str | None = None
    platforms: str | None = None
    posts: str | None = None
    id: str | None = None
    day: str | None = None


class Listing(Bound):
    async def posts(self, wanted: PostFilter) -> list[Listed]:
        """Latest saved first."""
        async with self._reading() as session:
            rows = await self._rows(session, wanted, await self._meant(session, wanted))
            posts = await read_posts(session, self.channel_id, [row[0] for row in rows])
        return [Listed(post=posts[row[0]], arguments=row[1], waiting=bool(row[2])) for row in rows]

    async def _rows(self, session: Session, wanted: PostFilter, meant: Meant) -> list[Row]:
        among = (wanted.author, wanted.subject, wanted.saved_by)
        typed = (meant.authors, meant.platforms, meant.posts, meant.id, meant.day)
        return await session.rows(LIST, self.channel_id, *among, *typed, wanted.limit, wanted.offset)

    async def _meant(self, session: Session, wanted: PostFilter) -> Meant:
        typed = folded(" ".join((wanted.typed or "").split()))
        if not typed:
            return Meant()
        newest = await self._rows(session, replace(wanted, limit=NEWEST, offset=0), Meant())
        posts = await read_posts(session, self.channel_id, [row[0] for row in newest])
        authors = [author for (author,) in await session.rows(AUTHORS, self.channel_id)]
        day = re.sub("[/.]", "-", typed)
        return Meant(
            authors=json.dumps([author for author in authors if typed in folded(author)]),
            platforms=json.dumps([platform for platform in Platform if platform.startswith(typed)]),
            posts=json.dumps([post.post_id for post in posts.values() if typed in _opening(post)]),
            id=typed if len(typed) >= TELLING else None,
            day=day if len(day) >= TELLING and DATE.fullmatch(day) else None,
        )


def _opening(post: Post) -> str:
    return folded(" ".join(post.body[:OPENING].split()))
