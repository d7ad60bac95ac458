"""Which database a store's URL names."""

from contextlib import AbstractAsyncContextManager

from storage.database import Database
from storage.drivers.sqlite.database import open_sqlite

SERVERS = ("postgresql://", "postgres://")


def open_database(url: str, wait: float) -> AbstractAsyncContextManager[Database]:
    """Errors: as `open_store`'s."""
    if not url.startswith(SERVERS):
        return open_sqlite(url, wait)
    from storage.drivers.postgres.database import open_postgres  # who has a file need not wait for its client to load

    return open_postgres(url, wait)


async def migrate(url: str, wait: float) -> None:
    """Bring a database up to date. Errors: as `open_store`'s."""
    if not url.startswith(SERVERS):
        async with open_sqlite(url, wait):
            return
    from storage.drivers.postgres.database import migrate_postgres

    await migrate_postgres(url, wait)
