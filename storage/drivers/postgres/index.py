"""The words index in PostgreSQL: a row beside each argument, its lexemes under a GIN index.

What is matched is found by the index; how well it matches is counted here, since the server's own ranks do not weigh
rare words more than common ones.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from Stemmer import Stemmer

from storage.database import AskedWords, Session, Write
from storage.vectors import best
from storage.words import IndexRow, indexed, indexed_marks, scope_terms

LAST_PLACE = 16383
"""PostgreSQL knows no place in a text behind this one."""

SATURATION = 1.2
LENGTH_COUNTS = 0.75
"""BM25's k1 and b, as in SQLite's FTS5."""
LEAST_WEIGHT = 1e-6
"""Of a word that stands in more than half of all: as in FTS5."""

ADD = "INSERT INTO words (channel_id, position, lexemes, length) VALUES ($1, $2, $3, $4)"
TAKE = "DELETE FROM words WHERE channel_id = $1 AND position = $2"
# A lexeme tells its channel already. The collation, in which texts are as equal as in the column's own, keeps the
# planner from the primary key: it takes any phrase for common, and would read for each all keys of the channel.
COUNT = """SELECT asked.phrase, (
               SELECT count(*) FROM (
                   SELECT 1 FROM words
                   WHERE channel_id = $1::text COLLATE "POSIX" AND lexemes @@ asked.phrase::tsquery LIMIT $3) AS found)
           FROM unnest($2::text[]) AS asked (phrase)"""
FIND = """SELECT array_agg(w.position), array_agg(w.length), count(*)
          FROM unnest($2::text[]) AS asked (phrase)
          CROSS JOIN LATERAL (
              SELECT position, length FROM words
              WHERE channel_id = $1::text COLLATE "POSIX" AND lexemes @@ asked.phrase::tsquery) AS w
          GROUP BY asked.phrase"""


class LexemeIndex:
    """Every lexeme begins with its channel's number: no query of one channel can name another's."""

    def adds(self, rows: Sequence[IndexRow]) -> Write:
        return Write(ADD, [(row.channel_id, row.position, *as_kept(row)) for row in rows])

    def takes(self, rows: Sequence[IndexRow]) -> Write:
        return Write(TAKE, [(row.channel_id, row.position) for row in rows])

    async def overwrite(self, session: Session) -> None:
        """Nobody but the server reads its files; VACUUM gives the room to others."""

    async def count(self, session: Session, asked: AskedWords, enough: int) -> dict[str, int]:
        queries = {_phrase(asked.number, phrase): phrase for phrase in asked.phrases}
        rows = await session.rows(COUNT, asked.channel_id, list(queries), enough)
        return {queries[query]: count for query, count in rows}

    async def find(self, session: Session, asked: AskedWords, limit: int) -> list[int]:
        """A phrase counts once an argument: these are sentences."""
        rows = await session.rows(FIND, asked.channel_id, queries_of(asked))
        if not rows:
            return []
        positions, places = np.unique(np.concatenate([row[0] for row in rows]), return_inverse=True)
        lengths = np.zeros(len(positions))
        lengths[places] = np.concatenate([row[1] for row in rows])
        counts = np.array([row[2] for row in rows])
        weights = np.repeat(_weights(counts, asked.held), counts)
        scores = np.bincount(places, weights=weights) / _dampened(lengths)
        return [int(position) for position in positions[best(scores, limit)]]


def _weights(counts: NDArray[np.int64], held: int) -> NDArray[np.float64]:
    """How much each phrase tells: the rarer the more."""
    others = np.maximum(held - counts, 0)
    return np.maximum(np.log((others + 0.5) / (counts + 0.5)), LEAST_WEIGHT)


def _dampened(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a match is divided by in an argument of this many words."""
    relative = lengths / max(float(lengths.mean()), 1.0)
    return np.asarray(1 + SATURATION * (1 - LENGTH_COUNTS + LENGTH_COUNTS * relative))


@cache
def _stemmer() -> Stemmer:
    return Stemmer("porter")


def _lexemes(number: int, terms: Iterable[str]) -> list[str]:
    return indexed(number, _stemmer().stemWords(list(terms)))


def as_kept(row: IndexRow) -> tuple[str, int]:
    """The lexemes with their places, as PostgreSQL writes them, and how many words there are."""
    words = _lexemes(row.number, row.terms.split())
    placed = [f"'{word}':{min(place, LAST_PLACE)}" for place, word in enumerate(words, 1)]
    return " ".join([*placed, *(f"'{term}'" for term in indexed_marks(row.number, row.marks))]), len(words)


def queries_of(asked: AskedWords) -> list[str]:
    """As PostgreSQL writes them: one for each phrase, within the scope."""
    scope = [f"({' | '.join(_quoted(terms))})" for terms in scope_terms(asked.number, asked.scope)]
    return [" & ".join([_phrase(asked.number, phrase), *scope]) for phrase in asked.phrases]


def _phrase(number: int, phrase: str) -> str:
    return f"({' <-> '.join(_quoted(_lexemes(number, phrase.split())))})"


def _quoted(terms: Iterable[str]) -> list[str]:
    return [f"'{term}'" for term in terms]
