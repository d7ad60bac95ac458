"""One writer and a few readers on one store.

Writes are transactions, one after another. Reads run beside them on connections of their own and see what was
committed. A task that is cancelled leaves no transaction behind.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiosqlite

from storage.drivers import sqlite
from storage.drivers.sqlite import Place, meanings
from storage.rows import Row

MOST_READERS = 3

BEGIN_READING = "BEGIN"
COMMIT = "COMMIT"
GIVE_BACK_PAGES = "PRAGMA incremental_vacuum"
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


def _numbered(values: Sequence[Any]) -> dict[str, Any]:
    # SQLite takes PostgreSQL's $1, $2, … as the names "1", "2", …
    return {str(number): value for number, value in enumerate(values, 1)}


class Session:
    """Statements on one connection. Values stand for $1, $2, … in their order."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: Any) -> list[Row]:
        return [tuple(row) for row in await self._connection.execute_fetchall(sql, _numbered(values))]

    async def row(self, sql: str, *values: Any) -> Row | None:
        return next(iter(await self.rows(sql, *values)), None)

    async def one(self, sql: str, *values: Any) -> Row:
        """For a statement that always gives one row."""
        [row] = await self.rows(sql, *values)
        return row

    async def run(self, sql: str, *values: Any) -> None:
        await self._connection.execute_fetchall(sql, _numbered(values))

    async def run_many(self, sql: str, many: Iterable[Sequence[Any]]) -> None:
        """The same statement for each of `many` values, in one go."""
        await self._connection.executemany(sql, [_numbered(values) for values in many])


async def _undo(connection: aiosqlite.Connection) -> None:
    """End what transaction there is, even if this task is cancelled again meanwhile."""
    undoing = asyncio.ensure_future(connection.rollback())
    while not undoing.done():
        try:
            await asyncio.shield(undoing)
        except asyncio.CancelledError:
            continue  # whoever called us is unwinding already, and raises what it unwinds for


class Database:
    """An open store. Made by `open_database` alone."""

    def __init__(self, place: Place, writer: aiosqlite.Connection, opened: AsyncExitStack) -> None:
        self.place = place
        self._writer = writer
        self._writing = asyncio.Lock()
        self._opened = opened
        self._idle: list[aiosqlite.Connection] = []
        self._opening: set[asyncio.Task[None]] = set()
        self._readers = asyncio.Semaphore(MOST_READERS)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """A transaction: on disk when the block ends, undone when it raises or is cancelled."""
        async with self._writing:
            with meanings(self.place):
                try:
                    await self._writer.execute_fetchall(sqlite.BEGIN)
                    yield Session(self._writer)
                    await self._writer.execute_fetchall(COMMIT)
                except BaseException:
                    await _undo(self._writer)
                    raise

    @asynccontextmanager
    async def rehearsing(self) -> AsyncIterator[Session]:
        """A transaction that is undone in any case."""
        async with self._writing:
            with meanings(self.place):
                try:
                    await self._writer.execute_fetchall(sqlite.BEGIN)
                    yield Session(self._writer)
                finally:
                    await _undo(self._writer)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """Statements that see one and the same state of the store."""
        async with self._borrowed() as connection:
            with meanings(self.place):
                try:
                    await connection.execute_fetchall(BEGIN_READING)
                    yield Session(connection)
                finally:
                    await _undo(connection)

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[Session]:
        """Statements that need not see the same state: without a transaction each is faster."""
        async with self._borrowed() as connection:
            with meanings(self.place):
                yield Session(connection)

    @asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[aiosqlite.Connection]:
        if self.place.in_memory:
            # Another connection would see another memory.
            async with self._writing:
                yield self._writer
            return
        async with self._readers:
            if not self._idle:
                await self._open_reader()
            connection = self._idle.pop()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    async def _open_reader(self) -> None:
        # In a task of its own: a connection that is cancelled while it opens would be lost and never closed.
        opening = asyncio.create_task(self._add_reader())
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)
        await asyncio.shield(opening)

    async def _add_reader(self) -> None:
        with meanings(self.place):
            connection = await self._opened.enter_async_context(sqlite.connect(self.place))
            await sqlite.prepare_reader(connection)
            self._idle.append(connection)

    async def scrub(self) -> None:
        """Give freed pages back and empty the log, so that what was deleted stands in no file any more.

        Where another process reads for longer than we wait, the log keeps it until the next time, or until the last
        process closes the store.
        """
        async with self._writing:
            with meanings(self.place):
                await self._writer.execute_fetchall(GIVE_BACK_PAGES)
                await self._writer.execute_fetchall(EMPTY_LOG)

    async def settled(self) -> None:
        """Wait for readers that are still being opened."""
        await asyncio.gather(*self._opening, return_exceptions=True)


@asynccontextmanager
async def open_database(place: Place) -> AsyncIterator[Database]:
    sqlite.check_place(place)
    async with AsyncExitStack() as opened:
        with meanings(place):
            writer = await opened.enter_async_context(sqlite.connect(place))
            await sqlite.prepare_writer(writer, place)
        database = Database(place, writer, opened)
        try:
            yield database
        finally:
            await database.settled()
