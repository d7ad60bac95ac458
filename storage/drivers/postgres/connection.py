"""The connections of a process: how many, and how each is made ready."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
import numpy as np

from storage.drivers.postgres.place import FAILURES, Place, meanings

if TYPE_CHECKING:
    from numpy.typing import NDArray

Connection: TypeAlias = Any
Transaction: TypeAlias = Any
"""asyncpg's, which has no types."""

MOST_CONNECTIONS = 10
"""Of a process. Its statements take milliseconds: more would only wait for the server's cores."""
LONGEST_STATEMENT_MS = 20_000
"""The largest known, a cold start's, takes a second for a million arguments."""
IDLE_IN_TRANSACTION_MS = 60_000
"""So long a process that hangs may keep others from its channels."""
PATIENTLY = "SET LOCAL statement_timeout = 0"
PATIENCE = 86_400.0
"""Seconds for a statement of who looks through everything, or changes the schema."""
AGAIN = 0.1
"""Seconds between two tries to get a connection, where the server has no room for more."""
PLANS = {
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "enable_seqscan": "off",
    "random_page_cost": "1.1",
}
"""Statements take a few milliseconds and go through indexes: to compile one, to hand it to workers, or to read a whole
table because a channel may hold much of it takes longer. Pages come from memory or from a solid-state disk."""
STATEMENTS_KEPT = 512
"""More than there are: each is prepared once a connection."""

SCAN_ON = "SET hnsw.iterative_scan = relaxed_order"
"""pgvector looks on in its graph until enough of what was found belongs to the channel. In a strict order it would drop
what comes later and is nearer: of the nearest dozen of a channel with a tenth of a million, every fifth."""
WHERE_VECTORS_ARE = """SELECT nspname FROM pg_type JOIN pg_namespace ON pg_namespace.oid = typnamespace
                       WHERE pg_type.oid = 'halfvec'::regtype"""
"""The schema that pgvector was put into."""
SEARCHED = "SET hnsw.ef_search = 1000"
GIVEN_UP = "SET hnsw.max_scan_tuples = 60000; SET hnsw.scan_mem_multiplier = 4"
"""With less of either the nearest dozen of a channel with three tenths of a million are not found to .98. So many
vectors are looked at in the time in which 200,000 are compared in a row."""


@asynccontextmanager
async def open_pool(place: Place) -> AsyncIterator[Connection]:
    """Errors: what `meanings` names."""
    with meanings(place):
        pool = await asyncpg.create_pool(
            place.url,
            init_size=1,
            min_size=0,  # nobody but who asks connects again: a server that is away is said to them, and not to the log
            max_size=MOST_CONNECTIONS,
            init=prepare,
            reset=_leave_as_it_is,
            **settings_of(place),
        )
    try:
        yield pool
    finally:
        pool.terminate()


@asynccontextmanager
async def borrowed(pool: Connection, place: Place) -> AsyncIterator[Connection]:
    """Errors: StoreLocked where none is free in time, and what `meanings` names."""
    with meanings(place):
        connection = await _acquired(pool, place.wait)
    try:
        yield connection
    except asyncio.CancelledError:
        # A statement may be prepared and not yet run. The server, which waits for that, lets no transaction begin.
        with suppress(asyncpg.InterfaceError):  # it was closed already
            connection.terminate()
        raise
    finally:
        with suppress(*FAILURES):  # then it is closed, and another one made where it is needed
            await pool.release(connection, timeout=place.wait)


async def _acquired(pool: Connection, wait: float) -> Connection:
    """Where the server has no room for more connections, one of those that there are is waited for."""
    waited_until = time.monotonic() + wait
    while True:
        try:
            return await pool.acquire(timeout=wait)
        except asyncpg.TooManyConnectionsError:
            if time.monotonic() + AGAIN > waited_until:
                raise
        await asyncio.sleep(AGAIN)


def settings_of(place: Place) -> dict[str, Any]:
    return {
        "timeout": place.wait,
        "command_timeout": LONGEST_STATEMENT_MS / 1000 + place.wait,
        "statement_cache_size": STATEMENTS_KEPT,
        "server_settings": {
            "application_name": "casebook",
            "statement_timeout": str(LONGEST_STATEMENT_MS),
            "lock_timeout": str(int(place.wait * 1000)),
            "idle_in_transaction_session_timeout": str(IDLE_IN_TRANSACTION_MS),
            **PLANS,
        },
    }


async def prepare(connection: Connection) -> None:
    await connection.execute("; ".join((SCAN_ON, SEARCHED, GIVEN_UP)))
    schema = await connection.fetchval(WHERE_VECTORS_ARE)
    await connection.set_type_codec("halfvec", schema=schema, format="binary", encoder=to_halfvec, decoder=from_halfvec)


async def _leave_as_it_is(connection: Connection) -> None:
    """Nothing that we do outlives its transaction: asyncpg's own reset would cost every statement another trip."""


def to_halfvec(vector: "bytes | NDArray[np.float32]") -> bytes:
    """As pgvector's `halfvec_recv` reads it: the dimensions, two empty bytes, and halves, all in network order."""
    numbers = np.frombuffer(vector, np.int8) if isinstance(vector, bytes) else vector
    return len(numbers).to_bytes(2, "big") + b"\0\0" + numbers.astype(">f2").tobytes()


def from_halfvec(data: bytes) -> bytes:
    """The bytes that were kept: whole numbers up to 127, which a half holds exactly."""
    return np.frombuffer(data, ">f2", offset=4).astype(np.int8).tobytes()
