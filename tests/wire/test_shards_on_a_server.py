"""Several real `casebook run` on one PostgreSQL: what one deletes is gone everywhere within a second, what is killed is
started again, and neither a new schema nor a server that is away for a while ends any of them."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook, PostQuery
from bot.domain.digest import Outcome
from bot.domain.post import ChannelId
from bot.domain.shown import Place
from bot.settings import read_settings
from storage import migrate_store
from storage.drivers.postgres import schema
from storage.migrations import KNOWN_SCHEMA
from tests.conftest import asked, pasted
from tests.postgres import Server, prepared, running
from tests.wire.limits.measure import JsonObject
from tests.wire.log import PATIENCE
from tests.wire.process import Bot, Home, connected, started
from tests.wire.standin import StandIn
from tests.wire.test_digests import digests, outcome, schedule
from tests.wire.test_shards import COUNT, FIRST, both, server_on
from tests.wire.test_the_running_bot import BEARS, QUESTION, QUOTE, puts, read, words
from tests.wire.test_written_by_a_model import answers
from tests.wire.world import Channel, Person

TAKEN_BACK = "This answer was taken back"
OTHER = "Demand for Costco's membership is growing in every state, and prices rise with it."
AWAY = "The store can't be reached just now"
WITHIN = 1.0
"""Seconds until what one process deleted is gone in all others."""


@dataclass(frozen=True, slots=True)
class Room:
    """A server's channel, and somebody there."""

    channel: Channel
    anna: Person

    @property
    def id(self) -> ChannelId:
        return ChannelId(self.channel.id)


@pytest.fixture
def rooms(standin: StandIn) -> list[Room]:
    """One for each shard."""
    channels = [server_on(standin, shard) for shard in range(COUNT)]
    return [Room(one, standin.world.member(one.guild, "anna")) for one in channels if one.guild]


@pytest.fixture
async def home(tmp_path: Path, postgres: Server) -> AsyncIterator[Home]:
    async with postgres.database() as url:
        yield Home(tmp_path, server=url)


@asynccontextmanager
async def terminal(home: Home) -> AsyncIterator[Casebook]:
    """One more process at the same store, which hears nothing of Discord."""
    async with open_casebook(read_settings(store=home.store)) as casebook:
        yield casebook


@asynccontextmanager
async def both_ready(standin: StandIn, home: Home, casebook: Casebook, *rooms: Room) -> AsyncIterator[None]:
    """Two processes, once discord.py calls itself ready in both, some seconds after their start: what is deleted before
    that is seen to then. `rooms`: one for each, where an earlier one is told to have left a half of an answer."""
    for room in rooms:
        await casebook.begun(room.id, Place(channel=room.id, message=room.id))
    async with both(standin, home):
        async with asyncio.timeout(PATIENCE):
            while await casebook.unfinished_channels():  # noqa: ASYNC110 - another process's doing
                await asyncio.sleep(0.05)
        yield


async def ask(standin: StandIn, room: Room) -> JsonObject:
    asking = await standin.slash(room.anna, room.channel, "ask", question=QUESTION)
    return await asking.reply()


async def taken_back(standin: StandIn, answer: JsonObject, since: float) -> float:
    """Seconds until the answer said so."""
    await standin.requests.until(lambda: TAKEN_BACK in words(standin.world.messages[answer["id"]]))
    return time.monotonic() - since


async def cite(casebook: Casebook, room: Room, answer: JsonObject, shelf: ChannelId) -> None:
    """Let the answer cite what a shelf holds."""
    found = (await casebook.ask(shelf, asked(QUESTION))).citations
    told = await casebook.remember(room.id, [one.model_copy(update={"shelf": shelf}) for one in found], asked(QUESTION))
    await casebook.placed(room.id, told, Place(channel=room.id, message=answer["id"]))


async def forget_all(casebook: Casebook, room: Room) -> None:
    listed = await casebook.posts(room.id, PostQuery())
    await casebook.forget(room.id, [one.post.post_id for one in listed])


async def test_four_processes_answer_each_server_once_and_send_each_digest_once(
    standin: StandIn, home: Home, rooms: list[Room]
) -> None:
    for room in rooms:
        await schedule(home, room.channel)
    async with AsyncExitStack() as stack:
        homes = [replace(home, shards=f"{shard}/{COUNT}") for shard in range(COUNT)]
        bots = [await stack.enter_async_context(started(standin, one)) for one in homes]
        await standin.connected(shards=range(COUNT))
        assert [QUOTE in words(await ask(standin, room)) for room in rooms] == [True] * COUNT
        await standin.requests.until(lambda: all(len(digests(standin, room.channel)) == 2 for room in rooms))
        await stop(*bots)
    assert [len(answers(standin, room.channel)) for room in rooms] == [2] * COUNT  # the answer and the digest
    assert [await outcome(home, room.channel) for room in rooms] == [Outcome.SENT] * COUNT
    assert len(puts(standin)) == 1
    assert all("Traceback" not in bot.said for bot in bots)


async def stop(*bots: Bot) -> None:
    for bot in bots:
        bot.terminate()
    assert [await bot.ended() for bot in bots] == [0] * len(bots)


async def test_an_answer_is_taken_back_within_a_second_whichever_process_deleted_what_it_cites(
    standin: StandIn, home: Home, rooms: list[Room]
) -> None:
    here, there = rooms[1], rooms[2]
    async with terminal(home) as casebook, both_ready(standin, home, casebook, here, there):
        card = await read(standin, await standin.slash(there.anna, there.channel, "save", text=BEARS))
        await casebook.save(here.id, pasted(BEARS))
        ours, theirs = await ask(standin, here), await ask(standin, there)
        assert QUOTE in words(ours)
        await cite(casebook, here, ours, shelf=there.id)
        began = time.monotonic()
        await standin.delete(card)
        own, other = await asyncio.gather(*(taken_back(standin, one, began) for one in (theirs, ours)))
        assert other - own <= WITHIN
        assert QUOTE not in words(await ask(standin, there))
        assert (await casebook.ask(there.id, asked(QUESTION))).abstained

        again, began = await ask(standin, here), time.monotonic()
        await forget_all(casebook, here)
        assert await taken_back(standin, again, began) <= WITHIN + own
        assert QUOTE not in words(await ask(standin, here))


async def test_what_is_killed_is_started_again_and_the_other_goes_on_meanwhile(
    standin: StandIn, home: Home, rooms: list[Room]
) -> None:
    ours, others = rooms[0], rooms[3]
    async with both(standin, home) as (first, second):
        for room in (ours, others):
            await read(standin, await standin.slash(room.anna, room.channel, "save", text=BEARS))
        await first.kill()
        assert QUOTE in words(await ask(standin, others))
        async with connected(standin, replace(home, shards=FIRST)) as again:
            assert QUOTE in words(await ask(standin, ours))
            await stop(again, second)
    assert [len(answers(standin, room.channel)) for room in (ours, others)] == [2, 2]  # the card and the answer


async def test_a_process_goes_on_while_the_schema_grows(
    standin: StandIn, home: Home, rooms: list[Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(standin, replace(home, shards=FIRST)) as bot:
        room = rooms[1]
        await read(standin, await standin.slash(room.anna, room.channel, "save", text=BEARS))
        monkeypatch.setattr(schema, "KNOWN_SCHEMA", KNOWN_SCHEMA + 1)
        monkeypatch.setattr(schema, "scripts_after", lambda *_: ["ALTER TABLE posts ADD COLUMN mood TEXT"])
        await migrate_store(home.store)
        await (await standin.slash(room.anna, room.channel, "save", text=OTHER)).reply()
        assert QUOTE in words(await ask(standin, room))
        async with terminal(home) as casebook:  # the newer program
            assert (await casebook.status(room.id)).store_schema == KNOWN_SCHEMA + 1
            assert (await casebook.status(room.id)).counts.posts == 2
        await stop(bot)


@pytest.fixture
def own_server() -> Iterator[Any]:
    """One that no other test uses."""
    with running() as server:
        yield server


@asynccontextmanager
async def away(server: Any) -> AsyncIterator[None]:
    await asyncio.to_thread(server.stop)
    try:
        yield
    finally:
        await asyncio.to_thread(server.ensure_postgres_running)


async def test_a_server_that_is_away_for_a_while_is_said_and_nothing_has_to_be_started_again(
    standin: StandIn, tmp_path: Path, own_server: Any, rooms: list[Room]
) -> None:
    some = rooms[1:3]
    async with (await prepared(own_server)).database() as url:
        home = Home(tmp_path, server=url)
        async with terminal(home) as casebook:
            for room in some:
                await casebook.save(room.id, pasted(BEARS))
        async with both(standin, home) as bots:
            before = [await ask(standin, room) for room in some]
            async with away(own_server):
                assert [AWAY in words(await ask(standin, room)) for room in some] == [True, True]
            assert [QUOTE in words(await ask(standin, room)) for room in some] == [True, True]
            await asyncio.sleep(2)  # until both hear again what is deleted
            began = time.monotonic()
            async with terminal(home) as casebook:
                for room in some:
                    await forget_all(casebook, room)
            await asyncio.gather(*(taken_back(standin, answer, began) for answer in before))
            await stop(*bots)
        assert all("Traceback" not in bot.said for bot in bots)
