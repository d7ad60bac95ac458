"""A server that goes away under load, or hangs: who asks is told so in time, and the open store goes on afterwards."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.domain.post import ChannelId
from bot.errors import StoreError, StoreLocked, StoreUnreachable
from storage import Store, open_store
from tests.faults.ledger import check
from tests.faults.load import Step, Victim
from tests.faults.servers import OwnServer, Stop, own_server
from tests.storage.samples import ALPHA, claim

AT_ONCE = 3
PAUSE = 0.1
"""Seconds after which somebody who was told that the server is away tries again."""
WAIT = 2.0
AWAY = 0.5
MORE = 20
"""Deeds."""
PATIENCE = 30
IN_TIME = 10
"""Seconds within which every deed ends, done or not: a few calls each, on a busy machine."""


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture
async def url(own: OwnServer) -> AsyncIterator[str]:
    async with own.databases.database() as database:
        yield database


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


@asynccontextmanager
async def listening(store: Store) -> AsyncIterator[Callable[[], Awaitable[ChannelId | None]]]:
    """What is heard next."""
    heard = asyncio.Queue[ChannelId | None]()

    async def listen() -> None:
        async for channel in store.erased():
            heard.put_nowait(channel)

    task = asyncio.create_task(listen())
    try:
        yield lambda: asyncio.wait_for(heard.get(), PATIENCE)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("how", Stop)
async def test_after_a_restart_under_load_the_open_store_goes_on_and_nothing_acknowledged_is_lost(
    own: OwnServer, url: str, how: Stop
) -> None:
    async with open_store(url, wait=WAIT) as store:
        async with loaded(store) as load:
            await load.goes_on()
            await own.restart(how, AWAY)
            await load.goes_on()
            assert load.failed
        await check(store, load.heard)


@pytest.mark.parametrize("how", [Stop.FAST, Stop.KILL])
async def test_after_a_restart_what_others_delete_is_heard_again(own: OwnServer, url: str, how: Stop) -> None:
    async with open_store(url, wait=WAIT) as store, listening(store) as next_heard:
        assert await next_heard() is None
        await own.restart(how)
        assert await next_heard() is None
        await forget_elsewhere(url)
        assert await next_heard() == ALPHA


async def forget_elsewhere(url: str) -> None:
    async with open_store(url) as other:
        await claim(other.channel(ALPHA), "Margins fell.")
        await other.channel(ALPHA).erase()
