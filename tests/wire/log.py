"""What came in over the wire, in order, and waiting for more of it."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds after which what does not come is taken for lost. It only ends a wait: a busy machine may take long."""


class Log(Generic[T]):
    """Entries in order; whoever waits on it is woken by each."""

    def __init__(self) -> None:
        self._entries: list[T] = []
        self._more = asyncio.Condition()

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    async def add(self, entry: T) -> None:
        async with self._more:
            self._entries.append(entry)
            self._more.notify_all()

    async def first(self, wanted: Callable[[T], bool], within: float = PATIENCE) -> T:
        """The first entry that is wanted, past or to come; AssertionError after `within` seconds."""
        await self.until(lambda: any(map(wanted, self._entries)), within)
        return next(filter(wanted, self._entries))

    async def count(self, wanted: Callable[[T], bool], times: int, within: float = PATIENCE) -> list[T]:
        """All that is wanted, once there are so many; AssertionError after `within` seconds."""
        await self.until(lambda: sum(map(wanted, self._entries)) >= times, within)
        return [entry for entry in self._entries if wanted(entry)]

    async def until(self, holds: Callable[[], bool], within: float = PATIENCE) -> None:
        """Wait until it holds, asked again after each entry; AssertionError after `within` seconds."""
        try:
            async with asyncio.timeout(within), self._more:
                await self._more.wait_for(holds)
        except TimeoutError:
            last = "\n".join(map(str, self._entries[-12:]))
            raise AssertionError(f"not within {within} s; the last that came in:\n{last}") from None
