"""Does what nobody waits for: reading what a stop or a fault broke off, bringing it into points, and telling these."""

import asyncio
import logging
import random
from time import monotonic, time

from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.domain.shards import Shards
from bot.watching.trail import on_a_trail

log = logging.getLogger(__name__)

PAUSE = 60.0
"""Seconds between two looks; fewer where a post is held, perhaps by a reader that was killed, until its lease ends."""
LEAST = 1.0
ALONE = Shards()
TELLING = 60.0
"""Seconds after which a language model is asked of no further channel's points before the next look."""


async def keep_reading(casebook: Casebook, shards: Shards) -> None:
    """Get ready to read, then look for waiting posts now and then, for as long as the process runs.

    Posts are read by whichever process comes first, for each is claimed; all else is done by one process a channel.
    """
    await _get_ready(casebook)
    while True:
        pause = PAUSE
        try:
            await read_all_waiting(casebook)
            await read_all_again(casebook)
            await group_all(casebook, shards)
            await tell_all(casebook, shards)
            pause = await _pause(casebook)
        except Exception:  # the store may be there again at the next look
            log.exception("it is not known which posts wait")
        await asyncio.sleep(pause)


async def _pause(casebook: Casebook) -> float:
    """Seconds until the next look."""
    until = await casebook.held_until()
    return PAUSE if until is None else min(PAUSE, max(LEAST, until.timestamp() - time()))


async def _get_ready(casebook: Casebook) -> None:
    """The first post then waits for nothing to be loaded. Where that fails, reading it will say so."""
    try:
        await casebook.prepare()
    except Exception:  # posts are saved all the same
        log.exception("what reading needs could not be loaded")


async def read_all_waiting(casebook: Casebook) -> None:
    """Read what waits in all channels, one after the other. One channel's trouble is not the others'."""
    for channel in await casebook.waiting_channels():
        with on_a_trail():
            try:
                await casebook.read_waiting(channel)
            except Exception:  # it goes on waiting
                log.exception("a waiting post could not be read")


async def read_all_again(casebook: Casebook) -> None:
    """Have the language model read what was read without it, in all channels, where it is there again."""
    for channel in await casebook.second_reading_channels():
        with on_a_trail():
            try:
                await casebook.read_again(channel)
            except Exception:  # the next look comes
                log.exception("a post could not be read again")


async def group_all(casebook: Casebook, shards: Shards = ALONE) -> None:
    """Bring what an older version kept into points, in all channels that fall to this process."""
    for channel in await _own_channels(casebook, shards):
        try:
            await casebook.group(channel)
        except Exception:  # it is tried again at the next look
            log.exception("arguments could not be brought into points")


async def tell_all(casebook: Casebook, shards: Shards = ALONE) -> None:
    """Have a language model tell the points of all channels that let it and fall to this process, in an order of
    chance: where there is no time for all, none is always among those that are left."""
    began, channels = monotonic(), await _own_channels(casebook, shards) if casebook.has_model else []
    for channel in random.sample(channels, len(channels)):
        if monotonic() - began > TELLING:
            return
        with on_a_trail():
            try:
                await casebook.tell_points(channel)
            except Exception:  # quotes tell them as well
                log.exception("points could not be told")


async def _own_channels(casebook: Casebook, shards: Shards) -> list[ChannelId]:
    return [channel for channel in await casebook.channels() if shards.take(channel)]
