"""A mixed load within this process, on one open store, that goes on whatever fails."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.errors import StoreError, StoreLocked, StoreUnreachable
from storage import Store
from tests.faults.load import Step, Victim

AT_ONCE = 3
PAUSE = 0.1
"""Seconds after which who was told that the server is away tries again."""
MORE = 20
"""Deeds."""
PATIENCE = 120
"""Seconds, which only end a wait."""
IN_TIME = 18
"""Seconds within which every deed ends, done or not, on a busy machine: before the longest statement would be ended."""


@dataclass(slots=True)
class Worker:
    """Does deed after deed. Whatever fails may have happened or not, so that it goes on under another name."""

    name: str
    store: Store
    heard: dict[str, list[Step]]
    failed: list[StoreError] = field(default_factory=list)
    slowest: float = 0
    done: int = 0

    async def work(self) -> None:
        chance = random.Random(self.name)
        while True:
            name = f"{self.name}i{len(self.failed)}"
            victim = Telling(name, self.store, chance, tell_to=self.heard[name])
            try:
                while True:
                    await self._timed(victim)
            except (StoreUnreachable, StoreLocked) as error:
                self.failed.append(error)
            await asyncio.sleep(PAUSE)

    async def _timed(self, victim: Victim) -> None:
        began = time.monotonic()
        try:
            await victim.do_one()
            self.done += 1
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)


@dataclass(slots=True)
class Telling(Victim):
    tell_to: list[Step] = field(default_factory=list)

    def _tell(self, step: Step) -> None:
        self.tell_to.append(step)


@dataclass(slots=True)
class Load:
    workers: list[Worker]
    heard: dict[str, list[Step]]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(worker.done for worker in self.workers)

    @property
    def failed(self) -> int:
        return sum(len(worker.failed) for worker in self.workers)

    async def goes_on(self) -> None:
        """Wait until some more is done. Errors: what a worker could not go on after."""
        enough = self.done + MORE
        async with asyncio.timeout(PATIENCE):
            while self.done < enough:
                for task in self.tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.02)


@asynccontextmanager
async def loaded(store: Store) -> AsyncIterator[Load]:
    heard: dict[str, list[Step]] = defaultdict(list)
    load = Load([Worker(f"w{number}", store, heard) for number in range(AT_ONCE)], heard)
    load.tasks = [asyncio.create_task(worker.work()) for worker in load.workers]
    try:
        yield load
    finally:
        for task in load.tasks:
            task.cancel()
        await asyncio.gather(*load.tasks, return_exceptions=True)
    assert max(worker.slowest for worker in load.workers) < IN_TIME
