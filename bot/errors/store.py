"""The store can't do what was asked."""

from bot.errors.base import CasebookError


class StoreError(CasebookError):
    """The store can't do what was asked. Details of all: store."""


class StoreUnwritable(StoreError):
    """Details: store, reason."""

    wording = "store_unwritable"


class StoreNotOurs(StoreError):
    """The file is no SQLite database, or belongs to another program. Details: store, reason."""

    wording = "store_not_ours"


class StoreDamaged(StoreError):
    """It is ours, and something in it can't be read as what it was written as. Nothing was written. Details: store,
    reason."""

    wording = "store_damaged"


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


class StoreMissing(StoreError):
    """There is no store to copy. Details: store."""

    wording = "store_missing"


class StoreOnServer(StoreError):
    """It is no file: what its database server has for that copies it. Details: store."""

    wording = "store_on_server"


class BackupExists(StoreError):
    """Where the copy was to be is something already. Nothing of it was changed. Details: store, path."""

    wording = "backup_exists"


class BackupFailed(StoreError):
    """No copy could be written, and no part of one is left. Details: store, path, reason."""

    wording = "backup_failed"


class StoreUnreachable(StoreError):
    """Its server can't be reached, or turned us away. Details: store, reason."""

    wording = "store_unreachable"
    retryable = True


class StoreUncertain(StoreUnreachable):
    """It didn't answer when it was told to keep what it was given: all of it was kept, or nothing. Details: store."""

    wording = "store_uncertain"


class StoreOutdated(StoreError):
    """An older Casebook wrote it, and others may be using it. Details: store, found, known (schema versions)."""

    wording = "store_outdated"


class StoreUnfit(StoreError):
    """Its server lacks what is needed. Details: store, reason."""

    wording = "store_unfit"
