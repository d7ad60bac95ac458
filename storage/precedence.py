"""Who saves goes before who asks, where both wait for one loop and one lock."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST = 0.01
"""Seconds for which a question gives way at a time: it comes to its end however much is saved."""


class Precedence:
    """Of an open store."""

    def __init__(self) -> None:
        self._saves = 0
        self._nobody = asyncio.Event()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Meanwhile something is saved that somebody waits for."""
        self._saves += 1
        self._nobody.clear()
        try:
            yield
        finally:
            self._saves -= 1
            if not self._saves:
                self._nobody.set()

    async def give_way(self) -> None:
        """Let whoever waits for the loop go on, and whoever saves come to the end."""
        await asyncio.sleep(0)
        if self._saves:
            with suppress(TimeoutError):
                async with asyncio.timeout(MOST):
                    await self._nobody.wait()
