"""Reads what waits: posts that were saved and whose reading a stop or a fault broke off."""

import asyncio
import logging

from bot.casebook import Casebook

log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two looks: a post whose reader was killed waits for the end of its lease, two minutes."""


async def keep_reading(casebook: Casebook) -> None:
    """Get ready to read, then look for waiting posts now and then, for as long as the process runs."""
    await _get_ready(casebook)
    while True:
        try:
            await read_all_waiting(casebook)
            await group_all(casebook)
        except Exception:  # the store may be there again at the next look
            log.exception("it is not known which posts wait")
        await asyncio.sleep(PAUSE)


async def _get_ready(casebook: Casebook) -> None:
    """The first post then waits for nothing to be loaded. Where that fails, reading it will say so."""
    try:
        await casebook.prepare()
    except Exception:  # posts are saved all the same
        log.exception("what reading needs could not be loaded")


async def read_all_waiting(casebook: Casebook) -> None:
    """Read what waits in all channels, one after the other. One channel's trouble is not the others'."""
    for channel in await casebook.waiting_channels():
        try:
            await casebook.read_waiting(channel)
        except Exception:  # it goes on waiting
            log.exception("a waiting post could not be read")


async def group_all(casebook: Casebook) -> None:
    """Bring what an older version kept into points, in all channels."""
    for channel in await casebook.channels():
        try:
            await casebook.group(channel)
        except Exception:  # it is tried again at the next look
            log.exception("arguments could not be brought into points")
