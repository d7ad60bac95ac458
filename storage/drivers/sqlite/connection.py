"""Where a store lies, how a connection to it is opened, and what its errors mean."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import W_OK, access
from pathlib import Path

import aiosqlite

from bot.errors import (
    CasebookError,
    NotText,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreNotOurs,
    StoreTooNew,
    StoreUnsupported,
    StoreUnwritable,
)
from storage.database import Contradiction
from storage.drivers.address import shown
from storage.drivers.sqlite.damage import APPLICATION_ID, is_damage, reason_of, was_ours
from storage.drivers.sqlite.index import SECURE, SECURE_FROM
from storage.migrations import KNOWN_SCHEMA, scripts_after

SCHEME = "sqlite:///"
MEMORY = ":memory:"

WHOSE = """SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
                  (SELECT count(*) FROM sqlite_master)"""
BEGIN = "BEGIN IMMEDIATE"
COMMIT = "COMMIT"
MARK_OURS = f"PRAGMA application_id = {APPLICATION_ID}"
MARK_SCHEMA = f"PRAGMA user_version = {KNOWN_SCHEMA}"

GIVES_PAGES_BACK = "PRAGMA auto_vacuum = INCREMENTAL"
"""Before the first table, or never; it waits for whoever writes."""

KEEPS_A_LOG = "PRAGMA journal_mode = WAL"
AGAIN = 0.02
"""Seconds between two tries of it."""

# FULL, because a save is acknowledged as being on disk: with NORMAL a power cut could take the last ones back. It
# costs a flush a transaction. `secure_delete` overwrites what is deleted with zeros. A save touches some fifty pages,
# most of them for its sketch: with SQLite's own thousand pages of log every twentieth would wait for a checkpoint.
WRITER = """
PRAGMA wal_autocheckpoint = 8000;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -8000;
"""
READER = """
PRAGMA query_only = ON;
PRAGMA cache_size = -16000;
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store lies. `wait`: seconds to wait for another process that holds it."""

    url: str
    path: str
    wait: float

    @property
    def in_memory(self) -> bool:
        return self.path == MEMORY

    @property
    def writable(self) -> bool:
        return self.in_memory or access(self.path, W_OK)


def place_of(url: str, wait: float) -> Place:
    """Errors: StoreUnsupported for what is not `sqlite:///PATH` or `sqlite:///:memory:`."""
    path = url.removeprefix(SCHEME)
    if path == url or not path:
        raise StoreUnsupported(store=shown(url))
    return Place(url, path, wait)


def connect(place: Place) -> aiosqlite.Connection:
    """To be entered with `async with`. Transactions are begun and ended by us alone."""
    return aiosqlite.connect(place.path, timeout=place.wait, isolation_level=None)


async def prepare_writer(connection: aiosqlite.Connection, place: Place) -> None:
    """Make the connection the one that writes, and the store one of this version.

    Errors: StoreNotOurs, StoreDamaged, StoreTooNew (nothing was changed), and what `meanings` names.
    """
    found = await _schema_of(connection, place)
    if not found:
        await connection.execute_fetchall(GIVES_PAGES_BACK)
    await _keep_a_log(connection, place)
    await connection.executescript(WRITER)
    if found < KNOWN_SCHEMA:
        await _migrate(connection, place)


async def _keep_a_log(connection: aiosqlite.Connection, place: Place) -> None:
    """As a copy of a store has none yet, and a new one. Of two that change to it at once SQLite lets one wait for
    nobody, since that one reads already: it is told at once that the store is locked, and tries again."""
    waited_until = time.monotonic() + place.wait
    while True:
        try:
            await connection.execute_fetchall(KEEPS_A_LOG)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() + AGAIN > waited_until:
                raise
        await asyncio.sleep(AGAIN)


async def prepare_reader(connection: aiosqlite.Connection) -> None:
    await connection.executescript(READER)


def check_place(place: Place) -> None:
    """Say plainly what SQLite would call 'unable to open'. Errors: StoreUnwritable, and what `meanings` names."""
    if place.in_memory:
        return
    path = Path(place.path)
    try:
        reason = _obstacle(path)
    except OSError as error:
        reason = str(error)
    if reason:
        raise StoreUnwritable(store=place.url, reason=reason)
    # What can't be opened at all fails here, and not in a thread of aiosqlite's that nobody waits for then.
    sqlite3.connect(place.path).close()


def _obstacle(path: Path) -> str | None:
    if not path.parent.is_dir():
        return f"there is no folder {path.parent}"
    if path.is_dir():
        return "it is a folder"
    if path.exists() and not access(path, W_OK):
        return "it is read-only"
    return None


async def _schema_of(connection: aiosqlite.Connection, place: Place) -> int:
    """The schema's version; 0 where there is nothing yet."""
    [(application, schema, tables)] = await connection.execute_fetchall(WHOSE)
    if application != APPLICATION_ID and (application or tables):
        raise _unreadable(place, "it is another program's SQLite database")
    if schema < 0:
        raise StoreDamaged(store=place.url, reason=f"it says that its schema is {schema}")
    if schema > KNOWN_SCHEMA:
        raise StoreTooNew(store=place.url, found=schema, known=KNOWN_SCHEMA)
    return int(schema) if application else 0


async def _migrate(connection: aiosqlite.Connection, place: Place) -> None:
    """All that is missing, in one transaction: another process that opens the store waits and finds it done."""
    await connection.execute(BEGIN)
    try:
        statements = [*scripts_after(await _schema_of(connection, place)), MARK_OURS, MARK_SCHEMA]
        if sqlite3.sqlite_version_info >= SECURE_FROM:
            statements.append(SECURE)
        # All handed over at once: the connection's thread takes them in this order.
        await asyncio.gather(*(connection.execute_fetchall(statement) for statement in statements))
        await connection.execute(COMMIT)
    finally:
        await connection.rollback()  # does nothing after a commit


@contextmanager
def meanings(place: Place) -> Iterator[None]:
    """Turn SQLite's errors inside the block into ours; what nobody can act on stays what it is."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Contradiction(str(error)) from error
    except sqlite3.Error as error:
        meant = _meaning(error, place)
        if meant is None:
            raise
        raise meant from error
    except UnicodeEncodeError as error:
        raise NotText(source="lone surrogates") from error


def _unreadable(place: Place, reason: str) -> CasebookError:
    return (StoreDamaged if was_ours(place.path) else StoreNotOurs)(store=place.url, reason=reason)


def _meaning(error: sqlite3.Error, place: Place) -> CasebookError | None:
    if is_damage(error):
        return _unreadable(place, reason_of(error))
    # Extended codes carry the primary one in their lowest byte.
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreLocked(store=place.url, waited=place.wait)
        case sqlite3.SQLITE_FULL:
            return StoreFull(store=place.url)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_IOERR:
            return StoreUnwritable(store=place.url, reason=str(error))
    return None
