"""The stand-in for Discord: opened on a free port of loopback, closed with all its sockets."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from tests.wire.acting import Acting
from tests.wire.core import TOKEN
from tests.wire.log import PATIENCE
from tests.wire.requests import API, Sent
from tests.wire.routes import application
from tests.wire.speaking import Speaking


class StandIn(Speaking, Acting):
    """A whole small Discord: people speak and act in it, and what the bot sends is recorded."""

    origin = ""

    @property
    def api(self) -> str:
        return self.origin + API

    def stand_at(self, origin: str) -> None:
        self.origin = origin
        self.printer.origin = origin
        self.gateway.url = origin.replace("http", "ws", 1) + "/gateway"

    async def connected(self, within: float = PATIENCE, shards: Sequence[int] = (0,)) -> None:
        """Wait until clients have identified as these shards and been told of their servers."""
        await self.gateway.heard.until(lambda: self.gateway.connected_as(shards), within)

    async def sent(self, method: str, path: str, within: float = PATIENCE) -> Sent:
        """The first request, past or to come, whose path ends so."""
        return await self.requests.first(lambda s: s.method == method and s.path.endswith(path), within)

    def sendings(self, method: str, path: str) -> list[Sent]:
        """The requests so far whose path ends so."""
        return [sent for sent in self.requests if sent.method == method and sent.path.endswith(path)]

    def over_limits(self) -> list[str]:
        """All that was sent over Discord's limits so far."""
        return [f"{sent.method} {sent.path}: {fault}" for sent in self.requests for fault in sent.faults]


@asynccontextmanager
async def open_discord(token: str = TOKEN) -> AsyncIterator[StandIn]:
    standin = StandIn(token)
    runner = web.AppRunner(application(standin), shutdown_timeout=1.0, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        standin.stand_at(f"http://{host}:{port}")
        yield standin
    finally:
        async with asyncio.timeout(PATIENCE):
            await standin.gateway.close()
            await runner.cleanup()
