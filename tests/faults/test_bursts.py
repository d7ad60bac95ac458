"""A thousand commands at once: each gets its answer, or the line that says when there is room again."""

import asyncio
import re
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.domain.post import ChannelId
from bot.settings import read_settings
from tests.conftest import pasted
from tests.wire.interactions import Asked
from tests.wire.launch import MINUTE
from tests.wire.process import Bot, Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import BEARS, QUESTION, QUOTE, words
from tests.wire.world import Channel, Person

COMMANDS = 1000
ROOMS = 5
PEOPLE = 24
"""Of a thousand commands 42 each: below what a person may ask in a minute, and twice of it is above."""
ALLOWED = 60
MINUTES = {MINUTE: "3600"}
"""That allowances count by: all answers come within one. On two busy cores they took ten seconds."""
GROWTH_MB = 60
"""That a second burst may cost in memory on top of the first."""
PATIENCE = 300
"""Seconds for all answers; it only ends a wait."""
ROOM_AGAIN = "room again"


@pytest.fixture
async def rooms(standin: StandIn, home: Home, room: Channel) -> Sequence[Channel]:
    assert room.guild
    rooms = [room, *(standin.world.channel(room.guild, f"room{number}") for number in range(1, ROOMS))]
    async with open_casebook(read_settings(store=home.store)) as casebook:
        for one in rooms:
            await casebook.save(ChannelId(one.id), pasted(BEARS))
    return rooms


@pytest.fixture
def people(standin: StandIn, room: Channel) -> Sequence[Person]:
    assert room.guild
    return [standin.world.member(room.guild, f"member{number}") for number in range(PEOPLE)]


async def send_all(standin: StandIn, rooms: Sequence[Channel], people: Sequence[Person]) -> list[Asked]:
    sent = []
    who_and_where = islice(zip(cycle(people), cycle(rooms), strict=False), COMMANDS)
    for number, (person, where) in enumerate(who_and_where):
        if number % 4 == 0:
            sent.append(await standin.slash(person, where, "ask", question=QUESTION))
        else:
            sent.append(await standin.slash(person, where, ("posts", "help", "status")[number % 4 - 1]))
    return sent


def peak_mb(bot: Bot) -> float:
    """The most memory that the process ever had."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{bot.process.pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) / 1024


async def all_shown(standin: StandIn, sent: Sequence[Asked]) -> list[str]:
    """What each was answered with; each was acknowledged within three seconds of the bot's, or it would have none."""
    waiting = set(sent)

    def none_is_left() -> bool:
        waiting.difference_update([asked for asked in waiting if asked._replied()])
        return not waiting

    await standin.requests.until(none_is_left, PATIENCE)
    return [words(await asked.reply()) for asked in sent]


async def typed_until(standin: StandIn, person: Person, where: Channel, over: asyncio.Event) -> int:
    """Somebody types meanwhile; choices that come after three seconds of the bot's raise AssertionError. How often they
    came."""
    times = 0
    while not over.is_set():
        await (await standin.type_towards(person, where, "case", subject="AM")).choices()
        times += 1
        await asyncio.sleep(0.1)
    return times


async def test_a_thousand_commands_at_once_are_all_answered_and_a_thousand_more_are_told_to_wait(
    standin: StandIn, home: Home, rooms: Sequence[Channel], people: Sequence[Person], anna: Person
) -> None:
    async with connected(standin, home.with_(**MINUTES)) as bot:
        # By the wall clock a slow machine would take too long to send a thousand itself, and to read what comes back.
        standin.interactions.clock = bot.seconds_at_work
        over = asyncio.Event()
        typing = asyncio.create_task(typed_until(standin, anna, rooms[0], over))
        shown = await all_shown(standin, await send_all(standin, rooms, people))
        assert all(QUOTE in text for text in shown[::4])
        assert not any(ROOM_AGAIN in text for text in shown)
        peak = peak_mb(bot)
        more = await all_shown(standin, await send_all(standin, rooms, people))
        over.set()
        assert await typing > 3
        assert all(QUOTE in text or ROOM_AGAIN in text for text in more[::4])
        assert sum(ROOM_AGAIN in text for text in more) >= 2 * COMMANDS - PEOPLE * ALLOWED
        assert peak_mb(bot) - peak < GROWTH_MB
        bot.terminate()
        assert await bot.ended() == 0
