"""What an answer cites is deleted, or the process killed, just while the answer comes to stand in Discord."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.app import open_casebook
from bot.casebook import PostQuery
from bot.domain.post import ChannelId, Paste
from bot.settings import read_settings
from tests.postgres import Server
from tests.wire.holding import Held
from tests.wire.log import PATIENCE
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_digests import schedule
from tests.wire.test_the_running_bot import BEARS, EDITS, QUESTION, QUOTE, words
from tests.wire.test_written_by_a_model import answers
from tests.wire.world import Channel, Person

TAKEN_BACK = "was taken back"
WITHIN = 1.0
"""Seconds until what was deleted stands nowhere any more."""
COMMANDS: dict[str, dict[str, str]] = {
    "ask": {"question": QUESTION},
    "case": {"subject": "AMD"},
    "debate": {"subject": "AMD"},
    "timeline": {"subject": "AMD"},
    "digest": {},
}


@pytest.fixture(params=["sqlite", "postgres"])
async def filled(request: pytest.FixtureRequest, home: Home, room: Channel, postgres: Server) -> AsyncIterator[Home]:
    """A store that holds a bear's post in the room."""
    async with postgres.database() as url:
        here = replace(home, server=url) if request.param == "postgres" else home
        async with open_casebook(read_settings(store=here.store)) as casebook:
            await casebook.save(ChannelId(room.id), Paste(raw=BEARS, saved_at=datetime.now(UTC), saved_by="anna"))
        yield here


async def forget_all(home: Home, room: Channel) -> None:
    """As the terminal does, from a process of its own."""
    async with open_casebook(read_settings(store=home.store)) as casebook:
        for listed in await casebook.posts(ChannelId(room.id), PostQuery()):
            await casebook.forget(ChannelId(room.id), [listed.post.post_id])


async def give_all(standin: StandIn, person: Person, room: Channel, held: Held) -> None:
    """Every command whose answer cites posts; each answer is held as it comes."""
    standin.faults.plan(held, "PATCH", EDITS, times=len(COMMANDS))
    for name, options in COMMANDS.items():
        await standin.slash(person, room, name, **options)
    await asyncio.wait_for(held.came_all(len(COMMANDS)), PATIENCE)


def told(standin: StandIn, room: Channel, text: str) -> int:
    """How many of the bot's messages say so."""
    return sum(text in words(one) for one in answers(standin, room))


async def taken_back(standin: StandIn, room: Channel, count: int) -> float:
    """Seconds until all have been."""
    began = time.monotonic()
    await standin.requests.until(lambda: told(standin, room, TAKEN_BACK) == count)
    return time.monotonic() - began


async def test_what_is_deleted_while_answers_that_cite_it_are_on_their_way_stands_for_no_longer_than_a_second(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled) as bot:
        held = Held(done=False)
        await give_all(standin, anna, room, held)
        await forget_all(filled, room)
        held.let_go.set()
        assert await taken_back(standin, room, len(COMMANDS)) <= WITHIN
        await asyncio.sleep(0.3)
        assert told(standin, room, QUOTE) == 0  # nor does anything come after it
        assert "Traceback" not in bot.said


async def test_the_same_of_a_reply_and_of_a_channel_that_is_emptied(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled) as bot:
        held = Held(done=False)
        standin.faults.plan(held, "POST", rf"/channels/{room.id}/messages")
        standin.faults.plan(held, "PATCH", EDITS)
        await standin.say(anna, room, f"<@{standin.world.bot.id}> {QUESTION}")
        await standin.slash(anna, room, "ask", question=QUESTION)
        await asyncio.wait_for(held.came_all(2), PATIENCE)
        async with open_casebook(read_settings(store=filled.store)) as casebook:
            await casebook.erase(ChannelId(room.id))
        held.let_go.set()
        assert await taken_back(standin, room, 2) <= WITHIN
        assert told(standin, room, QUOTE) == 0
        assert "Traceback" not in bot.said


async def test_an_answer_that_its_process_did_not_live_to_see_standing_is_taken_back_all_the_same(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    held = Held(done=True)
    async with connected(standin, filled) as bot:
        await give_all(standin, anna, room, held)
        await bot.kill()
    held.let_go.set()
    assert told(standin, room, QUOTE) >= len(COMMANDS) - 1  # a timeline may tell it in its picture
    await forget_all(filled, room)
    async with connected(standin, filled):
        await taken_back(standin, room, len(COMMANDS))
        assert told(standin, room, QUOTE) == 0


async def test_the_same_of_a_digest_that_is_sent_by_itself(standin: StandIn, home: Home, room: Channel) -> None:
    await schedule(home, room)
    held = Held(done=False)
    standin.faults.plan(held, "POST", rf"/channels/{room.id}/messages")
    async with connected(standin, home):
        await asyncio.wait_for(held.came_all(1), PATIENCE)
        await forget_all(home, room)
        held.let_go.set()
        assert await taken_back(standin, room, 1) <= WITHIN
        assert told(standin, room, QUOTE) == 0
