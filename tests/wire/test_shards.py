"""Several `casebook run` on one store, each with its part of the shards: nothing is done twice, nothing left undone."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import open_casebook
from bot.casebook import PostQuery
from bot.domain.digest import Outcome
from bot.domain.post import ChannelId
from bot.settings import read_settings
from tests.conftest import pasted
from tests.wire.authoring import HALF, Author, home_with
from tests.wire.gateway import Shard
from tests.wire.process import Bot, Home, connected, started
from tests.wire.standin import StandIn
from tests.wire.test_digests import digests, outcome, schedule
from tests.wire.test_the_running_bot import BEARS, QUESTION, QUOTE, puts, words
from tests.wire.test_written_by_a_model import answers, half, noted
from tests.wire.world import Channel, Person

COUNT = 4
FIRST, SECOND = "0-1/4", "2-3/4"


def server_on(standin: StandIn, shard: int) -> Channel:
    """A channel of a server whose events that shard hears."""
    key = int(standin.world.snowflake())
    key += ((shard - (key >> 22)) % COUNT) << 22
    assert Shard(shard, COUNT).hears(str(key))
    return standin.world.channel(standin.world.guild(f"server {shard}", str(key)), "value")


@pytest.fixture
def rooms(standin: StandIn) -> list[Channel]:
    """One for each shard."""
    return [server_on(standin, shard) for shard in range(COUNT)]


@pytest.fixture
def people(standin: StandIn, rooms: list[Channel]) -> list[Person]:
    return [standin.world.member(room.guild, "anna") for room in rooms if room.guild]


@pytest.fixture
async def shared(home: Home, rooms: list[Channel]) -> Home:
    """A store that holds a bear's post in each room."""
    async with open_casebook(read_settings(store=home.store)) as casebook:
        for room in rooms:
            await casebook.save(ChannelId(room.id), pasted(BEARS))
    return home


@asynccontextmanager
async def both(standin: StandIn, home: Home) -> AsyncIterator[tuple[Bot, Bot]]:
    """Two processes that share the shards, begun at the same time."""
    async with AsyncExitStack() as stack:
        homes = [replace(home, shards=shards) for shards in (FIRST, SECOND)]
        bots = [await stack.enter_async_context(started(standin, one)) for one in homes]
        await standin.connected(shards=range(COUNT))
        yield bots[0], bots[1]


async def test_each_server_is_answered_by_one_process_and_one_compares_the_commands(
    standin: StandIn, shared: Home, rooms: list[Channel], people: list[Person]
) -> None:
    async with both(standin, shared) as bots:
        for person, room in zip(people, rooms, strict=True):
            await standin.say(person, room, f"<@{standin.world.bot.id}> {QUESTION}")
            asked = await standin.slash(person, room, "ask", question=QUESTION)
            assert QUOTE in words(await asked.reply())
        direct = standin.world.direct(people[-1])
        await standin.say(people[-1], direct, QUESTION)
        expected = [2] * COUNT + [1]
        await standin.requests.until(lambda: [len(answers(standin, one)) for one in (*rooms, direct)] == expected)
        assert {session.shard for session in standin.gateway.sessions.values()} == {Shard(n, COUNT) for n in range(4)}
        for bot in bots:
            bot.terminate()
        assert [await bot.ended() for bot in bots] == [0, 0]
    assert [len(answers(standin, one)) for one in (*rooms, direct)] == expected
    assert len(puts(standin)) == 1
    assert len(standin.sendings("GET", "/commands")) == 1
    assert all("Traceback" not in bot.said for bot in bots)


async def test_digests_that_are_due_are_sent_once_whoever_sends_them(
    standin: StandIn, home: Home, rooms: list[Channel]
) -> None:
    for room in rooms:
        await schedule(home, room)
    async with both(standin, home) as bots:
        await standin.requests.until(lambda: all(digests(standin, room) for room in rooms))
        for bot in bots:
            bot.terminate()
        assert [await bot.ended() for bot in bots] == [0, 0]
    assert [len(digests(standin, room)) for room in rooms] == [1] * COUNT
    assert [await outcome(home, room) for room in rooms] == [Outcome.SENT] * COUNT


async def test_a_process_sends_also_what_is_due_where_another_hears_that_is_away(
    standin: StandIn, home: Home, rooms: list[Channel]
) -> None:
    await schedule(home, rooms[3])
    async with connected(standin, replace(home, shards=FIRST)) as bot:
        await standin.requests.until(lambda: bool(digests(standin, rooms[3])))
        bot.terminate()
        assert await bot.ended() == 0
    assert await outcome(home, rooms[3]) is Outcome.SENT


async def test_what_another_process_deleted_is_in_no_answer_after_it(
    standin: StandIn, shared: Home, rooms: list[Channel], people: list[Person]
) -> None:
    async with connected(standin, replace(shared, shards="1-2/4")), connected(standin, replace(shared, shards="0,3/4")):
        for at in (0, 1):  # each has the channel's arguments in memory by then
            asked = await standin.slash(people[at], rooms[at], "ask", question=QUESTION)
            assert QUOTE in words(await asked.reply())
        async with open_casebook(read_settings(store=shared.store)) as casebook:
            for at in (0, 1):
                [listed] = await casebook.posts(ChannelId(rooms[at].id), PostQuery())
                await casebook.forget(ChannelId(rooms[at].id), [listed.post.post_id])
        for at in (0, 1):
            asked = await standin.slash(people[at], rooms[at], "ask", question=QUESTION)
            assert QUOTE not in words(await asked.reply())
        asked = await standin.slash(people[2], rooms[2], "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())


async def test_who_is_killed_and_comes_again_takes_away_its_own_halves_and_nobody_elses(
    standin: StandIn, shared: Home, rooms: list[Channel], people: list[Person]
) -> None:
    ours, others = rooms[1], rooms[2]
    with home_with(shared, Author(HALF)) as (home, _):
        async with both(standin, home) as (first, _second):
            for person, room in ((people[1], ours), (people[2], others)):
                await standin.say(person, room, f"<@{standin.world.bot.id}> {QUESTION}")
                await standin.requests.until(lambda room=room: bool(half(standin, room)))  # type: ignore[misc]
            await noted(home, 2)
            await first.kill()
            async with connected(standin, replace(home, shards=FIRST)):
                await standin.requests.until(lambda: answers(standin, ours) == [])
                assert half(standin, others)


async def test_too_few_shards_end_with_one_line_that_says_how_to_start_more(standin: StandIn, home: Home) -> None:
    standin.gateway.shards = 16
    async with started(standin, home) as bot:
        assert await bot.ended() == 1
    last = bot.said.splitlines()[-1]
    assert last.startswith("casebook: ")
    assert "casebook run --shards 0-15/16" in last
    assert "Traceback" not in bot.said


async def test_a_stop_while_shards_still_log_in_ends_in_time(standin: StandIn, home: Home) -> None:
    async with started(standin, replace(home, shards="0-39/64")) as bot:  # three windows' full
        await standin.connected(shards=range(16))
        bot.terminate()
        assert await bot.ended(10) == 0
    assert "Traceback" not in bot.said
