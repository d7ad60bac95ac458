"""A language model's server that takes every call and answers none: people wait no longer than they have to."""

import time
from collections.abc import Sequence

import pytest

from tests.llm.hostile import Asked
from tests.llm.replies import Hangs, Reply
from tests.wire.authoring import home_with
from tests.wire.launch import GRACE
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import QUESTION, QUOTE, filled, words
from tests.wire.world import Channel, Person

__all__ = ["filled"]
PATIENCE = 1.0
"""Seconds that a question and a post may wait for a model."""
ASKED = 12
LONG = 300.0
POST = (
    "Ines Calloway\nNov 23, 2025\n\n$NVDA Inventories pile up at every customer, and that is a real risk for the stock."
)


def hang(_asked: Asked) -> Reply:
    return Hangs()


def with_patience(home: Home, seconds: float) -> Home:
    return home.with_(CASEBOOK_ANSWER_TIMEOUT=str(seconds), CASEBOOK_READING_TIMEOUT=str(seconds))


@pytest.fixture
def people(standin: StandIn, room: Channel) -> Sequence[Person]:
    assert room.guild
    return [standin.world.member(room.guild, f"member {number}") for number in range(ASKED)]


async def test_questions_are_answered_in_quotes_and_saves_by_rules(
    standin: StandIn, filled: Home, room: Channel, anna: Person, people: Sequence[Person]
) -> None:
    with home_with(filled, hang) as (home, server):
        async with connected(standin, with_patience(home, PATIENCE)):
            asked = [await standin.slash(person, room, "ask", question=QUESTION) for person in people]
            saving = await standin.slash(anna, room, "save", text=POST)
            assert "Saved: 1 post" in words(await saving.reply())
            for one in asked:
                assert QUOTE in words(await one.reply())
            await standin.requests.until(lambda: saving.message is not None and "1 bear" in words(saving.message))
        # Once nobody is believed to be there, who asks next does not wait to find that out anew.
        assert 0 < len(server.requests) < ASKED + 2


async def test_a_stop_ends_in_time_though_calls_hang(
    standin: StandIn, filled: Home, room: Channel, people: Sequence[Person]
) -> None:
    with home_with(filled, hang) as (home, server):
        async with connected(standin, with_patience(home, LONG).with_(**{GRACE: "2"})) as bot:
            for person in people:
                await (await standin.slash(person, room, "ask", question=QUESTION)).acknowledged()
            assert server.asked.wait(10)
            began = time.monotonic()
            bot.terminate()
            assert await bot.ended(20) == 0
            assert time.monotonic() - began < 15
            assert "Traceback" not in bot.said
