"""A card that says that its post is being read is told the rest, whatever became of the process that read it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook, PostQuery
from bot.domain.post import ChannelId
from bot.settings import read_settings
from tests.postgres import Server
from tests.wire.authoring import Author, home_with
from tests.wire.log import PATIENCE
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_saving import SHORT, stopped
from tests.wire.test_the_running_bot import BEARS, words
from tests.wire.test_written_by_a_model import answers
from tests.wire.world import Channel, Person

READING, READ, LATER = "reading it for arguments", "▼ 1 bear", "will be tried again"
NOBODY_READS = Author(reads_after=60)


@pytest.fixture(params=["sqlite", "postgres"])
async def either(request: pytest.FixtureRequest, home: Home, postgres: Server) -> AsyncIterator[Home]:
    async with postgres.database() as url:
        yield replace(home, server=url) if request.param == "postgres" else home


async def noted(home: Home, room: Channel, count: int) -> None:
    """Wait until so many cards are noted as unfinished: where a reply stands is known once Discord has said so."""
    async with asyncio.timeout(PATIENCE), open_casebook(read_settings(store=home.store)) as casebook:
        while len(await casebook.unfinished(ChannelId(room.id))) != count:  # noqa: ASYNC110 - another process's doing
            await asyncio.sleep(0.05)


async def end_leases(casebook: Casebook, channel: ChannelId) -> None:
    """As their time would."""
    store = casebook.store.channel(channel)
    for listed in await casebook.posts(channel, PostQuery()):
        await store.release(listed.post.post_id)


def says(standin: StandIn, room: Channel, text: str) -> list[bool]:
    return [text in words(one) for one in answers(standin, room)]


async def test_a_card_whose_process_is_killed_amid_the_reading_is_finished_by_the_next_start(
    standin: StandIn, either: Home, room: Channel, anna: Person
) -> None:
    with home_with(either, NOBODY_READS) as (slow, _):
        async with connected(standin, slow) as bot:
            saving = await standin.slash(anna, room, "save", text=BEARS)
            assert READING in words(await saving.reply())
            await standin.say(anna, room, f"<@{standin.world.bot.id}> {BEARS.replace('AMD', 'INTC')}")
            await standin.requests.until(lambda: says(standin, room, READING) == [True, True])
            await noted(slow, room, 2)
            await bot.kill()
    async with open_casebook(read_settings(store=either.store)) as casebook:
        await end_leases(casebook, ChannelId(room.id))
    async with connected(standin, either) as bot:
        await standin.requests.until(lambda: says(standin, room, READ) == [True, True])
        assert says(standin, room, READING) == [False, False]
        await noted(either, room, 0)
        assert "Traceback" not in bot.said


async def test_a_card_that_a_stop_left_is_finished_also_where_the_terminal_read_its_post(
    standin: StandIn, either: Home, room: Channel, anna: Person
) -> None:
    with home_with(either, NOBODY_READS) as (slow, _):
        async with connected(standin, slow.with_(**SHORT)) as bot:
            saving = await standin.slash(anna, room, "save", text=BEARS)
            assert READING in words(await saving.reply())
            await stopped(bot)
    assert says(standin, room, LATER) == [True]
    async with open_casebook(read_settings(store=either.store)) as casebook:
        assert await casebook.read_waiting(ChannelId(room.id)) == 1
    async with connected(standin, either):
        await standin.requests.until(lambda: says(standin, room, READ) == [True])
        card = answers(standin, room)[0]
        assert f"cb:undo:{card['id']}:{anna.id}" in str(card["components"])
