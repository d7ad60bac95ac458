"""One writer and a few readers on one store.

Writes are transactions, one after another. Reads run beside them on connections of their own and see what was
committed. A task that is cancelled leaves no transaction behind.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.domain.post import ChannelId
from bot.errors import NotText, StoreFull, StoreLocked
from storage.database import Session, Write
from storage.drivers.sqlite import connection as sqlite
from storage.drivers.sqlite.connection import Place, meanings
from storage.drivers.sqlite.index import FtsIndex
from storage.ending import to_the_end
from storage.kept import StoreHealth
from storage.rows import Row

MOST_READERS = 3
AT_HAND = 1024
"""Rows that a processor's cache holds while something is made of them."""

BEGIN_READING = "BEGIN"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"
GIVE_BACK_PAGES = "PRAGMA incremental_vacuum"
EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
STATE = "SELECT (SELECT user_version FROM pragma_user_version), (SELECT journal_mode FROM pragma_journal_mode)"


T = TypeVar("T")


def _numbered(values: Sequence[Any]) -> dict[str, Any]:
    """Errors: NotText of what SQLite would take, and no server."""
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise NotText(source="NUL")
    # SQLite takes PostgreSQL's $1, $2, … as the names "1", "2", …
    return {str(number): value for number, value in enumerate(values, 1)}


class SqliteSession(Session):
    """Statements in a connection's own thread. Each way there and back takes as long as a small statement does, and on
    a busy machine longer: what gives nothing back goes there together with the next that does."""

    def __init__(self, connection: aiosqlite.Connection, *, begins: bool = False) -> None:
        super().__init__(FtsIndex())
        self._connection = connection
        self._begins = begins
        self._refused: sqlite3.Error | None = None
        self._waiting: list[Write] = []

    async def rows(self, sql: str, *values: Any) -> list[Row]:
        return await self._in_its_thread(partial(self._fetched, sql, values))

    async def each(self, take: Callable[[Sequence[Row]], None], sql: str, *values: Any) -> None:
        await self._in_its_thread(partial(self._handed_over, take, sql, values))

    async def run(self, sql: str, *values: Any) -> None:
        await self.rows(sql, *values)

    async def write(self, *writes: Write) -> None:
        """Errors of these are told by what comes after them."""
        self._waiting += writes

    async def end(self, sql: str) -> None:
        """Do what waits, and end the transaction."""
        await self._in_its_thread(partial(self._fetched, sql, ()))

    async def _in_its_thread(self, work: Callable[[], T]) -> T:
        waiting, self._waiting = self._waiting, []
        # aiosqlite has no other door to it.
        done: T = await self._connection._execute(self._done, waiting, work)  # type: ignore[no-untyped-call]
        return done

    def _done(self, waiting: Sequence[Write], work: Callable[[], T]) -> T:
        if self._begins:
            self._begin()
        for write in waiting:
            # Closed here: a cursor that is dropped in another thread resets its statement, whoever runs that then.
            self._connection._conn.executemany(write.sql, map(_numbered, write.many)).close()
        return work()

    def _begin(self) -> None:
        """Tried once: what was handed over beside the first statement would wait as long again for whoever writes."""
        if self._refused is not None:
            raise self._refused
        try:
            self._connection._conn.execute(sqlite.BEGIN).close()
        except sqlite3.Error as error:
            self._refused = error
            raise
        self._begins = False

    def _fetched(self, sql: str, values: Sequence[Any]) -> list[Row]:
        with closing(self._connection._conn.execute(sql, _numbered(values))) as cursor:
            return cursor.fetchall()

    def _handed_over(self, take: Callable[[Sequence[Row]], None], sql: str, values: Sequence[Any]) -> None:
        with closing(self._connection._conn.execute(sql, _numbered(values))) as cursor:
            while rows := cursor.fetchmany(AT_HAND):
                take(rows)

    async def announce(self, channel_id: ChannelId) -> None:
        """Nobody is told: each search looks whether anything changed."""


class SqliteDatabase:
    """An open file. Made by `open_sqlite` alone."""

    meaning = None

    def __init__(self, place: Place, writer: aiosqlite.Connection, opened: AsyncExitStack) -> None:
        self.place = place
        self._writer = writer
        self._writing = asyncio.Lock()
        self._opened = opened
        self._idle: list[aiosqlite.Connection] = []
        self._readers = asyncio.Semaphore(MOST_READERS)

    @asynccontextmanager
    async def writing(self, *channels: ChannelId) -> AsyncIterator[Session]:  # noqa: ARG002 - one writer for all
        async with self._writing:
            with meanings(self.place):
                session = SqliteSession(self._writer, begins=True)
                try:
                    yield session
                    await session.end(COMMIT)
                except BaseException:
                    await to_the_end(self._writer.rollback())
                    raise

    @asynccontextmanager
    async def rehearsing(self) -> AsyncIterator[Session]:
        async with self._writing:
            with meanings(self.place):
                session = SqliteSession(self._writer, begins=True)
                try:
                    yield session
                    await session.end(ROLLBACK)
                finally:
                    await to_the_end(self._writer.rollback())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        async with self._borrowed() as connection:
            with meanings(self.place):
                try:
                    await connection.execute_fetchall(BEGIN_READING)
                    yield SqliteSession(connection)
                finally:
                    await to_the_end(connection.rollback())

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[Session]:
        async with self._borrowed() as connection:
            with meanings(self.place):
                yield SqliteSession(connection)

    @asynccontextmanager
    async def _borrowed(self) -> AsyncIterator[aiosqlite.Connection]:
        if self.place.in_memory:
            # Another connection would see another memory.
            async with self._writing:
                yield self._writer
            return
        async with self._readers:
            while not self._idle:  # one that was just opened may be taken by another who came at that moment
                await to_the_end(self._add_reader())
            connection = self._idle.pop()
            try:
                yield connection
            finally:
                self._idle.append(connection)

    async def _add_reader(self) -> None:
        with meanings(self.place):
            connection = await self._opened.enter_async_context(sqlite.connect(self.place))
            await sqlite.prepare_reader(connection)
            self._idle.append(connection)

    async def scrub(self) -> None:
        """After a deletion: empty the log, in which the deleted text still stands, and give the freed pages back.

        Where another process reads for longer than we wait, the log keeps it until the next time, or until the last
        process closes the store.
        """
        async with self._writing:
            # What was to be deleted is deleted. Only room is lost where there is no time or place for this now.
            with suppress(StoreLocked, StoreFull), meanings(self.place):
                # As a script: as a statement it would stop after its first page.
                await self._writer.executescript(GIVE_BACK_PAGES)
            with meanings(self.place):
                await self._writer.execute_fetchall(EMPTY_LOG)

    async def health(self) -> StoreHealth:
        async with self.glancing() as session:
            schema, journal_mode = await session.one(STATE)
        return StoreHealth(
            location=self.place.url,
            engine=f"SQLite {sqlite3.sqlite_version}",
            schema=schema,
            size_bytes=0 if self.place.in_memory else _size(Path(self.place.path)),
            journal_mode=journal_mode,
            writable=self.place.writable,
        )

    async def erased(self) -> AsyncIterator[ChannelId | None]:
        for nothing in tuple[ChannelId, ...]():
            yield nothing


def _size(path: Path) -> int:
    parts = [path, path.with_name(f"{path.name}-wal")]
    return sum(part.stat().st_size for part in parts if part.exists())


@asynccontextmanager
async def open_sqlite(url: str, wait: float) -> AsyncIterator[SqliteDatabase]:
    """Errors: as `open_store`'s."""
    place = sqlite.place_of(url, wait)
    async with AsyncExitStack() as opened:
        with meanings(place):
            sqlite.check_place(place)
            # To the end: a connection that is cancelled while it opens is lost to aiosqlite, and never closed.
            writer = await to_the_end(opened.enter_async_context(sqlite.connect(place)))
            await sqlite.prepare_writer(writer, place)
        yield SqliteDatabase(place, writer, opened)
