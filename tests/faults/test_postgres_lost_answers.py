"""The way to a server breaks at the worst of moments: what is not known is not claimed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import StoreUncertain, StoreUnreachable
from storage import open_store
from tests.postgres import Server
from tests.storage.samples import ALPHA, draft, keep


class Way:
    """Between a program and its server. Once `breaks_at` comes along, that is handed on, and no answer comes back."""

    def __init__(self, sockets: str) -> None:
        self.breaks_at: bytes | None = None
        self._sockets = sockets

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, asks = await asyncio.open_unix_connection(f"{self._sockets}/.s.PGSQL.5432")
        back = asyncio.create_task(self._answer(answers, writer))
        try:
            while asked := await reader.read(65_536):
                is_last = self.breaks_at is not None and self.breaks_at in asked
                if is_last:
                    back.cancel()
                    await asyncio.wait([back])  # of two that read nobody would
                asks.write(asked)
                await asks.drain()
                if is_last:
                    await answers.read(1)  # it is done there
                    return
        finally:
            back.cancel()
            writer.close()
            asks.close()

    async def _answer(self, answers: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while answer := await answers.read(65_536):
                writer.write(answer)
                await writer.drain()


@asynccontextmanager
async def breakable(url: str) -> AsyncIterator[tuple[Way, str]]:
    """A way to a database, and the URL under which a program takes it."""
    parts = urlsplit(url)
    way = Way(parse_qs(parts.query)["host"][0])
    listening = await asyncio.start_server(way.pass_on, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield way, f"postgresql://postgres@127.0.0.1:{port}{parts.path}?sslmode=disable"


async def test_what_was_kept_while_the_answer_was_lost_is_called_uncertain_and_not_unchanged(
    postgres: Server,
) -> None:
    async with postgres.database() as url, breakable(url) as (way, through), open_store(through) as store:
        alpha = store.channel(ALPHA)
        [before] = await keep(alpha, draft("Cash grew."))
        way.breaks_at = b"COMMIT"
        with pytest.raises(StoreUncertain):
            await keep(alpha, draft("Debt grew."))
        way.breaks_at = None
        assert (await alpha.counts()).posts == 2
        [again] = await keep(alpha, draft("Debt grew."))  # whoever does it again does it once
        assert (await alpha.counts()).posts == 2
        assert before != again


async def test_what_was_lost_before_it_was_kept_is_called_unchanged(postgres: Server) -> None:
    async with postgres.database() as url, breakable(url) as (way, through), open_store(through) as store:
        alpha = store.channel(ALPHA)
        way.breaks_at = b"Debt grew."
        with pytest.raises(StoreUnreachable) as raised:
            await keep(alpha, draft("Debt grew."))
        assert not isinstance(raised.value, StoreUncertain)
        way.breaks_at = None
        assert (await alpha.counts()).posts == 0
