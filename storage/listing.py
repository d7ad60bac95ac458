"""Saved posts as lists, and one of them found by what is typed of it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.post import Platform, PostId
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
# the alternative says, so that an index is looked into. What is typed is compared first: SQLite goes by this order, and
# for most posts it is all that has to be looked at.
LIST = """SELECT p.post_id, (SELECT count(*) FROM arguments a WHERE a.channel_id = $1 AND a.post_id = p.post_id),
                 EXISTS (SELECT 1 FROM jobs j WHERE j.channel_id = $1 AND j.post_id = p.post_id)
          FROM posts p
          WHERE p.channel_id = $1
            AND (CAST($2 AS TEXT) IS NULL OR p.author IN (SELECT value FROM json_each($2))
                OR p.platform IN (SELECT value FROM json_each($3)) OR p.post_id IN (SELECT value FROM json_each($4))
                OR substr(coalesce(p.published_at, p.saved_at), 1, 10) LIKE '%' || $5 || '%')
            AND (CAST($6 AS TEXT) IS NULL OR p.author = $6)
            AND (CAST($7 AS TEXT) IS NULL OR p.post_id IN (
                SELECT a.post_id FROM arguments a WHERE a.channel_id = $1
                AND a.subject_key >= $7 AND a.subject_key < $7 || '0'
                AND (a.subject_key = $7 OR a.subject_key >= $7 || '/')))
            AND (CAST($8 AS TEXT) IS NULL OR p.post_id IN (
                SELECT s.post_id FROM savings s WHERE s.channel_id = $1 AND s.saved_by = $8))
          ORDER BY p.position DESC LIMIT $9 OFFSET $10"""
OPENINGS = """SELECT post_id, substr(body, 1, $3) FROM posts
              WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"""
# Ids are made of letters and digits, all of which stand before "{".
WITH_ID = "SELECT post_id FROM posts WHERE channel_id = $1 AND post_id >= $2 AND post_id < $2 || '{'"
AUTHORS = "SELECT DISTINCT author FROM posts WHERE channel_id = $1 AND author IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Meant:
    """Which posts a typed text may mean, as `LIST` asks for it: any where there is no text. JSON arrays, and a part of
    a date."""

    authors: str | None = None
    platforms: str | None = None
    posts: str | None = None
    day: str | None = None


class Listing(Bound):
    async def posts(self, wanted: PostFilter) -> list[Listed]:
        """Latest saved first."""
        typed = folded(" ".join((wanted.typed or "").split()))
        async with self._reading() as session:
            found = self._typed(session, wanted, typed) if typed else self._rows(session, wanted, Meant())
            rows = await found
            posts = await read_posts(session, self.channel_id, [row[0] for row in rows])
        return [Listed(post=posts[row[0]], arguments=row[1], waiting=bool(row[2])) for row in rows]

    async def _rows(self, session: Session, wanted: PostFilter, meant: Meant) -> list[Row]:
        typed = (meant.authors, meant.platforms, meant.posts, meant.day)
        among = (wanted.author, wanted.subject, wanted.saved_by)
        return await session.rows(LIST, self.channel_id, *typed, *among, wanted.limit, wanted.offset)

    async def _typed(self, session: Session, wanted: PostFilter, typed: str) -> list[Row]:
        newest = await self._rows(session, replace(wanted, limit=NEWEST, offset=0), Meant())
        if not newest:
            return []
        opened = await self._opening_with(session, [row[0] for row in newest], typed)
        named = [name for (name,) in await session.rows(AUTHORS, self.channel_id) if typed in folded(name)]
        platforms = [platform for platform in Platform if platform.startswith(typed)]
        long = len(typed) >= TELLING
        ids = [post_id for (post_id,) in await session.rows(WITH_ID, self.channel_id, typed)] if long else []
        day = re.sub("[/.]", "-", typed) if long else ""
        if named or platforms or ids or DATE.fullmatch(day):
            posts = json.dumps([*opened, *ids])
            meant = Meant(json.dumps(named), json.dumps(platforms), posts, day if DATE.fullmatch(day) else None)
            return await self._rows(session, wanted, meant)
        # To go through all posts of a large channel for some of the newest takes longer than a person types.
        return [row for row in newest if row[0] in opened][wanted.offset :][: wanted.limit]

    async def _opening_with(self, session: Session, among: Sequence[PostId], typed: str) -> set[PostId]:
        rows = await session.rows(OPENINGS, self.channel_id, json.dumps(among), OPENING)
        # Folded together: so many small texts take twice as long.
        texts = folded("\n".join(" ".join(text.split()) for _, text in rows)).split("\n")
        return {post_id for (post_id, _), text in zip(rows, texts, strict=True) if typed in text}
