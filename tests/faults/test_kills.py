"""Kill -9 at two hundred moments of a mixed load: nothing acknowledged is lost, doubled or half there."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from storage import open_store
from tests.faults.ledger import check
from tests.faults.load import Deed
from tests.faults.nursery import Nursery, nursery
from tests.postgres import Server
from tests.storage.sessions import until_all_are_gone

KILLS = 200
AT_ONCE = 3
CHECKED_EVERY = 25
MOST_LINES = 10
"""That a victim tells before it is killed, at most: every other one begins or ends a deed."""
LONGEST = 0.008
"""Seconds from there to the kill, which then falls anywhere within a deed."""


@pytest.fixture(params=["file", "postgres"])
async def kill_url(request: pytest.FixtureRequest, file_url: str) -> AsyncIterator[str]:
    if request.param == "file":
        yield file_url
        return
    server: Server = request.getfixturevalue("postgres")
    async with server.database() as url:
        yield url


async def kill_some(born: Nursery, names: list[str], chance: random.Random) -> None:
    """Bear these, so many at a time, and kill each somewhere in what it does."""
    alive = names[:AT_ONCE]
    for name in alive:
        await born.bear(name)
    waiting = names[AT_ONCE:]
    while alive:
        name = alive.pop(chance.randrange(len(alive)))
        await born.hear(name, chance.randint(1, MOST_LINES))
        await asyncio.sleep(chance.random() * LONGEST)
        await born.kill(name)
        if waiting:
            alive.append(waiting.pop(0))
            await born.bear(alive[-1])


async def test_two_hundred_kills_lose_nothing_that_was_acknowledged(kill_url: str) -> None:
    chance = random.Random(7)
    names = [str(number) for number in range(KILLS)]
    async with nursery(kill_url) as born:
        for first in range(0, KILLS, CHECKED_EVERY):
            await kill_some(born, names[first : first + CHECKED_EVERY], chance)
            await until_all_are_gone(kill_url)
            async with open_store(kill_url) as store:
                await check(store, born.heard)
    deeds = {step.deed for steps in born.heard.values() for step in steps if step.done}
    assert len(deeds) == len(Deed) - 1, deeds  # all but the one that tells nothing
