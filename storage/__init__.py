"""The store: what was pasted, read and argued, kept by channel. The only package that speaks SQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.arrivals import Arrival
from storage.cases import Heap, Heaps, SideTotal
from storage.digests import Claim as DigestClaim
from storage.drivers import open_database
from storage.grouping import Grouping, Places, Unplaced
from storage.history import Spoken, Week, Weeks
from storage.kept import KeptArgument, KnownPost, PostFilter, Remembered, Revision, Saver, StoreHealth
from storage.point_links import Facing, Link
from storage.point_texts import Phrase, Worth
from storage.points import Means, Told
from storage.scope import Embedded, Scope
from storage.store import ChannelStore, Store
from storage.usage import Reserved

__all__ = [
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
    "Weeks",
    "Worth",
    "open_store",
]


@asynccontextmanager
async def open_store(url: str, wait: float = 5.0) -> AsyncIterator[Store]:
    """Open a store, make it one where there is none, and bring its schema up to date.

    `url`: `sqlite:///relative.db`, `sqlite:////absolute.db` or `sqlite:///:memory:`.
    Units:  `wait` are the seconds to wait for another process that holds the store.
    Errors: StoreUnsupported, StoreUnwritable, StoreNotOurs, StoreTooNew, StoreLocked, StoreFull. Nothing changes then.
    """
    async with open_database(url, wait) as database:
        yield Store(database)
