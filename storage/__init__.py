"""The store: what was pasted, read and argued, kept by channel. The only package that speaks SQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.arrivals import Arrival
from storage.cases import Heap, Heaps, SideTotal
from storage.digests import Claim as DigestClaim
from storage.drivers import migrate, open_database
from storage.grouping import Grouping, Places, Unplaced
from storage.history import Argued, Spoken, Week
from storage.kept import (
    KeptArgument,
    KnownPost,
    PostFilter,
    ReadPaste,
    Remembered,
    Revision,
    Saver,
    StoreHealth,
    found_by,
)
from storage.point_links import Facing, Link
from storage.point_texts import Phrase, Worth
from storage.points import Means, Told
from storage.scope import Embedded, Scope
from storage.store import ChannelStore, Store
from storage.usage import Reserved

__all__ = [
    "Argued",
    "Arrival",
    "ChannelStore",
    "DigestClaim",
    "Embedded",
    "Facing",
    "Grouping",
    "Heap",
    "Heaps",
    "KeptArgument",
    "KnownPost",
    "Link",
    "Means",
    "Phrase",
    "Places",
    "PostFilter",
    "ReadPaste",
    "Remembered",
    "Reserved",
    "Revision",
    "Saver",
    "Scope",
    "SideTotal",
    "Spoken",
    "Store",
    "StoreHealth",
    "Told",
    "Unplaced",
    "Week",
    "Worth",
    "found_by",
    "migrate_store",
    "open_store",
]


@asynccontextmanager
async def open_store(url: str, wait: float = 5.0) -> AsyncIterator[Store]:
    """Open a store, and make it one where there is none. A file's schema is brought up to date; a server's, which other
    programs may use just now, only by `migrate_store`.

    `url`: `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite:///:memory:`, or
           `postgresql://name:password@host:port/database`, as libpq writes it.
    Units:  `wait` are the seconds to wait for another process that holds the store, or what is to be written in it.
    Errors: StoreUnsupported, StoreUnwritable, StoreNotOurs, StoreDamaged, StoreTooNew, StoreLocked, StoreFull;
            StoreUnreachable, StoreOutdated, StoreUnfit of a server. Nothing changes then.
    """
    async with open_database(url, wait) as database:
        yield Store(database)


async def migrate_store(url: str, wait: float = 5.0) -> None:
    """Bring a store's schema up to date. Whoever uses it may go on meanwhile. Errors: as `open_store`."""
    await migrate(url, wait)
