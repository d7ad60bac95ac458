"""The process in which the running bot reads posts: its death costs nobody anything, and it never outlives the bot."""

import asyncio
import os
import signal
from pathlib import Path

from tests.test_reader_process import until_gone
from tests.wire.process import Bot, Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_saving import LONG, SHORT, stopped
from tests.wire.test_the_running_bot import BEARS, QUESTION, QUOTE, read, words
from tests.wire.world import Channel, Person


def reader_of(bot: Bot) -> int:
    """The process that reads for a bot, by its id."""
    tasks = Path(f"/proc/{bot.process.pid}/task").iterdir()
    [pid] = [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
    return pid


async def test_a_kill_of_it_is_not_noticed_by_who_saves_and_is_told_in_the_log(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home) as bot:
        await read(standin, await standin.slash(anna, room, "save", text=BEARS))
        os.kill(reader_of(bot), signal.SIGKILL)
        other = BEARS.replace("AMD", "TSLA").replace("Harbour", "Lighthouse")
        again = await standin.slash(anna, room, "save", text=other)
        await read(standin, again)
        assert QUOTE in words(await (await standin.slash(anna, room, "ask", question=QUESTION)).reply())
        assert "reader_ended status=-9" in bot.said
        await stopped(bot)
        assert "Traceback" not in bot.said


async def test_it_is_gone_when_the_bot_is_killed_while_a_long_post_is_read(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home) as bot:
        await read(standin, await standin.slash(anna, room, "save", text=BEARS))
        reader = reader_of(bot)
        await (await standin.slash(anna, room, "save", file=LONG)).reply()
        gone = asyncio.create_task(until_gone(reader))
        await asyncio.sleep(0)
        await bot.kill()
        await gone


async def test_it_is_gone_with_a_stop_in_time_while_a_long_post_is_read(
    standin: StandIn, home: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, home.with_(**SHORT)) as bot:
        await read(standin, await standin.slash(anna, room, "save", text=BEARS))
        reader = reader_of(bot)
        await (await standin.slash(anna, room, "save", file=LONG)).reply()
        gone = asyncio.create_task(until_gone(reader))
        await asyncio.sleep(0)
        await stopped(bot)
        await gone
