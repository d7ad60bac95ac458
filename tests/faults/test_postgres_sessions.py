"""What befalls connections: they are ended, cancelled, too many, too slow, or may only read. None is left half used."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import pytest

from bot.errors import StoreDamaged, StoreError, StoreFull, StoreLocked, StoreUnreachable, StoreUnwritable
from storage import ChannelStore, KeptArgument, PostFilter, Store, migrate_store, open_store
from storage.database import Session
from storage.drivers.postgres import connection, schema
from storage.drivers.postgres.connection import MOST_CONNECTIONS
from storage.migrations import KNOWN_SCHEMA
from tests.faults.ledger import check
from tests.faults.workers import loaded
from tests.postgres import Server
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, argue, argument, claim, draft, embedded, keep
from tests.storage.sessions import OTHERS, until_none

END = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()"""
END_ONE = f"{END} ORDER BY random() LIMIT 1"
LEFT_OPEN = """SELECT count(*) FROM pg_sleep(0.02), pg_stat_activity
               WHERE datname = current_database() AND state LIKE 'idle in transaction%'"""
PATIENCE = connection.IDLE_IN_TRANSACTION_MS / 2000
"""Seconds for a session to end that its client has closed; in twice as many the server would end it by itself."""
ENDED = 40
CANCELLED = 60
BROKEN_OFF = 300


@pytest.fixture
async def url(postgres: Server) -> AsyncIterator[str]:
    async with postgres.database() as url:
        yield url


@pytest.fixture
async def raw(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody else's session in the same database."""
    session = await asyncpg.connect(url)
    try:
        yield session
    finally:
        await session.close()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody to whom limits apply. `raw`: the session of somebody to whom none do."""

    owners_url: str
    raw: asyncpg.Connection

    @property
    def name(self) -> str:
        return f"member_of_{self.owners_url.partition('?')[0].rpartition('/')[2]}"

    @property
    def url(self) -> str:
        return self.owners_url.replace("//postgres@", f"//{self.name}@")

    async def limit(self, connections: int) -> None:
        await self.raw.execute(f"ALTER ROLE {self.name} CONNECTION LIMIT {connections}")


async def use_all(store: Store) -> None:
    """As many connections as a store may have, all at once."""
    async with AsyncExitStack() as stack:
        for _ in range(MOST_CONNECTIONS):
            session = await stack.enter_async_context(store._database.writing())
            assert await session.one("SELECT 1") == (1,)


async def test_connections_that_are_ended_under_load_cost_nobody_what_was_acknowledged(
    url: str, raw: asyncpg.Connection
) -> None:
    chance = random.Random(7)
    async with open_store(url) as store:
        async with loaded(store) as load:
            for _ in range(ENDED):
                await asyncio.sleep(chance.random() * 0.05)
                await raw.execute(END_ONE)
            await load.goes_on()
            assert load.failed
        await check(store, load.heard)
        await use_all(store)


@pytest.fixture
async def member(url: str, raw: asyncpg.Connection) -> AsyncIterator[Member]:
    member = Member(url, raw)
    await raw.execute(f"CREATE ROLE {member.name} LOGIN IN ROLE pg_read_all_data, pg_write_all_data")
    yield member
    await raw.execute(f"DROP ROLE {member.name}")


async def test_where_the_server_has_room_for_few_connections_all_get_their_turn(member: Member) -> None:
    await member.limit(3)
    async with open_store(member.url) as store:
        alpha = store.channel(ALPHA)
        await asyncio.gather(*(keep(alpha, draft(f"Report {number}.")) for number in range(30)))
        assert (await alpha.counts()).posts == 30


async def test_where_the_server_has_room_for_none_it_is_said_in_time(member: Member) -> None:
    async with open_store(member.url, wait=2) as store:
        await member.limit(0)
        await member.raw.execute(END)
        with pytest.raises(StoreUnreachable, match="too many connections"):
            await asyncio.wait_for(until_it_fails(store.channel(ALPHA)), PATIENCE)
        await member.limit(1)
        assert (await store.channel(ALPHA).counts()).posts == 0


async def until_it_fails(alpha: ChannelStore) -> None:
    """The first may still find the connection that is gone, and say so."""
    with suppress(StoreUnreachable):
        await alpha.counts()
    await alpha.counts()


async def test_where_nothing_may_be_written_it_is_said_and_reading_goes_on(
    postgres: Server, url: str, raw: asyncpg.Connection
) -> None:
    name = await raw.fetchval("SELECT current_database()")
    async with open_store(url) as store:
        kept = await claim(store.channel(ALPHA), "Margins fell.")
    await postgres.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        for refused in (claim(alpha, "Margins rose."), alpha.erase(), alpha.group(ByVector())):
            with pytest.raises(StoreUnwritable):
                await refused
        assert await alpha.by_words(["margins"], ALL, 5) == [kept.argument_id]
        assert await alpha.claim_waiting(timedelta(minutes=1)) is None
        assert await store.verify() == []
        assert not (await store.ping()).writable


async def test_a_statement_that_takes_too_long_is_ended_and_looking_through_everything_may_take_its_time(
    url: str, raw: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LONGEST_STATEMENT_MS", 1000)
    async with open_store(url, wait=1.5) as store:
        database = store._database

        async def sleep(asking: Callable[[], AbstractAsyncContextManager[Session]], seconds: int) -> None:
            async with asking() as session:
                await session.run(f"SELECT pg_sleep({seconds})")

        ended, allowed = (database.glancing, database.reading, database.writing), database.rehearsing
        *others, whole = await asyncio.gather(
            *(sleep(asking, 300) for asking in ended), sleep(allowed, 3), return_exceptions=True
        )
        assert [type(one) for one in others] == [StoreLocked] * 3
        assert whole is None
        await use_all(store)
    await until_none(raw, LEFT_OPEN, PATIENCE)


async def test_bringing_a_store_up_to_date_may_take_its_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LONGEST_STATEMENT_MS", 1000)
    monkeypatch.setattr(schema, "KNOWN_SCHEMA", KNOWN_SCHEMA + 1)
    monkeypatch.setattr(schema, "scripts_after", lambda *_: ["SELECT pg_sleep(3)"])
    await migrate_store(url, wait=1.5)
    async with open_store(url) as store:
        assert (await store.ping()).schema == KNOWN_SCHEMA + 1


async def test_a_server_that_ends_transactions_in_which_nothing_happens_is_said(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "IDLE_IN_TRANSACTION_MS", 100)
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        with pytest.raises(StoreUnreachable):
            await write_after(alpha, 0.5)
        assert (await alpha.counts()).posts == 0


async def write_after(alpha: ChannelStore, seconds: float) -> None:
    async with alpha._writing() as session:
        await asyncio.sleep(seconds)
        await session.one("SELECT 1")


async def mixed(alpha: ChannelStore, number: int) -> None:
    text = f"Report {number}. It was good."
    await argue(alpha, text, KeptArgument(argument(text, text), embedded(1, number)))
    await alpha.by_words(["report"], ALL, 5)
    await alpha.by_meaning(embedded(1, 0), ALL, 5)
    await alpha.posts(PostFilter())
    await alpha.group(ByVector())


@pytest.mark.parametrize("seed", range(4))
async def test_tasks_that_are_cancelled_anywhere_leave_no_transaction_and_no_connection_behind(
    url: str, raw: asyncpg.Connection, seed: int
) -> None:
    chance = random.Random(seed)
    async with open_store(url) as store:
        alpha = store.channel(ALPHA)
        tasks = []
        for number in range(CANCELLED):
            tasks.append(asyncio.create_task(mixed(alpha, number)))
            await asyncio.sleep(chance.random() * 0.005)
            chance.choice(tasks[-8:]).cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(one) for one in ended} <= {type(None), asyncio.CancelledError}
        await until_none(raw, LEFT_OPEN, PATIENCE)
        await use_all(store)
        assert await store.verify() == []
    await until_none(raw, OTHERS, PATIENCE)


async def test_a_statement_that_is_broken_off_before_it_runs_is_in_nobodys_way(url: str) -> None:
    async with open_store(url) as store:

        async def glance(number: int) -> None:
            async with store._database.glancing() as session:
                await session.rows(f"SELECT {number} FROM posts")  # never asked before: it has to be prepared

        for number in range(BROKEN_OFF):
            glancing = asyncio.create_task(glance(number))
            for _ in range(number % 20):
                await asyncio.sleep(0)
            glancing.cancel()
            await asyncio.gather(glancing, return_exceptions=True)
            assert await store.channel(ALPHA).posts(PostFilter()) == []


MEANINGS: dict[str, type[StoreError]] = {
    "53100": StoreFull,
    "53200": StoreUnreachable,
    "57P01": StoreUnreachable,
    "57P03": StoreUnreachable,
    "25P03": StoreUnreachable,
    "40001": StoreLocked,
    "40P01": StoreLocked,
    "55P03": StoreLocked,
    "25006": StoreUnwritable,
    "58030": StoreDamaged,
    "XX001": StoreDamaged,
    "XX002": StoreDamaged,
}


async def test_what_the_server_says_is_said_as_ours(url: str) -> None:
    async with open_store(url) as store:
        for code, meant in MEANINGS.items():
            raising = f"DO $$ BEGIN RAISE EXCEPTION 'it hurts' USING ERRCODE = '{code}'; END $$"
            for asking in (store._database.glancing, store._database.writing):
                with pytest.raises(meant):
                    async with asking() as session:
                        await session.run(raising)
        await use_all(store)
