"""A running bot whose server goes away: who asks is told so, and when it is back all goes on without a new start."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from bot.app import open_casebook
from bot.domain.post import ChannelId
from bot.settings import read_settings
from storage import PostFilter, open_store
from tests.conftest import pasted
from tests.faults.servers import OwnServer, Stop, own_server
from tests.wire.interactions import Asked
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import BEARS, QUESTION, QUOTE, words
from tests.wire.world import Channel, Person

AWAY = "can't be reached just now"
POST = (
    "Ines Calloway\nNov 23, 2025\n\n$NVDA Inventories pile up at every customer, and that is a real risk for the stock."
)


@pytest.fixture(scope="module")
def own() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


@pytest.fixture
async def served(own: OwnServer, home: Home, room: Channel) -> AsyncIterator[Home]:
    """A store on a server, which already holds a bear's post in the room."""
    async with own.databases.database() as url:
        async with open_casebook(read_settings(store=url)) as casebook:
            await casebook.save(ChannelId(room.id), pasted(BEARS))
        yield replace(home, server=url)


async def test_a_running_bot_says_that_its_server_is_away_and_goes_on_when_it_is_back(
    own: OwnServer, served: Home, standin: StandIn, room: Channel, anna: Person
) -> None:
    async with connected(standin, served) as bot:
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
        own.stop(Stop.FAST)
        for away in (
            await standin.slash(anna, room, "ask", question=QUESTION),
            await standin.slash(anna, room, "save", text=POST),
        ):
            assert AWAY in words(await away.reply())
        own.start()
        saving = await standin.slash(anna, room, "save", text=POST)
        assert "Saved: 1 post" in words(await saving.reply())
        await standin.requests.until(lambda: saving.message is not None and "1 bear" in words(saving.message))
        again = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await again.reply())
        await forget_elsewhere(served, room)
        await standin.requests.until(lambda: not any(quotes(answer) for answer in (asked, again)))
        bot.terminate()
        assert await bot.ended() == 0


def quotes(asked: Asked) -> bool:
    """Whether its answer does, as it stands now."""
    return asked.message is not None and QUOTE in words(asked.message)


async def forget_elsewhere(served: Home, room: Channel) -> None:
    async with open_store(served.store) as store:
        channel = store.channel(ChannelId(room.id))
        listed = await channel.posts(PostFilter())
        await channel.forget([one.post.post_id for one in listed if QUOTE in one.post.body])
