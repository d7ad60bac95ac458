"""What is in memory follows the store through any deletions, as if it were read anew."""

import asyncio
import random

import numpy as np
import pytest

from bot.domain.argument import ArgumentId, Stance
from bot.domain.post import PostId
from storage import ChannelStore, Embedded, KeptArgument, Scope, open_store
from tests.storage.conftest import WAIT
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, BYD, XIAOMI, argument, draft, keep

BEARS = Scope(stances=(Stance.BEAR,))


async def told(channel: ChannelStore) -> list[object]:
    """All that a channel's shelf is asked."""
    asked = Embedded("model-1", np.array([0.6, 0.8], np.float32))
    near = [[one for one, _ in await channel.by_meaning(asked, scope, 99)] for scope in (ALL, BEARS)]
    heaps = await channel.heaps(ALL, 99, 99)
    return [
        *near,
        await channel.newest(ALL, 99),
        await channel.considered(BEARS),
        await channel.coverage(),
        await channel.holders(),
        sorted((heap.point_id, heap.arguments, sorted(heap.holders.items())) for heap in heaps.heaps),
    ]


async def settle(channel: ChannelStore, post_id: PostId, chance: random.Random) -> None:
    body = (await channel.post(post_id)).body
    words = chance.sample(body.split(), chance.randint(0, 6))
    found = [
        KeptArgument(
            argument(
                body,
                word,
                chance.choice((XIAOMI, BYD)),
                stance=chance.choice(tuple(Stance)),
                holder=chance.choice(("wren", "ada", None)),
            ),
            Embedded(f"model-{chance.randint(1, 2)}", unit(chance)) if chance.random() < 0.9 else None,
        )
        for word in words
    ]
    await channel.settle(post_id, found, "test/1")


def unit(chance: random.Random) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector = np.array([chance.gauss(0, 1), chance.gauss(0, 1)], np.float32)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_held_in_memory_is_what_would_be_read_anew(lasting_url: str, seed: int) -> None:
    chance = random.Random(seed)
    kept: list[PostId] = []
    async with open_store(lasting_url, wait=WAIT) as one, open_store(lasting_url, wait=WAIT) as other:
        for step in range(30):
            channel = chance.choice((one, other)).channel(ALPHA)
            if kept and chance.random() < 0.35:
                await channel.forget([kept.pop(chance.randrange(len(kept)))])
            elif kept and chance.random() < 0.3:
                await settle(channel, chance.choice(kept), chance)
            else:
                kept += await keep(channel, draft(" ".join(f"w{step}x{n}" for n in range(9))))
                await settle(channel, kept[-1], chance)
            await channel.group(ByVector())
            if chance.random() < 0.5:
                async with open_store(lasting_url, wait=WAIT) as anew:
                    assert await told(one.channel(ALPHA)) == await told(anew.channel(ALPHA))


async def test_a_search_that_began_before_a_deletion_ends_as_it_began(lasting_url: str) -> None:
    async with open_store(lasting_url, wait=WAIT) as store:
        alpha = store.channel(ALPHA)
        chance = random.Random(1)
        posts = await keep(alpha, *(draft(" ".join(f"p{n}w{word}" for word in range(9))) for n in range(8)))
        for post_id in posts:
            await settle(alpha, post_id, chance)
        before: list[ArgumentId] = await alpha.newest(ALL, 99)
        columns = (await alpha._shelf()).columns
        await alpha.forget(posts[:4])
        after, held = await asyncio.gather(alpha.newest(ALL, 99), asyncio.to_thread(columns.newest, ALL, 99))
        assert held == before
        assert set(after) < set(before)


async def argue_about(channel: ChannelStore, posts: int, chance: random.Random) -> None:
    for number in range(posts):
        [post] = await keep(channel, draft(f"Cars number {number} sell and buses number {number} don't."))
        await settle(channel, post, chance)


async def test_what_comes_in_many_parts_is_what_comes_in_one(lasting_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    async with open_store(lasting_url, wait=WAIT) as store:
        channel = store.channel(ALPHA)
        await argue_about(channel, 12, chance)
        at_once = await told(channel)
    monkeypatch.setattr("storage.shelves.ROWS_AT_A_TIME", 5)
    monkeypatch.setattr("storage.drivers.sqlite.database.AT_HAND", 2)
    async with open_store(lasting_url, wait=WAIT) as store:
        assert await told(store.channel(ALPHA)) == at_once


@pytest.mark.parametrize("seed", range(4))
async def test_a_search_that_is_cancelled_while_it_reads_leaves_the_next_one_all(
    lasting_url: str, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    async with open_store(lasting_url, wait=WAIT) as store:
        channel = store.channel(ALPHA)
        await argue_about(channel, 8, chance)
        whole = await told(channel)
    monkeypatch.setattr("storage.shelves.ROWS_AT_A_TIME", 4)
    async with open_store(lasting_url, wait=WAIT) as store:
        channel = store.channel(ALPHA)
        for _ in range(6):
            search = asyncio.create_task(channel.newest(ALL, 99))
            for _ in range(chance.randint(1, 30)):
                await asyncio.sleep(0)
            search.cancel()
        assert await told(channel) == whole
