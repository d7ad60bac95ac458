"""A pool of connections to one database, and what the store asks of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from bot.domain.post import ChannelId
from bot.errors import StoreUncertain
from storage.database import Session, Write
from storage.drivers.postgres import erased, schema
from storage.drivers.postgres.connection import (
    PATIENCE,
    PATIENTLY,
    Connection,
    Transaction,
    borrowed,
    open_pool,
    settings_of,
)
from storage.drivers.postgres.dialect import spoken
from storage.drivers.postgres.index import LexemeIndex
from storage.drivers.postgres.meaning import GraphIndex
from storage.drivers.postgres.place import FAILURES, Place, is_refusal, meanings, place_of
from storage.drivers.postgres.turns import Turns
from storage.ending import to_the_end
from storage.kept import StoreHealth
from storage.rows import Row

# Sorted, so that of two that want the same two channels none waits for the other for good.
LOCK = """SELECT pg_advisory_xact_lock(key) FROM (
              SELECT hashtextextended(channel, 0) AS key FROM unnest($1::text[]) AS channel ORDER BY key) AS sorted"""
HEALTH = """SELECT version, current_setting('server_version'), (
                SELECT extversion FROM pg_extension WHERE extname = 'vector'),
                pg_database_size(current_database()), current_setting('transaction_read_only') = 'on'
            FROM schema_version"""


class PostgresSession(Session):
    """`longest`: seconds for a statement; None for what all others may take."""

    def __init__(self, connection: Connection, place: Place, longest: float | None = None) -> None:
        super().__init__(LexemeIndex())
        self._connection = connection
        self._place = place
        self._longest = longest
        # A connection does one thing at a time; who has several for it need not know.
        self._turn = asyncio.Lock()

    async def rows(self, sql: str, *values: Any) -> list[Row]:
        async with self._turn:
            with meanings(self._place):
                rows = await self._connection.fetch(spoken(sql), *values, timeout=self._longest)
                return [tuple(row) for row in rows]

    async def run(self, sql: str, *values: Any) -> None:
        async with self._turn:
            with meanings(self._place):
                await self._connection.execute(spoken(sql), *values, timeout=self._longest)

    async def write(self, *writes: Write) -> None:
        async with self._turn:
            with meanings(self._place):
                for write in writes:
                    if write.many:
                        await self._connection.executemany(spoken(write.sql), write.many, timeout=self._longest)

    async def keep(self, transaction: Transaction) -> None:
        """Commit after what is still under way, even if this task is cancelled meanwhile."""
        await to_the_end(self._commit(transaction))

    async def undo(self, transaction: Transaction) -> None:
        """Roll back after what is still under way, even if this task is cancelled meanwhile."""
        await to_the_end(self._roll_back(transaction))

    async def _commit(self, transaction: Transaction) -> None:
        """Errors: StoreUncertain where it was asked for and no answer came that says what became of it."""
        async with self._turn:
            with meanings(self._place):
                is_asked = not self._connection.is_closed()
                try:
                    await transaction.commit()
                except FAILURES as error:
                    if is_asked and not is_refusal(error):
                        raise StoreUncertain(store=self._place.shown) from error
                    raise

    async def _roll_back(self, transaction: Transaction) -> None:
        """What went wrong is told already: where this does too, the connection is closed, and the server does it."""
        async with self._turn:
            try:
                async with asyncio.timeout(self._place.wait):
                    await transaction.rollback()
            except FAILURES:
                with suppress(asyncpg.InterfaceError):  # it was closed already
                    self._connection.terminate()

    async def announce(self, channel_id: ChannelId) -> None:
        told = channel_id if len(channel_id.encode()) <= erased.LONGEST_PAYLOAD else ""
        await self.run(erased.TELL, erased.CHANNEL, told)


class PostgresDatabase:
    """Made by `open_postgres` alone."""

    def __init__(self, place: Place, pool: Connection) -> None:
        self._place = place
        self._pool = pool
        self._turns = Turns(place)
        self.meaning = GraphIndex(pool, place)

    @asynccontextmanager
    async def writing(self, *channels: ChannelId) -> AsyncIterator[Session]:
        async with self._turns.turn(channels), borrowed(self._pool, self._place) as connection:
            session, transaction = PostgresSession(connection, self._place), connection.transaction()
            try:
                with meanings(self._place):
                    await transaction.start()
                if channels:
                    await session.run(LOCK, list(dict.fromkeys(channels)))
                yield session
            except BaseException:
                await session.undo(transaction)
                raise
            await session.keep(transaction)

    @asynccontextmanager
    async def rehearsing(self) -> AsyncIterator[Session]:
        async with self._undone(PATIENCE) as session:
            await session.run(PATIENTLY)
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with self._undone(isolation="repeatable_read", readonly=True) as session:
            yield session

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[Session]:
        async with borrowed(self._pool, self._place) as connection:
            yield PostgresSession(connection, self._place)

    @asynccontextmanager
    async def _undone(self, longest: float | None = None, **how: Any) -> AsyncIterator[Session]:
        """A transaction of which nothing stays."""
        async with borrowed(self._pool, self._place) as connection:
            session, transaction = PostgresSession(connection, self._place, longest), connection.transaction(**how)
            try:
                with meanings(self._place):
                    await transaction.start()
                yield session
            finally:
                await session.undo(transaction)

    async def scrub(self) -> None:
        """The server's autovacuum gives the room to what comes next; no file of it is anybody's to read."""

    async def health(self) -> StoreHealth:
        async with self.glancing() as session:
            version, server, pgvector, size, read_only = await session.one(HEALTH)
        return StoreHealth(
            location=self._place.shown,
            engine=f"PostgreSQL {server.split()[0]}, pgvector {pgvector}",
            schema=version,
            size_bytes=size,
            journal_mode="wal",
            writable=not read_only,
        )

    def erased(self) -> AsyncIterator[ChannelId | None]:
        return erased.listen(self._place)


@asynccontextmanager
async def open_postgres(url: str, wait: float) -> AsyncIterator[PostgresDatabase]:
    """A database in which nothing is yet gets its tables; an older one is left to `migrate_postgres`.

    Errors: as `open_store`'s.
    """
    place = place_of(url, wait)
    await _ready(place)
    async with open_pool(place) as pool:
        yield PostgresDatabase(place, pool)


async def _ready(place: Place) -> None:
    async with _connected(place) as connection:
        if not await schema.version_of(connection, place):
            await schema.migrate(connection, place)
        await schema.check(connection, place)


async def migrate_postgres(url: str, wait: float) -> None:
    """Errors: as `open_store`'s."""
    place = place_of(url, wait)
    async with _connected(place) as connection:
        await schema.migrate(connection, place)


@asynccontextmanager
async def _connected(place: Place) -> AsyncIterator[Connection]:
    with meanings(place):
        connection = await asyncpg.connect(place.url, **settings_of(place))
        try:
            yield connection
        finally:
            connection.terminate()
