"""Several processes on one server: each piece of work is done once, and nobody stands in another's way for good."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import AnswerId, Cited
from bot.domain.usage import Used
from storage import ChannelStore, open_store
from tests.faults.crowd import BUDGET, DAY, DIGESTS, SHELVES
from tests.postgres import Server
from tests.storage.samples import ALPHA, BETA, claim, draft, keep

ROOT = Path(__file__).parents[2]
PROCESSES = 4
WAITING = 1000
PATIENCE = 60
"""Seconds for whoever waits for a row that the test holds: it lets go."""
FLAGGING = "SELECT 1 FROM answers WHERE channel_id = $1 FOR UPDATE"
WAITING_FOR_A_ROW = "SELECT count(*) FROM pg_sleep(0.02), pg_locks WHERE locktype = 'transactionid' AND NOT granted"


@pytest.fixture
async def url(postgres: Server) -> AsyncIterator[str]:
    async with postgres.database() as url:
        yield url


async def crowd(url: str, work: str) -> list[list[str]]:
    """What each process tells."""
    command = (sys.executable, "-m", "tests.faults.crowd", url, work, str(PROCESSES))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    written, failed = await asyncio.wait_for(process.communicate(), 300)
    assert (process.returncode, failed.decode()) == (0, "")
    told: list[list[str]] = [json.loads(line) for line in written.splitlines()]
    assert len(told) == PROCESSES
    return told


async def test_of_a_thousand_waiting_posts_each_is_claimed_by_one_process(url: str) -> None:
    async with open_store(url) as store:
        kept = await keep(store.channel(ALPHA), *(draft(f"Report {number}.") for number in range(WAITING)))
    told = await crowd(url, "claim")
    assert sorted(one for some in told for one in some) == sorted(kept)
    assert all(told), "one process did it all"


async def test_each_digest_that_is_due_is_claimed_by_one_process(url: str) -> None:
    told = await crowd(url, "send")
    claimed = [one for some in told for one in some]
    assert len(claimed) == len(set(claimed)) == DIGESTS


async def test_processes_together_spend_no_more_than_the_budget(url: str) -> None:
    spent = sum(int(one) for some in await crowd(url, "spend") for one in some)
    async with open_store(url) as store:
        used: Used = await store.channel(ALPHA).used(DAY)
    assert (used.usage.sent, used.reserved) == (spent, 0)
    assert BUDGET - 30 < spent <= BUDGET


async def test_who_argues_cites_and_takes_back_across_channels_meets_no_deadlock(url: str) -> None:
    told = await crowd(url, "cite")
    done = {line.split()[0] for some in told for line in some}
    assert done == {"_argue", "_cite", "_forget", "_drop", "_erase", "_group"}
    async with open_store(url) as store:
        assert await store.verify() == []
        for shelf in SHELVES:
            for one in await store.channel(shelf).withdrawn():
                for source in one.answer.cited:
                    assert await store.channel(source.channel).evidence([source.argument_id])


@pytest.fixture
async def other(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody who is about to delete an argument, and would not wait for long."""
    session = await asyncpg.connect(url, server_settings={"lock_timeout": "2000"})
    try:
        await session.execute("BEGIN")
        yield session
    finally:
        await session.close()


async def answer_citing(asked_in: ChannelStore, *cited: tuple[ChannelId, ArgumentId]) -> AnswerId:
    sources = [Cited(n=n, channel=channel, argument_id=one) for n, (channel, one) in enumerate(cited, 1)]
    return await asked_in.remember(Question(text="Why?", asked_on=DAY), sources)


async def test_who_drops_an_answer_takes_nothing_before_it_that_who_flags_it_wants(
    url: str, other: asyncpg.Connection
) -> None:
    async with open_store(url, wait=PATIENCE) as store:
        kept = await claim(store.channel(ALPHA), "Margins fell.")
        answer = await answer_citing(store.channel(BETA), (ALPHA, kept.argument_id))
        await other.execute(FLAGGING, BETA)
        dropping = asyncio.create_task(store.channel(BETA).drop_answer(answer))
        await until_somebody_waits(other)
        await other.execute("DELETE FROM answer_sources WHERE channel_id = $1", ALPHA)
        await other.execute("COMMIT")
        await dropping
        assert await store.verify() == []


async def test_who_erases_a_channel_takes_answers_in_the_order_of_who_flags_them(
    url: str, other: asyncpg.Connection
) -> None:
    async with open_store(url, wait=PATIENCE) as store:
        alpha, beta, gamma = (store.channel(shelf) for shelf in SHELVES)
        for cited, asked_in in ((alpha, beta), (beta, gamma)):
            kept = await claim(cited, "Margins fell.")
            await answer_citing(asked_in, (cited.channel_id, kept.argument_id))
        await other.execute(FLAGGING, BETA)
        erasing = asyncio.create_task(beta.erase())
        await until_somebody_waits(other)
        await other.execute(FLAGGING, gamma.channel_id)
        await other.execute("COMMIT")
        await erasing
        assert await store.verify() == []


async def until_somebody_waits(session: asyncpg.Connection) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await session.fetchval(WAITING_FOR_A_ROW):
            pass
