"""An examination of a PostgreSQL database. Its keys hold, and its own tools look for damaged pages."""

from collections.abc import Sequence

from bot.domain.post import ChannelId
from storage.database import Session
from storage.drivers.postgres.index import as_kept
from storage.rows import Row
from storage.verify.rules import Rule
from storage.verify.rules_of_arguments import Spoilt
from storage.words import IndexRow, Marks

ROWS_AT_A_TIME = 5000

CHANNELS = "SELECT channel_id, number FROM channels ORDER BY channel_id"
KEPT_WORDS = """SELECT a.position, t.terms, a.subject_key, a.stance, a.aspect, a.holder FROM arguments a
                JOIN argument_texts t ON t.channel_id = a.channel_id AND t.position = a.position
                WHERE a.channel_id = $1 AND a.position > $2 ORDER BY a.position LIMIT $3"""
UNLIKE = """SELECT count(*) FILTER (WHERE w.position IS NULL),
                   count(*) FILTER (WHERE w.lexemes <> e.lexemes::tsvector OR w.length <> e.length)
            FROM unnest($2::bigint[], $3::text[], $4::bigint[]) AS e (position, lexemes, length)
            LEFT JOIN words w ON w.channel_id = $1 AND w.position = e.position"""
STRAY = """SELECT count(*) FROM words w WHERE NOT EXISTS (
               SELECT 1 FROM argument_texts t WHERE t.channel_id = w.channel_id AND t.position = w.position)"""
EMPTY_WORDS = "DELETE FROM words WHERE channel_id IS NOT NULL"


class PostgresExamination:
    orphans: Sequence[Rule] = ()
    spoilt: Sequence[Spoilt] = ()

    async def damage(self, session: Session) -> list[str]:  # noqa: ARG002
        return []

    async def lost_indexes(self, session: Session) -> list[str]:  # noqa: ARG002
        return []

    async def index_anew(self, session: Session) -> None:
        """Nothing of it is told to be lost: `REINDEX` and `amcheck` are for who runs the server."""

    async def unlike_words(self, session: Session) -> list[str]:
        [misplaced] = await session.one(STRAY)
        unlike = 0
        for channel_id, number in await session.rows(CHANNELS):
            after = 0
            while rows := await session.rows(KEPT_WORDS, channel_id, after, ROWS_AT_A_TIME):
                missing, different = await session.one(UNLIKE, channel_id, *_expected(number, rows))
                misplaced, unlike, after = misplaced + missing, unlike + different, rows[-1][0]
        found = [f"arguments that stand in only one of the store and its words index: {misplaced}"] if misplaced else []
        return [*found, f"words that the index counts differently: {unlike}"] if unlike else found

    async def empty_words(self, session: Session) -> None:
        await session.run(EMPTY_WORDS)


def _expected(number: int, rows: Sequence[Row]) -> tuple[list[int], list[str], list[int]]:
    """Positions, lexemes and lengths."""
    kept = [as_kept(IndexRow(ChannelId(""), number, row[0], row[1], Marks(*row[2:]))) for row in rows]
    return [row[0] for row in rows], [lexemes for lexemes, _ in kept], [length for _, length in kept]
