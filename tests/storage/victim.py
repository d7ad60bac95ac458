"""A process that saves and settles until it is killed, and says what the store acknowledged: `victim.py URL SEED`."""

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta

from storage import ChannelStore, KeptArgument, open_store
from tests.storage.grouping import ByVector
from tests.storage.samples import ALPHA, argument, draft, embedded, keep

WAIT = 300
"""Seconds: who waits for a busy disk, and for others who write all the time, meets no fault."""


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


async def save(store: ChannelStore, chance: random.Random) -> None:
    drafts = [draft(f"Report {chance.random()} is good 很好. " * 20) for _ in range(chance.randint(1, 3))]
    for post_id in await keep(store, *drafts, at=datetime.now(UTC)):
        say("kept", post_id)


async def settle(store: ChannelStore, chance: random.Random) -> None:
    post = await store.claim_waiting(timedelta(seconds=0))
    if post is None:
        return
    quotes = [post.body[start : start + 30] for start in range(0, 30 * chance.randint(1, 6), 30)]
    found = [KeptArgument(argument(post.body, quote), embedded(1, chance.random()), "report") for quote in set(quotes)]
    kept = await store.settle(post.post_id, found, "test/1")
    await store.group(ByVector())
    say("settled", post.post_id, str(len(kept)))


async def main(url: str, seed: str) -> None:
    chance = random.Random(seed)
    async with open_store(url, wait=WAIT) as store:
        while True:
            await save(store.channel(ALPHA), chance)
            await settle(store.channel(ALPHA), chance)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
