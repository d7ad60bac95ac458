"""An examination of a SQLite file."""

import sqlite3
from collections.abc import Sequence

from bot.domain.post import ChannelId
from storage.database import Session, Write
from storage.drivers.sqlite.index import as_kept
from storage.rows import Row
from storage.verify.orphans import ORPHANS
from storage.verify.rules import Rule
from storage.verify.rules_of_arguments import DROP_VECTOR, Spoilt
from storage.words import IndexRow, Marks

ROWS_AT_A_TIME = 5000

INTEGRITY = "PRAGMA integrity_check(20)"
WHOLE = "ok"
OF_INDEXES = (" from index ", " in index ")
"""What SQLite says of an index that can be made anew from its table."""
OF_WORDS = "fts5"
"""Newer versions look into the words index too, which is looked through otherwise."""
FOREIGN_KEYS = 'SELECT DISTINCT "table", "parent" FROM pragma_foreign_key_check'
REINDEX = "REINDEX"

EMPTY_VECTOR = """SELECT v.channel_id || ' ' || v.position, v.channel_id, v.position FROM vectors v
                  WHERE length(v.vector) = 0"""

KEPT_WORDS = """SELECT c.number, a.position, t.terms, a.subject_key, a.stance, a.aspect, a.holder
                FROM channels c
                JOIN arguments a ON a.channel_id = c.channel_id
                JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
                WHERE (c.number, a.position) > ($1, $2)
                ORDER BY c.number, a.position LIMIT $3"""
CHECK_WORDS = "INSERT INTO words (words) VALUES ('integrity-check')"
EMPTY_WORDS = "INSERT INTO words (words) VALUES ('delete-all')"
# The index is built a second time beside it from what is kept, and the two are compared term by term.
PREPARE = (
    "DROP TABLE IF EXISTS temp.expected_terms",
    "DROP TABLE IF EXISTS temp.found_terms",
    "DROP TABLE IF EXISTS temp.expected",
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


class SqliteExamination:
    orphans: Sequence[Rule] = ORPHANS
    spoilt: Sequence[Spoilt] = (Spoilt("vector without its bytes", EMPTY_VECTOR, DROP_VECTOR),)

    async def damage(self, session: Session) -> list[str]:
        """Errors: StoreDamaged where not even that can be told."""
        return [text for text in await _integrity(session) if not _is_of_index(text)]

    async def lost_indexes(self, session: Session) -> list[str]:
        found = [text for text in await _integrity(session) if _is_of_index(text) and not _is_of_words(text)]
        pairs = await session.rows(FOREIGN_KEYS)
        return found + [f"rows of {table} belong to rows of {parent} that are not there" for table, parent in pairs]

    async def index_anew(self, session: Session) -> None:
        await session.run(REINDEX)

    async def unlike_words(self, session: Session) -> list[str]:
        try:
            return await _unlike_words(session)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            return [f"words index that can't be read: {error}"]

    async def empty_words(self, session: Session) -> None:
        await session.run(EMPTY_WORDS)


async def _integrity(session: Session) -> list[str]:
    return [text for (text,) in await session.rows(INTEGRITY) if text != WHOLE]


def _is_of_index(text: str) -> bool:
    return _is_of_words(text) or any(words in text for words in OF_INDEXES)


def _is_of_words(text: str) -> bool:
    return OF_WORDS in text.casefold()


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
