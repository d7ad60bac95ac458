"""Holding a request back: its moment becomes long enough for something else to happen in it."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from tests.wire.faults import Handler


@dataclass(slots=True)
class Held:
    """Carried out (`done`) or not yet, and not answered before it is let go."""

    done: bool
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    _came: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        answered = await handler(request) if self.done else None
        self._came.release()
        await self.let_go.wait()
        return answered or await handler(request)

    async def came_all(self, count: int) -> None:
        """Wait until so many more are held."""
        for _ in range(count):
            await self._came.acquire()
