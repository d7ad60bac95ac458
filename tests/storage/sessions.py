"""Who else is on a store's server."""

import asyncio

import asyncpg

from storage.drivers import SERVERS

# It waits itself, so that who asks again and again keeps no processor busy.
OTHERS = """SELECT count(*) FROM pg_sleep(0.02), pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
PATIENCE = 60
"""Seconds after which a session that does not end is taken for one that hangs."""


async def until_all_are_gone(url: str) -> None:
    """Wait until nobody else has a session in the database, where it is on a server: what a killed process had begun
    goes on there without it, and may be kept a while after the process is gone."""
    if not url.startswith(SERVERS):
        return
    session = await asyncpg.connect(url)
    try:
        async with asyncio.timeout(PATIENCE):
            while await session.fetchval(OTHERS):
                pass
    finally:
        await session.close()
