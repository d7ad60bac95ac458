"""A front door for tests whose examples are many: Hypothesis calls functions, not coroutines."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from itertools import count
from typing import Any, TypeVar

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.settings import read_settings
from tests.postgres import Server

T = TypeVar("T")


class Door:
    """A casebook, and the loop in which it lives."""

    def __init__(self, runner: asyncio.Runner, casebook: Casebook) -> None:
        self.casebook = casebook
        self._runner = runner
        self._count = count()

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def new_channel(self) -> ChannelId:
        """One that nobody ever used: examples leave nothing to one another."""
        return ChannelId(f"channel-{next(self._count)}")

    def exported(self, channel: ChannelId) -> str:
        """All that is kept of a channel."""

        async def lines() -> str:
            return "".join([line async for line in self.casebook.export(channel)])

        return self.do(lines())


async def opened_on(server: Server | None, opened: AsyncExitStack) -> Casebook:
    """A casebook on an empty store, which is closed and gone with `opened`."""
    url = "sqlite:///:memory:" if server is None else await opened.enter_async_context(server.database())
    return await opened.enter_async_context(open_casebook(read_settings(store=url)))


@pytest.fixture(scope="module", params=["memory", "postgres"])
def door(request: pytest.FixtureRequest) -> Iterator[Door]:
    """On both kinds of store all of this has to hold."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgres" else None
    with asyncio.Runner() as runner:
        opened = AsyncExitStack()
        casebook = runner.run(opened_on(server, opened))
        try:
            yield Door(runner, casebook)
        finally:
            runner.run(opened.aclose())
