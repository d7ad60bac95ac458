"""Posts that a reader holds: as long as it lives, and hardly longer."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import worker
from bot.casebook import Casebook, saving
from bot.casebook.saving import LEASE
from bot.domain.post import ChannelId
from bot.domain.shards import Shards
from bot.embeddings.local import LocalEmbedder
from bot.llm.chat import Filled, Form, Prompted
from bot.llm.scripted import ScriptedModel
from bot.worker import PAUSE, keep_reading
from storage import ChannelStore
from tests.arguments.telling import form, paste_of, room_of
from tests.conftest import pasted

HERE = ChannelId("here")
POST = "$NVDA Nvidia's order book is full until autumn, and margins keep rising."
PATIENCE = 60
"""Seconds, which only end a wait."""


class Waiting(ScriptedModel):
    """Answers once it is let."""

    def __init__(self) -> None:
        super().__init__([form()])
        self.asked, self.let = asyncio.Event(), asyncio.Event()

    async def fill(self, prompt: Prompted, form: type[Form]) -> Filled[Form]:
        self.asked.set()
        await self.let.wait()
        return await super().fill(prompt, form)


@pytest.fixture
async def model() -> AsyncIterator[Waiting]:
    made = Waiting()
    yield made
    made.let.set()


async def is_held(store: ChannelStore, casebook: Casebook) -> None:
    async with asyncio.timeout(PATIENCE):
        while (await casebook.store.backlog(store.channel_id)).held == 0:  # noqa: ASYNC110 - it is told nowhere
            await asyncio.sleep(0.01)


async def test_a_reader_that_lives_goes_on_holding_its_post_however_long_it_takes(
    model: Waiting, embedder: LocalEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "RENEWED", 0.01)
    async with room_of(model, embedder) as room:
        casebook, store = room.casebook, room.casebook.store.channel(HERE)
        reading = asyncio.create_task(casebook.save(HERE, paste_of(POST)))
        await model.asked.wait()
        async with store._writing() as session:
            await session.run("UPDATE jobs SET leased_until = 1 WHERE channel_id = $1", HERE)  # it ran out
        await is_held(store, casebook)
        assert await store.claim_waiting(LEASE) is None
        model.let.set()
        [saved] = (await reading).posts
        assert (len(saved.arguments), (await store.counts()).waiting) == (1, 0)


async def test_a_reader_that_is_stopped_holds_nothing(model: Waiting, embedder: LocalEmbedder) -> None:
    async with room_of(model, embedder) as room:
        reading = asyncio.create_task(room.casebook.save(HERE, paste_of(POST)))
        await model.asked.wait()
        assert (await room.casebook.store.backlog(HERE)).held == 1
        reading.cancel()
        await asyncio.wait([reading])
        backlog = await room.casebook.store.backlog(HERE)
        assert (backlog.waiting, backlog.held) == (1, 0)


async def test_what_a_killed_reader_held_is_read_when_its_lease_ends_and_not_at_the_next_look(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "LEAST", 0.01)
    monkeypatch.setattr(worker, "PAUSE", 3600.0)
    await casebook.prepare()
    await casebook.keep(HERE, pasted(POST))
    store = casebook.store.channel(HERE)
    assert await store.claim_waiting(timedelta(seconds=0.5)) is not None
    background = asyncio.create_task(keep_reading(casebook, Shards()))
    try:
        async with asyncio.timeout(PATIENCE):
            while (await store.counts()).waiting:  # noqa: ASYNC110 - it is told nowhere
                await asyncio.sleep(0.02)
    finally:
        background.cancel()
        await asyncio.wait([background])


async def test_where_nothing_is_held_the_next_look_is_as_ever(casebook: Casebook) -> None:
    await casebook.keep(HERE, pasted(POST))
    assert await worker._pause(casebook) == PAUSE
    assert await casebook.store.channel(HERE).claim_waiting(LEASE) is not None
    assert await worker._pause(casebook) <= LEASE.total_seconds()
