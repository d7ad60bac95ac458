"""The store: what was pasted, read and argued, kept by channel. The only package that speaks SQL."""

from contextlib import AbstractAsyncContextManager

from storage.kept import KeptArgument, KnownPost, PostFilter, StoreHealth
from storage.scope import Embedded, Scope
from storage.store import ChannelStore, Store

__all__ = [
    "ChannelStore",
    "Embedded",
    "KeptArgument",
    "KnownPost",
    "PostFilter",
    "Scope",
    "Store",
    "StoreHealth",
    "open_store",
]


def open_store(url: str, wait: float = 5.0) -> AbstractAsyncContextManager[Store]:
    raise NotImplementedError
