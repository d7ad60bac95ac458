"""What people put right of posts. A post's own columns hold the values that count; here stand who put them right, when,
and what had been read."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.correction import Correction, Field
from bot.domain.post import ChannelId, Post, PostId
from bot.domain.subject import Subject
from storage.bound import Bound
from storage.database import Session, Write
from storage.rows import published_from

OF_POSTS = """SELECT post_id, field, value, as_read, corrected_by, corrected_at FROM corrections
              WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2)) ORDER BY post_id, field"""
# What was read stays what it was before the first correction.
KEEP = """INSERT INTO corrections (channel_id, post_id, field, value, as_read, corrected_by, corrected_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (channel_id, post_id, field) DO UPDATE SET
          value = excluded.value, corrected_by = excluded.corrected_by, corrected_at = excluded.corrected_at"""
TAKE_BACK = "DELETE FROM corrections WHERE channel_id = $1 AND post_id = $2 AND field = $3"
SAY = "UPDATE posts SET author = $3, published_at = $4, url = $5 WHERE channel_id = $1 AND post_id = $2"
SKETCHES = """SELECT post_id, value FROM fingerprints
              WHERE channel_id = $1 AND post_id IN (SELECT value FROM json_each($2))"""
UNSIGN = "UPDATE corrections SET corrected_by = NULL WHERE channel_id = $1 AND corrected_by = $2"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that has just been kept, as it was read, and the sketch of its text."""

    post: Post
    fingerprint: frozenset[int]


class Corrections(Bound):
    async def corrections(self, post_id: PostId) -> tuple[Correction, ...]:
        """What was put right of a post; nothing of one that is not there."""
        async with self._glancing() as session:
            return (await read_corrections(session, self.channel_id, [post_id]))[post_id]


async def read_corrections(
    session: Session, channel_id: ChannelId, posts: Collection[PostId]
) -> Mapping[PostId, tuple[Correction, ...]]:
    """By post, also for those of which nothing was put right."""
    found: defaultdict[PostId, tuple[Correction, ...]] = defaultdict(tuple)
    for post_id, field, value, read, by, at in await session.rows(OF_POSTS, channel_id, json.dumps(list(posts))):
        is_subject = value is not None and field == Field.SUBJECT
        one = Correction(
            field=field,
            value=Subject.model_validate_json(value) if is_subject else value,
            read=read,
            by=by,
            at=datetime.fromisoformat(at),
        )
        found[post_id] = (*found[post_id], one)
    return found


async def write_corrections(
    session: Session, channel_id: ChannelId, post: Post, put_right: Sequence[Correction]
) -> Post:
    """Keep what was put right of a post; the post as it counts now. No subject takes what was put right of it back."""
    kept = [one for one in put_right if one.field is not Field.SUBJECT or one.value is not None]
    back = [(channel_id, post.post_id, one.field) for one in put_right if one not in kept]
    now = corrected(post, kept)
    published = None if now.published_at is None else now.published_at.isoformat()
    await session.write(
        Write(TAKE_BACK, back),
        Write(KEEP, [(channel_id, post.post_id, *_values(one)) for one in kept]),
        Write(SAY, [(channel_id, post.post_id, now.author, published, now.url)]),
    )
    return now


def _values(one: Correction) -> tuple[object, ...]:
    value = one.value.model_dump_json() if isinstance(one.value, Subject) else one.value
    return (one.field, value, one.read, one.by, one.at.isoformat())


def corrected(post: Post, put_right: Iterable[Correction]) -> Post:
    """A post with what people say of it."""
    return _saying(post, {one.field: one.value for one in put_right if not isinstance(one.value, Subject)})


def as_read(post: Post, put_right: Iterable[Correction]) -> Post:
    """A post as it was read."""
    return _saying(post, {one.field: one.read for one in put_right})


def _saying(post: Post, values: Mapping[Field, str | None]) -> Post:
    said: dict[str, object] = {}
    if Field.AUTHOR in values:
        said["author"] = values[Field.AUTHOR]
    if Field.DATE in values:
        said["published_at"] = published_from(values[Field.DATE])
    if Field.URL in values:
        said["url"] = values[Field.URL]
    return post.model_copy(update=said)


def said_of(post: Post, field: Field) -> str | None:
    """A field of a post as a correction has it; None of its subject, which stands with its arguments."""
    match field:
        case Field.AUTHOR:
            return post.author
        case Field.DATE:
            return None if post.published_at is None else post.published_at.isoformat()
        case Field.URL:
            return post.url
        case Field.SUBJECT:
            return None


async def carry_over(session: Session, channel_id: ChannelId, gone: Sequence[PostId], new: Sequence[NewPost]) -> None:
    """What was put right of the posts that a message no longer says holds for those that it says instead.

    Each new post follows the one whose text is most like its own. Where one stands for one, it follows that whatever
    it says.
    """
    put_right = await read_corrections(session, channel_id, gone)
    if not any(put_right.values()):
        return
    sketches: defaultdict[PostId, set[int]] = defaultdict(set)
    for post_id, value in await session.rows(SKETCHES, channel_id, json.dumps(list(gone))):
        sketches[post_id].add(value)
    for one in new:
        shared = {post_id: len(sketches[post_id] & one.fingerprint) for post_id in gone}
        origin = max(gone, key=lambda post_id: shared[post_id])
        if shared[origin] or len(gone) == len(new) == 1:
            put_right_anew = [
                before.model_copy(update={"read": said_of(one.post, before.field)}) for before in put_right[origin]
            ]
            await write_corrections(session, channel_id, one.post, put_right_anew)
