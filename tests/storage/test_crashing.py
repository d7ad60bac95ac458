"""Kill -9: nothing that was acknowledged is lost, nothing is there by half, and the next start goes on with it."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.post import PostId
from storage import KeptArgument, open_store
from tests.storage.conftest import WAIT
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, argument, embedded
from tests.storage.sessions import until_all_are_gone

ROOT = Path(__file__).parents[2]
VICTIMS_AT_A_TIME = 3


async def start(url: str, seed: str) -> Process:
    command = [sys.executable, "-m", "tests.storage.victim", url, seed]
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)


async def kill_amid_work(process: Process, chance: random.Random) -> list[list[str]]:
    """Kill it somewhere between one acknowledgement and the next; what it had acknowledged."""
    assert process.stdout is not None
    heard = [await process.stdout.readline() for _ in range(chance.randint(2, 25))]
    await asyncio.sleep(chance.random() * 0.008)
    process.kill()
    heard += (await process.stdout.read()).splitlines(keepends=True)
    await process.wait()
    return [line.decode().split() for line in heard if line.endswith(b"\n")]


async def check(url: str, kept: set[PostId], settled: dict[PostId, int]) -> None:
    async with open_store(url, wait=WAIT) as store:
        alpha = store.channel(ALPHA)
        assert await store.verify() == []
        counts = await alpha.counts()
        for post_id in kept:
            arguments = await alpha.arguments_of(post_id)
            if post_id in settled:
                assert len(arguments) == settled[post_id]
        assert counts.posts >= len(kept)
        assert counts.arguments == len(await alpha.by_words(["report"], ALL, 100_000))
        assert counts.arguments == len(await alpha.by_meaning(embedded(1, 0), ALL, 100_000))
        assert counts.arguments == sum(held.arguments for held in await alpha.coverage())
        await alpha.group(ByVector())
        heaps = (await alpha.heaps(ALL, 100_000, 1)).heaps
        assert (counts.arguments, await store.verify()) == (sum(heap.arguments for heap in heaps), [])


@pytest.mark.parametrize("round_of_kills", range(4))
async def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(lasting_url: str, round_of_kills: int) -> None:
    chance = random.Random(round_of_kills)
    seeds = [f"{round_of_kills}-{number}" for number in range(VICTIMS_AT_A_TIME)]
    processes = [await start(lasting_url, seed) for seed in seeds]
    heard = await asyncio.gather(*(kill_amid_work(process, chance) for process in processes))
    said = [words for of_one in heard for words in of_one]
    kept = {PostId(words[1]) for words in said if words[0] == "kept"}
    settled = {PostId(words[1]): int(words[2]) for words in said if words[0] == "settled"}
    assert len(kept) >= VICTIMS_AT_A_TIME
    await until_all_are_gone(lasting_url)
    await check(lasting_url, kept, settled)


async def test_what_waited_when_the_process_was_killed_is_read_after_the_next_start(lasting_url: str) -> None:
    process = await start(lasting_url, "waiting")
    await kill_amid_work(process, random.Random(5))
    await until_all_are_gone(lasting_url)
    async with open_store(lasting_url, wait=WAIT) as store:
        alpha = store.channel(ALPHA)
        waiting = (await alpha.counts()).waiting
        for _ in range(waiting):
            post = await alpha.claim_waiting(timedelta(minutes=1))
            assert post is not None
            await alpha.settle(post.post_id, [KeptArgument(argument(post.body, post.body))], "test/1")
        assert (await alpha.counts()).waiting == 0
        assert await store.verify() == []
