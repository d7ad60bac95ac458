"""The digest that is sent by itself, by the real `casebook run`: a kill between claim and sending doubles and loses
nothing."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import open_casebook
from bot.domain.digest import Outcome
from bot.domain.post import ChannelId, Paste
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from bot.settings import read_settings
from tests.wire.faults import CutOff, Failed
from tests.wire.holding import Held
from tests.wire.limits.measure import JsonObject
from tests.wire.log import PATIENCE
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import BEARS, QUOTE, words
from tests.wire.world import Channel

SENDS = r"/channels/\d+/messages"
HOUR = timedelta(hours=1)


@pytest.fixture
async def due(home: Home, room: Channel) -> Home:
    """A store with a post, and a digest that was due at the full hour before."""
    await schedule(home, room)
    return home


async def schedule(home: Home, room: Channel) -> None:
    """Keep a post of two hours ago, and a digest that was due at the full hour before."""
    last_hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    digest = DigestSchedule(every=Every.DAY, hour=last_hour.hour, begins=last_hour - HOUR)
    async with open_casebook(read_settings(store=home.store)) as casebook:
        await casebook.set_settings(ChannelId(room.id), ChannelSettings(digest=digest))
        await casebook.save(ChannelId(room.id), Paste(raw=BEARS, saved_by="1", saved_at=last_hour - HOUR))


def digests(standin: StandIn, room: Channel) -> list[JsonObject]:
    return [said for said in standin.world.said(room) if QUOTE in words(said)]


async def outcome(home: Home, room: Channel) -> Outcome | None:
    async with open_casebook(read_settings(store=home.store)) as casebook:
        delivery = await casebook.last_delivery(ChannelId(room.id))
    assert delivery is not None, "it was not even claimed"
    return delivery.outcome


def end_the_lease(home: Home) -> None:
    """Three minutes go by."""
    with sqlite3.connect(home.folder / "casebook.db") as store:
        store.execute("UPDATE digests SET leased_until = 0")
    store.close()


async def test_what_was_due_while_the_bot_was_away_is_sent_at_its_start_and_not_at_the_next(
    standin: StandIn, due: Home, room: Channel
) -> None:
    for _ in range(2):
        async with connected(standin, due) as bot:
            await standin.requests.until(lambda: bool(digests(standin, room)))
            bot.terminate()
            assert await bot.ended() == 0
    assert len(digests(standin, room)) == 1
    assert await outcome(due, room) is Outcome.SENT


async def test_a_kill_after_the_claim_and_before_the_sending_loses_nothing(
    standin: StandIn, due: Home, room: Channel
) -> None:
    standin.faults.plan(Failed(502), "POST", SENDS, times=100)  # not done; discord.py waits, and tries again
    async with connected(standin, due) as bot:
        await standin.sent("POST", "/messages")
        await bot.kill()
    standin.faults.forget()
    assert digests(standin, room) == []
    assert await outcome(due, room) is None
    end_the_lease(due)
    async with connected(standin, due):
        await standin.requests.until(lambda: bool(digests(standin, room)))
    assert len(digests(standin, room)) == 1


async def test_a_kill_after_the_sending_and_before_it_is_noted_doubles_nothing(
    standin: StandIn, due: Home, room: Channel
) -> None:
    held = Held(done=False)
    standin.faults.plan(held, "POST", SENDS)
    async with connected(standin, due) as bot:
        await asyncio.wait_for(held.came_all(1), PATIENCE)
        await bot.kill()
    held.let_go.set()  # it is done when the process is dead already
    await standin.requests.until(lambda: bool(digests(standin, room)))
    await is_found_again(standin, due, room)


async def test_a_connection_that_is_cut_off_after_the_sending_doubles_nothing(
    standin: StandIn, due: Home, room: Channel
) -> None:
    standin.faults.plan(CutOff(done=True), "POST", SENDS)
    async with connected(standin, due) as bot:
        await standin.requests.until(lambda: bool(digests(standin, room)))
        bot.terminate()
        assert await bot.ended() == 0
    await is_found_again(standin, due, room)


async def is_found_again(standin: StandIn, due: Home, room: Channel) -> None:
    """The next process sees that what nobody noted stands there already."""
    assert await outcome(due, room) is None
    end_the_lease(due)
    forget_nonces(standin, room)
    async with connected(standin, due) as bot:
        await standin.requests.first(lambda sent: sent.method == "PATCH" and "/messages/" in sent.path)
        bot.terminate()
        assert await bot.ended() == 0
    assert len(digests(standin, room)) == 1
    assert await outcome(due, room) is Outcome.SENT


def forget_nonces(standin: StandIn, room: Channel) -> None:
    """As Discord does after some minutes."""
    for said in standin.world.said(room):
        said["nonce"] = None
