"""A Discord for a test: nothing may be sent to it over its limits, or in a shape that it does not know."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.wire.process import Home
from tests.wire.standin import StandIn, open_discord
from tests.wire.world import Channel, Person


def is_our_fault(said: logging.LogRecord) -> bool:
    """Whether the stand-in failed; a bot that was stopped amid a request has only gone."""
    gone = said.exc_info is not None and isinstance(said.exc_info[1], ConnectionError)
    return said.name == "aiohttp.server" and not gone


@pytest.fixture
async def standin(caplog: pytest.LogCaptureFixture) -> AsyncIterator[StandIn]:
    async with open_discord() as opened:
        yield opened
        assert opened.over_limits() == []
        assert [str(said) for said in caplog.get_records("call") if is_our_fault(said)] == []


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def room(standin: StandIn) -> Channel:
    return standin.world.channel(standin.world.guild(), "value")


@pytest.fixture
def anna(standin: StandIn, room: Channel) -> Person:
    assert room.guild
    return standin.world.member(room.guild, "anna")
