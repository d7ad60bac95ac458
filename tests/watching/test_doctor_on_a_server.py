"""`casebook doctor` and `/status` tell what is not as it should be on the server that a store is kept on."""

import re
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest

from bot.app import open_casebook
from bot.doctor import Check, Patient, examine
from bot.domain.health import LEAST_CONNECTIONS, Server, Trouble
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.locales import wording
from bot.settings import read_settings
from storage import open_store, servers
from storage.migrations import KNOWN_SCHEMA
from tests.postgres import Server as RealServer
from tests.watching.test_doctor import checks

HERE = ChannelId("here")
PARTS = ["server", "connections", "server_clock", "server_settings", "rights"]
FEW = 5


@pytest.fixture
async def url(postgres: RealServer) -> AsyncIterator[str]:
    async with postgres.database() as database:
        yield database


def database_of(url: str) -> str:
    return url.rpartition("/casebook_")[0] and url.split("/")[3].partition("?")[0]


async def test_a_server_that_is_well_is_told_in_a_line_for_each_part(url: str) -> None:
    found = await checks(url)
    assert [name for name in found if name in PARTS] == PARTS
    assert all(found[name].ok for name in PARTS)
    assert "PostgreSQL 1" in found["server"].detail
    assert "pgvector 0." in found["server"].detail
    assert f"schema {KNOWN_SCHEMA}" in found["store"].detail
    assert found["rights"].mend is None


async def test_of_a_store_in_a_file_nothing_is_asked_of_a_server() -> None:
    assert not set(PARTS) & (await checks("sqlite:///:memory:")).keys()
    async with open_store("sqlite:///:memory:") as store:
        assert await store.server() is None


async def test_settings_that_are_off_are_a_note_that_says_what_they_are_for(url: str) -> None:
    found = (await checks(url))["server_settings"]  # the tests' server is a hasty one
    assert found.ok
    assert "fsync" in found.detail
    assert "power cut" in str(found.mend)
    assert "data_checksums" not in found.detail


async def test_a_limit_that_is_nearly_reached_is_told(url: str, postgres: RealServer) -> None:
    await postgres.run(f"ALTER DATABASE {database_of(url)} CONNECTION LIMIT {FEW}")
    found = (await checks(url))["connections"]
    assert not found.ok
    assert f"of {FEW} are in use" in found.detail
    assert "max_connections" in str(found.mend)


async def test_a_database_that_can_only_be_read_is_told(url: str, postgres: RealServer) -> None:
    await postgres.run(f"ALTER DATABASE {database_of(url)} SET default_transaction_read_only = on")
    found = (await checks(url))["server"]
    assert not found.ok
    assert "default_transaction_read_only" in str(found.mend)


async def test_clocks_that_differ_are_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = time.time
    monkeypatch.setattr(servers, "time", SimpleNamespace(time=lambda: right() - 3600))
    began = right()
    found = (await checks(url))["server_clock"]
    passed = right() - began
    assert not found.ok
    [apart] = re.findall(r"([\d.]+) s apart", found.detail)
    assert abs(float(apart) - 3600) <= 0.1 + passed / 2, "question and answer may take unlike times on their way"
    assert "time service" in str(found.mend)


@pytest.fixture
async def role(postgres: RealServer) -> AsyncIterator[str]:
    """One that may log in, and nothing else."""
    await postgres.run("CREATE ROLE reader LOGIN PASSWORD 's3cret'")
    yield "reader"
    await postgres.run("DROP ROLE reader")


async def test_rights_that_are_missing_are_told_with_the_grant_that_gives_them(role: str, postgres: RealServer) -> None:
    async with postgres.database() as url:
        theirs = url.replace("postgres@", f"{role}:s3cret@")
        store = (await checks(theirs))["store"]
        assert not store.ok
        assert "permission denied" in store.detail
        assert "may" not in str(store.mend).split()
        async with open_store(url) as opened, opened._database.writing() as session:
            await session.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
        rights = (await checks(theirs))["rights"]
    assert not rights.ok
    assert "DELETE ON aliases" in rights.detail
    assert "GRANT SELECT, INSERT, UPDATE, DELETE" in str(rights.mend)
    assert "s3cret" not in repr([store, rights])


@pytest.mark.parametrize("locale", Locale)
async def test_what_is_wrong_is_told_in_every_language(url: str, postgres: RealServer, locale: Locale) -> None:
    await postgres.run(f"ALTER DATABASE {database_of(url)} CONNECTION LIMIT {FEW}")
    patient = Patient(read_settings(store=url), HERE, wording(locale))
    told: dict[str, Check] = {check.name: check async for check in examine(patient)}
    assert "max_connections" in str(told["connections"].mend)
    async with open_casebook(read_settings(store=url)) as casebook:
        assert Trouble.CROWDED in (await casebook.status(HERE)).troubles


def test_free_connections_for_one_more_process_and_a_minute_between_clocks_are_no_trouble() -> None:
    well = Server(
        version="18.4", pgvector="0.8.5", standby=False, read_only=False, standbys=0, used=9, allowed=20, ahead=-60
    )
    assert well.allowed - well.used == LEAST_CONNECTIONS
    assert well.troubles() == ()
    ill = well.model_copy(update={"used": 10, "ahead": -61})
    assert ill.troubles() == (Trouble.CROWDED, Trouble.CLOCKS_APART)
