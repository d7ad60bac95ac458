"""A server that goes away under load, or hangs: who asks is told so in time, and the open store goes on afterwards."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.post import ChannelId
from storage import Store, open_store
from storage.drivers.postgres import connection, erased
from tests.faults.ledger import check
from tests.faults.servers import OwnServer, Stop, own_server
from tests.faults.workers import AT_ONCE, PATIENCE, loaded
from tests.storage.samples import ALL, ALPHA, claim
from tests.storage.sessions import until_all_are_gone

WAIT = 5.0
AWAY = 0.5
HUNG = 6.0
TIMES = 2


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture
async def url(own: OwnServer) -> AsyncIterator[str]:
    async with own.databases.database() as database:
        yield database


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
            for _ in range(TIMES):
                await load.goes_on()
                await own.restart(how, AWAY)
                await load.goes_on()
            assert load.failed
        await check(store, load.heard)


@pytest.mark.parametrize("how", [Stop.FAST, Stop.KILL])
async def test_after_a_restart_what_others_delete_is_heard_again(
    own: OwnServer, url: str, how: Stop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(erased, "PAUSE", 0.05)
    async with open_store(url, wait=WAIT) as store, listening(store) as next_heard:
        assert await next_heard() is None
        await own.restart(how, AWAY)
        assert await next_heard() is None
        await forget_elsewhere(url)
        assert await next_heard() == ALPHA
    assert len(caplog.messages) == 1, "it is said once, and not at each try"


async def forget_elsewhere(url: str) -> None:
    async with open_store(url) as other:
        await claim(other.channel(ALPHA), "Margins fell.")
        await other.channel(ALPHA).erase()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """How long a store then waits for anything, in seconds."""
    monkeypatch.setattr(connection, "LONGEST_STATEMENT_MS", 1000)
    return 1.0


async def test_a_server_that_hangs_is_given_up_in_time_and_used_again(
    own: OwnServer, url: str, impatient: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_store(url, wait=impatient) as store, loaded(store) as load:
        await load.goes_on()
        with own.frozen():
            await asyncio.sleep(HUNG)
        await load.goes_on()
        assert load.failed >= AT_ONCE
    monkeypatch.undo()
    await until_all_are_gone(url)
    async with open_store(url) as store:
        await check(store, load.heard)


async def test_who_is_cancelled_while_the_server_hangs_is_let_go(own: OwnServer, url: str, impatient: float) -> None:
    async with open_store(url, wait=impatient) as store:
        alpha = store.channel(ALPHA)
        kept = await claim(alpha, "Margins fell.")
        with own.frozen():
            asked = [alpha.counts(), claim(alpha, "Margins rose."), alpha.by_words(["margins"], ALL, 5), store.verify()]
            tasks = [asyncio.create_task(one) for one in asked]
            await asyncio.sleep(impatient / 4)
            for task in tasks:
                task.cancel()
            _, late = await asyncio.wait(tasks, timeout=4 * impatient)
            assert not late
            assert all(task.cancelled() for task in tasks)
        assert await alpha.by_words(["fell"], ALL, 5) == [kept.argument_id]
