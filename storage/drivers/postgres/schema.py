"""Whether a database is a casebook's, and of which version; and bringing it up to date."""

from typing import TypeAlias

from bot.errors import StoreNotOurs, StoreOutdated, StoreTooNew, StoreUnfit
from storage.drivers.postgres.connection import PATIENCE, PATIENTLY, Connection
from storage.drivers.postgres.place import Place
from storage.migrations import KNOWN_SCHEMA, Dialect, scripts_after

LEAST_PGVECTOR = (0, 8)
"""The first that looks on in its graph until enough belongs to the channel."""
MIGRATING = 0x43534B42
"""The lock that whoever changes the schema holds: "CSKB", as in the head of SQLite's files."""

Version: TypeAlias = int

FOUND = "SELECT to_regclass('schema_version') IS NOT NULL, to_regclass('channels') IS NOT NULL"
VERSION = "SELECT version FROM schema_version"
LOCK = "SELECT pg_advisory_xact_lock($1)"
MARK_FIRST = "INSERT INTO schema_version (version) VALUES ($1)"
MARK = "UPDATE schema_version SET version = $1"
ENCODING = "SHOW server_encoding"
PGVECTOR = "SELECT default_version FROM pg_available_extensions WHERE name = 'vector'"


async def check(connection: Connection, place: Place) -> None:
    """Errors: StoreNotOurs, StoreTooNew, StoreOutdated where `casebook migrate` has to be run first."""
    found = await version_of(connection, place)
    if found < KNOWN_SCHEMA:
        raise StoreOutdated(store=place.shown, found=found, known=KNOWN_SCHEMA)


async def version_of(connection: Connection, place: Place) -> Version:
    """0 where there is nothing yet. Errors: StoreNotOurs, StoreTooNew."""
    ours, taken = await connection.fetchrow(FOUND)
    if not ours:
        if taken:
            raise StoreNotOurs(store=place.shown, reason="it holds another program's tables")
        return 0
    version = int(await connection.fetchval(VERSION))
    if version > KNOWN_SCHEMA:
        raise StoreTooNew(store=place.shown, found=version, known=KNOWN_SCHEMA)
    return version


async def migrate(connection: Connection, place: Place) -> None:
    """All that is missing, in one transaction: another process that does the same waits and finds it done.

    Processes of the version before go on meanwhile and afterwards: a migration only adds.
    """
    async with connection.transaction():
        await connection.execute(LOCK, MIGRATING)
        await connection.execute(PATIENTLY)
        version = await version_of(connection, place)
        if version == KNOWN_SCHEMA:
            return
        await _check_encoding(connection, place)
        await _check_pgvector(connection, place)
        for statement in scripts_after(version, Dialect.POSTGRES):
            await connection.execute(statement, timeout=PATIENCE)
        await connection.execute(MARK if version else MARK_FIRST, KNOWN_SCHEMA)


async def _check_encoding(connection: Connection, place: Place) -> None:
    encoding = await connection.fetchval(ENCODING)
    if encoding != "UTF8":
        raise StoreUnfit(store=place.shown, reason=f"its database is in {encoding}, and UTF8 is needed")


async def _check_pgvector(connection: Connection, place: Place) -> None:
    version = await connection.fetchval(PGVECTOR)
    if version is None:
        raise StoreUnfit(store=place.shown, reason="its server lacks the extension pgvector")
    if tuple(int(part) for part in version.split(".")[:2]) < LEAST_PGVECTOR:
        raise StoreUnfit(store=place.shown, reason=f"its server has pgvector {version}, and 0.8 is needed")
