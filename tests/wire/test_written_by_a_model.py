"""The real `casebook run` with a language model: what people see of an answer that is never done."""

import asyncio
from dataclasses import replace

import pytest

from storage import open_store
from tests.llm.replies import Breaks, Reply
from tests.wire.authoring import HALF, WRITTEN, Author, home_with
from tests.wire.launch import GRACE
from tests.wire.limits.measure import JsonObject
from tests.wire.log import PATIENCE
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import QUESTION, QUOTE, filled, words
from tests.wire.world import Channel, Person

__all__ = ["filled"]
WRITING, WRITTEN_BY = "Still writing", "A language model wrote this"


def answers(standin: StandIn, room: Channel) -> list[JsonObject]:
    """What the bot has said in a channel and stands there."""
    return [said for said in standin.world.said(room) if said["author"]["id"] == standin.world.bot.id]


def half(standin: StandIn, room: Channel) -> list[JsonObject]:
    return [said for said in answers(standin, room) if WRITING in words(said)]


async def ask(standin: StandIn, room: Channel, anna: Person, *, by_command: bool = False) -> None:
    """Ask, and wait until a part of the answer stands there."""
    if by_command:
        await standin.slash(anna, room, "ask", question=QUESTION)
    else:
        await standin.say(anna, room, f"<@{standin.world.bot.id}> {QUESTION}")
    await standin.requests.until(lambda: bool(half(standin, room)))


async def noted(home: Home, channels: int = 1) -> None:
    """Wait until the store knows of it: where a reply stands is known only when Discord has said so."""
    async with asyncio.timeout(PATIENCE), open_store(home.store) as store:
        while len(await store.unfinished_channels()) < channels:  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("by_command", [True, False], ids=["command", "mention"])
async def test_what_a_kill_left_half_written_is_taken_away_at_the_next_start(
    standin: StandIn, filled: Home, room: Channel, anna: Person, *, by_command: bool
) -> None:
    with home_with(filled, Author(HALF)) as (home, _):
        async with connected(standin, home) as bot:
            await ask(standin, room, anna, by_command=by_command)
            await noted(home)
            await bot.kill()
        assert QUOTE in words(half(standin, room)[0])
        async with connected(standin, home):
            await standin.requests.until(lambda: answers(standin, room) == [])


async def test_a_question_that_is_deleted_takes_the_half_of_its_answer_and_the_call_along(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    with home_with(filled, Author(HALF)) as (home, server):
        async with connected(standin, home):
            await ask(standin, room, anna)
            [question] = [said for said in standin.world.said(room) if said["author"]["id"] == anna.id]
            await standin.delete(question)
            await standin.requests.until(lambda: answers(standin, room) == [])
        assert server.left.wait(PATIENCE)


async def test_a_stop_ends_in_time_and_leaves_no_half_of_an_answer(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    with home_with(filled, Author(HALF)) as (home, server):
        async with connected(standin, home.with_(**{GRACE: "2"})) as bot:
            await ask(standin, room, anna)
            bot.terminate()
            assert await bot.ended(10) == 0
        assert server.left.is_set()
        assert answers(standin, room) == []
        assert "Traceback" not in bot.said


async def test_twenty_who_ask_at_once_are_all_acknowledged_and_answered(
    standin: StandIn, filled: Home, room: Channel
) -> None:
    assert room.guild
    people = [standin.world.member(room.guild, f"member {n}") for n in range(20)]
    with home_with(filled, Author(replace(WRITTEN, first=1.0))) as (home, server):
        async with connected(standin, home):
            asked = [await standin.slash(person, room, "ask", question=QUESTION) for person in people]
            for one in asked:
                await one.acknowledged()
            await standin.requests.until(lambda: all(WRITTEN_BY in words(said) for said in answers(standin, room)))
        assert len(server.requests) == 20
        assert server.most_at_once == 4


async def test_a_model_that_goes_away_and_comes_back(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    replies: list[Reply] = [Breaks(503, "", {"x-should-retry": "false"}), WRITTEN]
    with home_with(filled, lambda _asked: replies.pop(0)) as (home, _):
        async with connected(standin, home):
            quoted = words(await (await standin.slash(anna, room, "ask", question=QUESTION)).reply())
            assert "could not be reached" in quoted
            assert QUOTE in quoted
            again = await standin.slash(anna, room, "ask", question=QUESTION)
            await standin.requests.until(lambda: again.message is not None and WRITTEN_BY in words(again.message))


async def test_a_budget_that_one_question_spends_is_told_to_the_next_and_in_status(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    with home_with(filled, Author(replace(WRITTEN, usage=(90_000, 9_990)))) as (home, server):
        async with connected(standin, home):
            first = await standin.slash(anna, room, "ask", question=QUESTION)
            await standin.requests.until(lambda: first.message is not None and WRITTEN_BY in words(first.message))
            second = await standin.slash(anna, room, "ask", question=QUESTION)
            said = words(await second.reply())
            assert "tokens of this channel are used up" in said
            assert QUOTE in said
            status = words(await (await standin.slash(anna, room, "status")).reply())
            assert "99,990" in status
        assert len(server.requests) == 1
