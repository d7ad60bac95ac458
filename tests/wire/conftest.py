"""A Discord for a test: nothing may be sent to it over its limits, or in a shape that it does not know."""

from collections.abc import AsyncIterator

import pytest

from tests.wire.standin import StandIn, open_discord


@pytest.fixture
async def standin(caplog: pytest.LogCaptureFixture) -> AsyncIterator[StandIn]:
    async with open_discord() as opened:
        yield opened
        assert opened.over_limits() == []
        assert [str(said) for said in caplog.get_records("call") if said.name == "aiohttp.server"] == []
