"""What only a PostgreSQL server needs before a large store is filled, and afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from storage import migrate_store

INDEX = "SELECT indexdef FROM pg_indexes WHERE indexname = $1"
BY_MEANING = "vectors_by_meaning"
"""The graph of all vectors. Each that is added to it looks for its neighbours: a million take hours one by one, and
minutes together."""
ROOM = "SET maintenance_work_mem = '2GB'"


async def prepare(base: str, url: str) -> None:
    """Make the database where there is none, an empty store in it; `base` names another one of the same server."""
    connection = await asyncpg.connect(base)
    try:
        name = url.partition("?")[0].rpartition("/")[2]
        if not await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", name):
            await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    await migrate_store(url)


@asynccontextmanager
async def without_graph(url: str) -> AsyncIterator[None]:
    """Set the graph aside while the block fills the store, and make it of all at once then; with it the statistics
    that the server would come to by itself within a minute."""
    connection = await asyncpg.connect(url)
    try:
        graph = await connection.fetchval(INDEX, BY_MEANING)
        if graph:
            await connection.execute(f"DROP INDEX {BY_MEANING}")
        yield
        await connection.execute(ROOM)
        if graph:
            await connection.execute(graph)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
