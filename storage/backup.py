"""A copy of a store as it is at one moment, while others go on writing to it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path

from bot.errors import (
    BackupExists,
    BackupFailed,
    StoreDamaged,
    StoreMissing,
    StoreNotOurs,
    StoreOnServer,
    StoreUnsupported,
)
from storage.drivers import SERVERS
from storage.drivers.address import shown
from storage.drivers.sqlite.connection import MEMORY, SCHEME, Place, meanings
from storage.drivers.sqlite.damage import APPLICATION_ID

WAIT = 30.0
"""Seconds to wait for a process that just opens or closes the store."""

WHOSE = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)"
# What is copied is one moment's state, without the pages in which deleted rows stood. Writers go on meanwhile.
COPY = "VACUUM INTO $1"
CHECK = "PRAGMA quick_check(1)"
WHOLE = "ok"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made. It is a store itself: to go back to it is to open it."""

    path: Path
    size_bytes: int

    @property
    def url(self) -> str:
        return f"{SCHEME}{self.path.absolute()}"


def back_up(url: str, path: Path) -> Backup:
    """Copy the store at `url` into a new file, whole or not at all; it is on disk when this returns.

    Errors: StoreOnServer, StoreUnsupported, StoreMissing, StoreNotOurs, StoreDamaged, StoreLocked; BackupExists,
    BackupFailed. Then nothing was written, or all of it was taken away again.
    """
    place = _source(url)
    # Beside its place until it is whole: a process that is killed leaves nothing there that looks like a backup.
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _saying_why(place, path):
        if os.path.lexists(path):
            raise BackupExists(store=place.url, path=str(path))
        try:
            part.touch(mode=0o600, exist_ok=False)  # only who runs the bot may read it
            _copy(place, part)
            _put_on_disk(part)
            _name(part, path)
            _put_on_disk(path.absolute().parent)
        finally:
            part.unlink(missing_ok=True)
    return Backup(path, path.stat().st_size)


def _source(url: str) -> Place:
    """Errors: StoreOnServer, StoreUnsupported, StoreMissing."""
    if url.startswith(SERVERS):
        raise StoreOnServer(store=shown(url))
    path = url.removeprefix(SCHEME)
    if path == url or not path:
        raise StoreUnsupported(store=shown(url))
    if path == MEMORY or not Path(path).exists():
        raise StoreMissing(store=url)
    return Place(url, path, WAIT)


@contextmanager
def _saying_why(place: Place, path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:  # somebody was faster
        raise BackupExists(store=place.url, path=str(path)) from error
    except OSError as error:
        raise BackupFailed(store=place.url, path=str(path), reason=error.strerror or str(error)) from error


def _copy(place: Place, part: Path) -> None:
    source = f"{Path(place.path).absolute().as_uri()}?mode=rw"  # never makes one
    with meanings(place), closing(sqlite3.connect(source, uri=True, timeout=WAIT, isolation_level=None)) as store:
        application, tables = store.execute(WHOSE).fetchone()
        if application != APPLICATION_ID or not tables:
            raise StoreNotOurs(store=place.url, reason="it is another program's SQLite database")
        try:
            store.execute(COPY, {"1": str(part)})
        except sqlite3.OperationalError as error:
            raise _not_copied(error) from error
    with closing(sqlite3.connect(part)) as copy, meanings(place):
        [(found,)] = copy.execute(CHECK).fetchall()
    if found != WHOLE:
        raise StoreDamaged(store=place.url, reason=found)


def _not_copied(error: sqlite3.OperationalError) -> Exception:
    """What SQLite says of the file that it writes to it says as if it were the store."""
    match error.sqlite_errorcode & 0xFF:
        case sqlite3.SQLITE_FULL:
            return OSError(ENOSPC, os.strerror(ENOSPC))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_IOERR:
            return OSError(str(error))
    return error


def _put_on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(part: Path, path: Path) -> None:
    """Give the copy its name, where nothing has that name meanwhile. Errors: FileExistsError, OSError."""
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as on many a stick
        path.touch(exist_ok=False)
        part.replace(path)
