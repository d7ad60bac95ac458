"""Which database a store's URL names."""

from contextlib import AbstractAsyncContextManager

from storage.database import Database
from storage.drivers.sqlite.database import open_sqlite


def open_database(url: str, wait: float) -> AbstractAsyncContextManager[Database]:
    """Errors: as `open_store`'s."""
    return open_sqlite(url, wait)
