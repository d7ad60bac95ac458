"""Whether everything in a store agrees with everything else."""

import numpy as np
from numpy.typing import NDArray

from bot.domain.post import ChannelId
from storage.database import Database, Session, Write
from storage.drivers.sqlite.index import as_kept
from storage.rows import Row
from storage.vectors import restored
from storage.words import IndexRow, Marks

ROWS_AT_A_TIME = 5000

INTEGRITY = "PRAGMA integrity_check(20)"
FOREIGN_KEYS = 'SELECT DISTINCT "table", "parent" FROM pragma_foreign_key_check'
CHECK_WORDS = "INSERT INTO words (words) VALUES ('integrity-check')"

# Each finds the ids of what should not be. They read all channels: a store is whole or it isn't.
CONTRADICTIONS = {
    "post saved by nobody": """SELECT p.post_id FROM posts p WHERE NOT EXISTS (
        SELECT 1 FROM savings s WHERE s.channel_id = p.channel_id AND s.post_id = p.post_id)""",
    "post whose first saving is not the one that it names": """SELECT p.post_id FROM posts p JOIN savings s
        ON s.channel_id = p.channel_id AND s.post_id = p.post_id AND s.position = (
            SELECT min(f.position) FROM savings f WHERE f.channel_id = p.channel_id AND f.post_id = p.post_id)
        WHERE (s.paste_id, s.saved_by, s.saved_at) <> (p.paste_id, p.saved_by, p.saved_at)""",
    "paste of no post": """SELECT paste_id FROM pastes t WHERE NOT EXISTS (
        SELECT 1 FROM savings s WHERE s.channel_id = t.channel_id AND s.paste_id = t.paste_id)""",
    "post that quotes one that is gone": """SELECT p.post_id FROM posts p WHERE quotes_post IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM posts q WHERE q.channel_id = p.channel_id AND q.post_id = p.quotes_post)""",
    "argument without its texts": """SELECT a.argument_id FROM arguments a WHERE NOT EXISTS (
        SELECT 1 FROM argument_texts t WHERE t.channel_id = a.channel_id AND t.position = a.position)""",
    "subject of no argument": """SELECT s.key FROM subjects s WHERE NOT EXISTS (
        SELECT 1 FROM arguments a WHERE a.channel_id = s.channel_id AND a.subject_key = s.key)""",
    "position beyond the last": """SELECT a.argument_id FROM arguments a JOIN channels c ON c.channel_id = a.channel_id
        WHERE a.position > c.last_position""",
    "answer that cites what is gone": """SELECT c.answer_id FROM answer_sources c WHERE NOT EXISTS (
        SELECT 1 FROM arguments a WHERE a.channel_id = c.channel_id AND a.argument_id = c.argument_id)""",
    "source of no answer": """SELECT c.answer_id FROM answer_sources c WHERE NOT EXISTS (
        SELECT 1 FROM answers a WHERE a.channel_id = c.asked_in AND a.answer_id = c.answer_id)""",
    "tokens below nothing": """SELECT channel_id || ' ' || day FROM usage
        WHERE min(sent, written, reserved, calls) < 0""",
    "point without an argument": """SELECT p.point_id FROM points p WHERE NOT EXISTS (
        SELECT 1 FROM point_members m WHERE m.channel_id = p.channel_id AND m.point_id = p.point_id)""",
    "point that counts its arguments wrongly": """SELECT p.point_id FROM points p WHERE p.members <> (
        SELECT count(*) FROM point_members m
        WHERE m.channel_id = p.channel_id AND m.point_id = p.point_id AND m.place IS NOT NULL)""",
    "argument in a point of another side": """SELECT a.argument_id FROM point_members m
        JOIN arguments a ON a.channel_id = m.channel_id AND a.position = m.position
        JOIN points p ON p.channel_id = m.channel_id AND p.point_id = m.point_id
        WHERE (a.subject_key, a.stance) <> (p.subject_key, p.stance)""",
    "argument that is in no point": """SELECT a.argument_id FROM arguments a
        JOIN channels c ON c.channel_id = a.channel_id AND a.position <= c.grouped
        WHERE a.stance <> 'neutral' AND NOT EXISTS (
            SELECT 1 FROM point_members m WHERE m.channel_id = a.channel_id AND m.position = a.position)""",
    "point told by what is gone": """SELECT p.point_id FROM points p WHERE told_by IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM arguments a WHERE a.channel_id = p.channel_id AND a.argument_id = p.told_by)""",
    "sentence on what is gone": """SELECT t.point_id FROM point_texts t, json_each(t.stands_on) AS stands
        WHERE NOT EXISTS (
            SELECT 1 FROM arguments a WHERE a.channel_id = t.channel_id AND a.argument_id = stands.value)""",
    "vector without its bytes": "SELECT channel_id || ' ' || position FROM vectors WHERE length(vector) = 0",
}
SPANS = """SELECT a.argument_id, a.span_end, p.body FROM arguments a
           JOIN posts p ON p.channel_id = a.channel_id AND p.post_id = a.post_id
           WHERE a.span_end > length(p.body)"""

PLACES = """SELECT channel_id, position, point_id, scale, place FROM point_members
            WHERE place IS NOT NULL AND (channel_id, position) > ($1, $2)
            ORDER BY channel_id, position LIMIT $3"""
TOTALS = "SELECT channel_id, point_id, total FROM points"
TOLERANCE = 0.01
"""Of a component: sums in another order differ in their last digits."""

KEPT_WORDS = """SELECT c.number, a.position, t.terms, a.subject_key, a.stance, a.aspect, a.holder
                FROM channels c
                JOIN arguments a ON a.channel_id = c.channel_id
                JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
                WHERE (c.number, a.position) > ($1, $2)
                ORDER BY c.number, a.position LIMIT $3"""
# The index is built a second time beside it from what is kept, and the two are compared term by term.
PREPARE = (
    "CREATE VIRTUAL TABLE temp.expected USING fts5 (text, scope, content = '', tokenize = 'porter ascii')",
    "CREATE VIRTUAL TABLE temp.expected_terms USING fts5vocab (temp, expected, row)",
    "CREATE VIRTUAL TABLE temp.found_terms USING fts5vocab (main, words, row)",
)
EXPECT = "INSERT INTO temp.expected (rowid, text, scope) VALUES ($1, $2, $3)"
UNLIKE = """SELECT count(*) FROM (
                SELECT * FROM (SELECT term, doc, cnt FROM temp.found_terms
                               EXCEPT SELECT term, doc, cnt FROM temp.expected_terms)
                UNION ALL
                SELECT * FROM (SELECT term, doc, cnt FROM temp.expected_terms
                               EXCEPT SELECT term, doc, cnt FROM temp.found_terms))"""
MISPLACED = """SELECT count(*) FROM (
                   SELECT * FROM (SELECT id FROM words_docsize EXCEPT SELECT id FROM temp.expected_docsize)
                   UNION ALL
                   SELECT * FROM (SELECT id FROM temp.expected_docsize EXCEPT SELECT id FROM words_docsize))"""


async def disagreements(database: Database) -> list[str]:
    """What is wrong in the store, a sentence each.

    Errors: StoreNotOurs where it is so damaged that it can't be read through.
    """
    async with database.rehearsing() as session:
        found = [text for (text,) in await session.rows(INTEGRITY) if text != "ok"]
        pairs = await session.rows(FOREIGN_KEYS)
        found += [f"rows of {table} belong to rows of {parent} that are not there" for table, parent in pairs]
        for what, statement in CONTRADICTIONS.items():
            found += [f"{what}: {thing}" for (thing,) in await session.rows(statement)]
        found += await _misplaced_spans(session)
        found += await _wrong_totals(session)
        return found + await _unlike_words(session)


async def _misplaced_spans(session: Session) -> list[str]:
    # SQLite counts characters only up to a NUL; Python has the last word.
    rows = await session.rows(SPANS)
    return [f"quote that ends outside its post: {argument}" for argument, end, body in rows if end > len(body)]


async def _wrong_totals(session: Session) -> list[str]:
    """Points whose totals are not the sums of what they count: what came next would be compared with something else."""
    sums: dict[Row, NDArray[np.float32]] = {}
    after: Row = ("", 0)
    while rows := await session.rows(PLACES, *after, ROWS_AT_A_TIME):
        for channel_id, _, point_id, scale, place in rows:
            place_of = restored([scale], [place])[0]
            sums[channel_id, point_id] = sums.get((channel_id, point_id), np.float32(0)) + place_of
        after = rows[-1][:2]
    totals = {row[:2]: np.frombuffer(row[2], np.float32) for row in await session.rows(TOTALS)}
    wrong = [key for key, total in totals.items() if not _agree(total, sums.get(key))]
    return [f"point whose total is not its arguments': {point_id}" for _, point_id in wrong]


def _agree(total: NDArray[np.float32], summed: NDArray[np.float32] | None) -> bool:
    if summed is None:
        return not total.any()
    return total.shape == summed.shape and bool(np.allclose(total, summed, atol=TOLERANCE))


async def _unlike_words(session: Session) -> list[str]:
    await session.run(CHECK_WORDS)
    for statement in PREPARE:
        await session.run(statement)
    number = position = 0
    while rows := await session.rows(KEPT_WORDS, number, position, ROWS_AT_A_TIME):
        await session.write(Write(EXPECT, [_expected(row) for row in rows]))
        number, position = rows[-1][:2]
    [misplaced] = await session.one(MISPLACED)
    [unlike] = await session.one(UNLIKE)
    found = [f"arguments that stand in only one of the store and its words index: {misplaced}"] if misplaced else []
    return [*found, f"words that the index counts differently: {unlike}"] if unlike else found


def _expected(row: Row) -> tuple[int, str, str]:
    number, position, terms, *marks = row
    return as_kept(IndexRow(ChannelId(""), number, position, terms, Marks(*marks)))
