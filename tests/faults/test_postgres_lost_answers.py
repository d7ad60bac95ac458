"""The way to a server breaks at the worst of moments: what is not known is not claimed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from bot.errors import StoreError, StoreFull, StoreLocked, StoreUncertain, StoreUnreachable, StoreUnwritable
from storage import ChannelStore, open_store
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


FAILS_AT_THE_END = """CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what}; RETURN NULL; END $$;
                      CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON posts DEFERRABLE INITIALLY DEFERRED
                      FOR EACH ROW EXECUTE FUNCTION fail()"""
MENDED = "DROP FUNCTION fail() CASCADE"
REFUSALS: dict[str, type[StoreError]] = {
    "40001": StoreLocked,  # it can't be told in which order two transactions were
    "57014": StoreLocked,  # it took too long
    "53200": StoreUnreachable,  # no memory
    "53100": StoreFull,
    "25006": StoreUnwritable,
}


async def told(url: str, statement: str) -> None:
    session = await asyncpg.connect(url)
    try:
        await session.execute(statement)
    finally:
        await session.close()


@pytest.mark.parametrize("code", REFUSALS)
async def test_what_the_server_refuses_at_the_end_is_called_unchanged(postgres: Server, code: str) -> None:
    async with postgres.database() as url, open_store(url) as store:
        alpha = store.channel(ALPHA)
        await told(url, FAILS_AT_THE_END.format(what=f"RAISE EXCEPTION 'no' USING ERRCODE = '{code}'"))
        with pytest.raises(REFUSALS[code]) as raised:
            await keep(alpha, draft("Debt grew."))
        assert not isinstance(raised.value, StoreUncertain)
        assert (await alpha.counts()).posts == 0
        await told(url, MENDED)
        await keep(alpha, draft("Debt grew."))
        assert (await alpha.counts()).posts == 1


async def test_where_the_server_ends_the_session_at_the_end_nothing_is_claimed(postgres: Server) -> None:
    async with postgres.database() as url, open_store(url) as store:
        alpha = store.channel(ALPHA)
        await told(url, FAILS_AT_THE_END.format(what="PERFORM pg_terminate_backend(pg_backend_pid())"))
        with pytest.raises(StoreUncertain):
            await keep(alpha, draft("Debt grew."))
        await told(url, MENDED)
        await keep(alpha, draft("Debt grew."))
        assert (await alpha.counts()).posts == 1


async def test_what_was_never_asked_for_is_called_unchanged(postgres: Server) -> None:
    """The server ends a transaction in which nothing happens for long, before it is told to keep it."""
    async with postgres.database() as url, open_store(url) as store:
        alpha = store.channel(ALPHA)
        with pytest.raises(StoreUnreachable) as raised:
            await be_ended(alpha, url)
        assert not isinstance(raised.value, StoreUncertain)


async def be_ended(alpha: ChannelStore, url: str) -> None:
    async with alpha._writing() as session:
        [pid] = await session.one("SELECT pg_backend_pid()")
        await told(url, f"SELECT pg_terminate_backend({pid}, 60000)")
        await closed(session)


async def closed(session: Any) -> None:
    """Wait until the client has heard of it."""
    with suppress(asyncpg.InterfaceError):  # it went out of the pool
        while not session._connection.is_closed():  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
