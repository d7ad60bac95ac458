"""Who writes to a channel waits here for others of the same process, and holds no connection meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from bot.domain.post import ChannelId
from storage.drivers.postgres.place import Place, meanings


class Turns:
    """Where a hundred save in one channel at once, the connections are left to those who write in others."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._locks: WeakValueDictionary[ChannelId, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, channels: Iterable[ChannelId]) -> AsyncIterator[None]:
        """Sorted, so that of two that want the same two channels none waits for the other for good.

        Errors: StoreLocked where its turn does not come in time, as where a server hangs.
        """
        async with AsyncExitStack() as held:
            with meanings(self._place):
                async with asyncio.timeout(self._place.wait):
                    for channel in sorted(set(channels)):
                        await held.enter_async_context(self._locks.setdefault(channel, asyncio.Lock()))
            yield
