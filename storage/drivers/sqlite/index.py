"""The words index in SQLite: FTS5 without content, a row for each argument."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from storage.database import AskedWords, Session, Write
from storage.words import IndexRow, indexed, indexed_marks, scope_terms

SECURE_FROM = (3, 42)
"""The first SQLite whose FTS5 can overwrite what is deleted."""
POSITIONS = 2**32
"""More than a channel ever keeps."""

ADD = "INSERT INTO words (rowid, text, scope) VALUES ($1, $2, $3)"
# FTS5 without content finds what to take out by being told again what was put in.
TAKE = "INSERT INTO words (words, rowid, text, scope) VALUES ('delete', $1, $2, $3)"
COUNT = """SELECT asked.value, (SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH asked.value LIMIT $2))
           FROM json_each($1) AS asked"""
# Words weigh 1 and scope terms nothing; bm25() is smaller where the match is better.
FIND = "SELECT rowid FROM words WHERE words MATCH $1 ORDER BY bm25(words, 1.0, 0.0), rowid LIMIT $2"

SECURE = "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)"
IS_SECURE = "SELECT count(*) FROM words_config WHERE k = 'secure-delete' AND v = 1"
REWRITE = "INSERT INTO words (words) VALUES ('optimize')"


class FtsIndex:
    """One channel's rows are side by side. No query of one channel can name a term of another."""

    def adds(self, rows: Sequence[IndexRow]) -> Write:
        return Write(ADD, [as_kept(row) for row in rows])

    def takes(self, rows: Sequence[IndexRow]) -> Write:
        return Write(TAKE, [as_kept(row) for row in rows])

    async def overwrite(self, session: Session) -> None:
        """Older SQLite, and a store that one wrote to, only mark words as deleted: there the index is rewritten."""
        if await session.row(IS_SECURE) == (1,):
            return
        await session.run(REWRITE)
        if sqlite3.sqlite_version_info >= SECURE_FROM:
            await session.run(SECURE)

    async def count(self, session: Session, asked: AskedWords, enough: int) -> dict[str, int]:
        expressions = {_phrase(asked.number, phrase): phrase for phrase in asked.phrases}
        rows = await session.rows(COUNT, json.dumps(list(expressions)), enough)
        return {expressions[text]: count for text, count in rows}

    async def find(self, session: Session, asked: AskedWords, limit: int) -> list[int]:
        return [row % POSITIONS for (row,) in await session.rows(FIND, expression(asked), limit)]


def as_kept(row: IndexRow) -> tuple[int, str, str]:
    """The row, text and scope that stand in the index for an argument."""
    text, scope = indexed(row.number, row.terms.split()), indexed_marks(row.number, row.marks)
    return row.number * POSITIONS + row.position, " ".join(text), " ".join(scope)


def expression(asked: AskedWords) -> str:
    """As FTS5 writes it: any of the phrases, within the scope."""
    phrases = [_phrase(asked.number, phrase) for phrase in asked.phrases]
    return " AND ".join(_any(terms) for terms in [phrases, *scope_terms(asked.number, asked.scope)])


def _phrase(number: int, phrase: str) -> str:
    return f'"{" ".join(indexed(number, phrase.split()))}"'


def _any(alternatives: Iterable[str]) -> str:
    return f"({' OR '.join(alternatives)})"
