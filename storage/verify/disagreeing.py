"""Saying what in a store disagrees."""

from storage import ids
from storage.database import Session
from storage.rows import Row
from storage.verify.examination import Examination
from storage.verify.rules import ANSWERS, CHANNELS, POSTS
from storage.verify.rules_of_arguments import ARGUMENTS, COUNTED_AGAIN, IN_NO_POINT, POINTS, SPOILT
from storage.verify.totals import wrong_points

SPANS = """SELECT a.argument_id, a.channel_id, a.position, a.span_end, p.body FROM arguments a
           JOIN posts p ON p.channel_id = a.channel_id AND p.post_id = a.post_id
           WHERE a.span_end > length(p.body)"""

TEXTS_AT_A_TIME = 1000
PASTED = """SELECT channel_id, paste_id, digest, raw FROM pastes WHERE raw IS NOT NULL
            AND (channel_id, paste_id) > ($1, $2) ORDER BY channel_id, paste_id LIMIT $3"""
POSTED = """SELECT p.channel_id, p.post_id, p.digest,
                   CASE WHEN c.post_id IS NULL THEN p.author ELSE c.as_read END, p.body
            FROM posts p LEFT JOIN corrections c
            ON c.channel_id = p.channel_id AND c.post_id = p.post_id AND c.field = 'author'
            WHERE (p.channel_id, p.post_id) > ($1, $2) ORDER BY p.channel_id, p.post_id LIMIT $3"""

RULES = (*CHANNELS, *POSTS, *ARGUMENTS, *POINTS, *ANSWERS)


async def disagreements_of(session: Session, examination: Examination) -> list[str]:
    """A sentence each. Errors: StoreDamaged where the store is so damaged that it can't be read through."""
    found = await examination.damage(session)
    found += await examination.lost_indexes(session)
    for rule in RULES:
        found += [f"{rule.what}: {thing}" for (thing,) in await session.rows(rule.finds)]
    for spoilt in (*SPOILT, *examination.spoilt):
        found += [f"{spoilt.what}: {row[0]}" for row in await session.rows(spoilt.finds)]
    found += [f"quote that ends outside its post: {row[0]}" for row in await misplaced_spans(session)]
    found += await _altered_texts(session)
    found += [f"argument that is in no point: {thing}" for thing, _ in await session.rows(IN_NO_POINT)]
    found += [f"argument that would be counted twice: {thing}" for thing, _ in await session.rows(COUNTED_AGAIN)]
    found += (await wrong_points(session)).told()
    return found + await examination.unlike_words(session)


async def _altered_texts(session: Session) -> list[str]:
    """Texts that are not those that were saved: a disk that changes bytes says nothing of it."""
    found: list[str] = []
    for statement, digest_of in ((PASTED, _paste_digest), (POSTED, _post_digest)):
        after: Row = ("", "")
        while rows := await session.rows(statement, *after, TEXTS_AT_A_TIME):
            found += [f"text that is not what was saved: {row[1]}" for row in rows if digest_of(row) != row[2]]
            after = rows[-1][:2]
    return found


def _paste_digest(row: Row) -> str:
    return ids.paste_digest(row[3])


def _post_digest(row: Row) -> str:
    return ids.post_digest(row[3], row[4])


async def misplaced_spans(session: Session) -> list[Row]:
    """Id, channel and position of each."""
    # SQLite counts characters only up to a NUL; Python has the last word.
    return [row[:3] for row in await session.rows(SPANS) if row[3] > len(row[4])]
