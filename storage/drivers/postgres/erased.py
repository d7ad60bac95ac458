"""Who else holds something of a channel in memory is told when something of it goes."""

import asyncio
import logging
from collections.abc import AsyncIterator

import asyncpg

from bot.domain.post import ChannelId
from bot.errors import StoreError
from storage.drivers.postgres.connection import settings_of
from storage.drivers.postgres.place import Place, meanings

CHANNEL = "casebook_erased"
"""Names what PostgreSQL tells; its payload is the id of a channel."""
LONGEST_PAYLOAD = 7999
TELL = "SELECT pg_notify($1, $2)"
PAUSE = 1.0
"""Seconds between two tries to listen, while the server is away."""
ALIVE = "SELECT 1"
LOOK_AGAIN = 30.0
"""Seconds after which a connection that said nothing is asked whether it is there still."""

log = logging.getLogger(__name__)


async def listen(place: Place) -> AsyncIterator[ChannelId | None]:
    """The channels of which something went, for as long as it is asked. After each time that nobody listened, None."""
    said = False
    while True:
        try:
            async for channel in _heard(place):
                said = False
                yield channel
        except StoreError as error:
            if not said:  # and not at each try
                log.warning("what is deleted elsewhere is not heard for now: %s", type(error).__name__)
            said = True
        await asyncio.sleep(PAUSE)


async def _heard(place: Place) -> AsyncIterator[ChannelId | None]:
    """Until the connection is lost. Errors: StoreUnreachable."""
    payloads = asyncio.Queue[str | None]()
    with meanings(place):
        connection = await asyncpg.connect(place.url, **settings_of(place))
    connection.add_termination_listener(lambda *_: payloads.put_nowait(None))
    try:
        with meanings(place):
            await connection.add_listener(CHANNEL, lambda *told: payloads.put_nowait(told[3]))
        yield None
        while True:
            payload = await _next(payloads)
            if payload is not None:
                yield ChannelId(payload) or None
                continue
            with meanings(place):
                await connection.execute(ALIVE)
    finally:
        connection.terminate()


async def _next(payloads: asyncio.Queue[str | None]) -> str | None:
    """None where it has to be seen whether the connection is there still."""
    try:
        return await asyncio.wait_for(payloads.get(), LOOK_AGAIN)
    except TimeoutError:
        return None
