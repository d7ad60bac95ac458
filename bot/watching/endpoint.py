"""Gives the metrics on a port of this machine, to nobody else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIServer

from bot.errors import CasebookError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
PATIENCE = 2.0
"""Seconds that a reader of the metrics waits for the store to be asked."""

Count = Callable[[], Awaitable[int]]


@asynccontextmanager
async def measured(port: int | None, waiting: Count) -> AsyncIterator[None]:
    """For as long as the block runs; nothing where no port is named. One that is taken is said, and work goes on."""
    if port is None:
        yield
        return
    from bot.watching.measures import registry_of

    registry, measures = registry_of(_asked_of(asyncio.get_running_loop(), waiting))
    logging.getLogger().addHandler(measures)
    server = await asyncio.to_thread(_served, port, registry)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(measures)
        if server is not None:
            await asyncio.to_thread(server.shutdown)
            server.server_close()


def _served(port: int, registry: "CollectorRegistry") -> WSGIServer | None:
    """In a thread of its own, so that it answers while the loop is busy."""
    from prometheus_client import start_http_server

    try:
        server, _ = start_http_server(port, LOOPBACK, registry)
    except OSError as error:
        log.error("no metrics are given: port %d of %s can't be had", port, LOOPBACK, exc_info=error)
        return None
    log.info("metrics are given at http://%s:%d/metrics", LOOPBACK, port)
    return server


def _asked_of(loop: asyncio.AbstractEventLoop, waiting: Count) -> Callable[[], float | None]:
    """Asks in the loop, from the server's thread. None where the store has no answer, or none in time."""

    async def count() -> int:
        return await waiting()

    def asked() -> float | None:
        asking = asyncio.run_coroutine_threadsafe(count(), loop)
        try:
            return float(asking.result(PATIENCE))
        except (TookTooLong, CasebookError):
            asking.cancel()
            return None

    return asked
