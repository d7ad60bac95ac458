"""Who else is on a store's server, and until when."""

import asyncio

import asyncpg

from storage.drivers import SERVERS

# It waits itself, so that who asks again and again keeps no processor busy.
OTHERS = """SELECT count(*) FROM pg_sleep(0.02), pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
PATIENCE = 60
"""Seconds after which a session that does not end is taken for one that hangs."""


async def until_none(session: asyncpg.Connection, counted: str, within: float = PATIENCE) -> None:
    """Wait until a statement counts nothing. Errors: TimeoutError."""
    async with asyncio.timeout(within):
        while await session.fetchval(counted):
            pass


async def until_all_are_gone(url: str) -> None:
    """Wait until nobody else has a session in the database, where it is on a server: what a killed process had begun
    goes on there without it, and may be kept a while after the process is gone."""
    if not url.startswith(SERVERS):
        return
    session = await asyncpg.connect(url)
    try:
        await until_none(session, OTHERS)
    finally:
        await session.close()
