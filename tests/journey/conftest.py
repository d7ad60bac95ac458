"""The journeys where the store has a part go through both kinds of database."""

from collections.abc import AsyncIterator

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.settings import read_settings
from tests.postgres import Server

ON_A_SERVER_TOO = {
    "test_browsing",
    "test_corrections",
    "test_following_messages",
    "test_glossary",
    "test_key_points",
    "test_the_front_door",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "casebook" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2] in ON_A_SERVER_TOO:
        metafunc.parametrize("casebook", ["memory", "postgres"], indirect=True)


@pytest.fixture
async def casebook(request: pytest.FixtureRequest) -> AsyncIterator[Casebook]:
    if getattr(request, "param", "memory") == "memory":
        async with open_casebook(read_settings(store="sqlite:///:memory:")) as opened:
            yield opened
        return
    server: Server = request.getfixturevalue("postgres")
    async with server.database() as url, open_casebook(read_settings(store=url)) as opened:
        yield opened
