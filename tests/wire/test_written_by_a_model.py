"""The real `casebook run` with a language model: what people see of an answer that is never done."""

import asyncio

import pytest

from storage import open_store
from tests.wire.authoring import home_with, never_done
from tests.wire.limits.measure import JsonObject
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import QUESTION, QUOTE, filled, words
from tests.wire.world import Channel, Person

__all__ = ["filled"]
WRITING = "Still writing"


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
    await standin.requests.until(lambda: bool(half(standin, room)), 20)


async def noted(home: Home) -> None:
    """Wait until the store knows of it: where a reply stands is known only when Discord has said so."""
    async with asyncio.timeout(5), open_store(home.store) as store:
        while not await store.unfinished_channels():  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("by_command", [True, False], ids=["command", "mention"])
async def test_what_a_kill_left_half_written_is_taken_away_at_the_next_start(
    standin: StandIn, filled: Home, room: Channel, anna: Person, *, by_command: bool
) -> None:
    with home_with(filled, never_done()) as (home, _):
        async with connected(standin, home) as bot:
            await ask(standin, room, anna, by_command=by_command)
            await noted(home)
            await bot.kill()
        assert QUOTE in words(half(standin, room)[0])
        async with connected(standin, home):
            await standin.requests.until(lambda: answers(standin, room) == [], 20)
