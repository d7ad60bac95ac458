"""The store can't do what was asked."""

from bot.errors.base import CasebookError


class StoreError(CasebookError):
    """The store can't do what was asked. Details of all: store."""


class StoreUnwritable(StoreError):
    """Details: store, reason."""

    wording = "store_unwritable"


class StoreNotOurs(StoreError):
    """The file is no SQLite database, is damaged, or belongs to another program. Details: store, reason."""

    wording = "store_not_ours"


class StoreTooNew(StoreError):
    """A newer Casebook wrote it. Details: store, found, known (schema versions)."""

    wording = "store_too_new"


class StoreLocked(StoreError):
    """Another process held the store for longer than we waited. Details: store, waited (seconds)."""

    wording = "store_locked"
    retryable = True


class StoreFull(StoreError):
    """The disk is full; the last save was undone. Details: store."""

    wording = "store_full"


class StoreUnsupported(StoreError):
    """No driver for this URL. Details: store."""

    wording = "store_unsupported"
