"""Where a server is, and what its errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import asyncpg

from bot.errors import (
    CasebookError,
    NotText,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreUnfit,
    StoreUnreachable,
    StoreUnsupported,
    StoreUnwritable,
)
from storage.database import Contradiction
from storage.drivers.address import shown

# Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html
FULL = ("53100",)
GONE = ("08", "57P", "53", "25P03", "25P04")
"""No connection, it is shut down or starts, it has no memory or no room for more connections, and a transaction that it
ended because nothing happened in it."""
REFUSED = ("28", "3D")
"""Who asks is not let in, or the database is not there."""
BUSY = ("55P03", "57014", "40")
"""A lock that was not free in time, a statement that took too long, a deadlock."""
READ_ONLY = ("25006", "42501")
LACKING = ("0A000", "58P01")
"""A feature, or a file of an extension."""
DAMAGED = ("XX001", "XX002", "58030")
"""What is read is not what was written, or can't be read at all."""
NO_MORE_ROOM = "could not extend file"
"""Beside the code of an internal error: a quota is used up, for which the server has no code."""
NO_FILE = "could not open file"
"""Beside the code of a missing file: it is not an extension's, but one with what was kept."""
NO_TEXT = ("22021", "22P05")
NO_JSON = ("22P02",)
"""Of what is handed over as a text to be read, lists are the only thing that a person has a part in."""
CONTRADICTING = ("23",)

LOST = (asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""The connection, which the client may find out before or after it asks."""
FAILURES = (asyncpg.PostgresError, *LOST)
"""All that a server, or the way to it, may come to; those that took too long too."""


@dataclass(frozen=True, slots=True)
class Place:
    """`shown` is what may stand in a message: neither password nor who asks. `wait`: seconds to wait for a connection,
    and for whoever else writes to the same channel."""

    url: str
    shown: str
    wait: float


def place_of(url: str, wait: float) -> Place:
    """Errors: StoreUnsupported where it can't be read as an address."""
    try:
        hosts = urlsplit(url).netloc.rpartition("@")[2].split(",")
    except ValueError as error:
        raise StoreUnsupported(store=shown(url)) from error
    ports = [host.rpartition("]")[2].partition(":")[2] for host in hosts]
    if any(port and not port.isdecimal() for port in ports):
        raise StoreUnsupported(store=shown(url))
    return Place(url, shown(url), wait)


@contextmanager
def meanings(place: Place) -> Iterator[None]:
    """Turn the server's errors inside the block into ours; what nobody can act on stays what it is."""
    try:
        yield
    except asyncpg.PostgresError as error:
        meant = _meaning(error, place)
        if meant is None:
            raise
        raise meant from error
    except TimeoutError as error:
        raise StoreLocked(store=place.shown, waited=place.wait) from error
    except LOST as error:
        raise StoreUnreachable(store=place.shown, reason=_reason(error)) from error


def is_refusal(error: Exception) -> bool:
    """Whether a server answered that it undid what it was to keep. One that ends the session may have kept it, and
    what the client says by itself has no severity."""
    return isinstance(error, asyncpg.PostgresError) and error.severity_en == "ERROR"


def _meaning(error: asyncpg.PostgresError, place: Place) -> Exception | None:
    code, reason = error.sqlstate or "", _reason(error)
    if isinstance(error.__cause__, UnicodeEncodeError) or code.startswith(NO_JSON):
        return NotText(source="lone surrogates")
    if code.startswith(CONTRADICTING):
        return Contradiction(reason)
    if code.startswith(NO_TEXT):
        return NotText(source="NUL")
    if code.startswith(BUSY):
        return StoreLocked(store=place.shown, waited=place.wait)
    return _of_the_server(code, reason, place)


def _reason(error: Exception) -> str:
    """In one line that goes on; without the details, in which a server repeats what is kept."""
    hint: str | None = getattr(error, "hint", None)
    said = [str(error).partition("\n")[0], *([hint] if hint else [])]
    return "; ".join(" ".join(part.split()).rstrip(".") for part in said)


def _of_the_server(code: str, reason: str, place: Place) -> CasebookError | None:
    if reason.startswith(NO_MORE_ROOM):
        return StoreFull(store=place.shown, reason=reason)
    if reason.startswith(NO_FILE):
        return StoreDamaged(store=place.shown, reason=reason)
    kinds = (
        (FULL, StoreFull),
        (GONE + REFUSED, StoreUnreachable),
        (READ_ONLY, StoreUnwritable),
        (LACKING, StoreUnfit),
        (DAMAGED, StoreDamaged),
    )
    for codes, kind in kinds:
        if code.startswith(codes):
            return kind(store=place.shown, reason=reason)
    return None
