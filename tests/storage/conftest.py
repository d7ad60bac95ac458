from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import ChannelStore, Store, open_store
from tests.postgres import Server
from tests.storage.samples import ALPHA

IN_MEMORY = "sqlite:///:memory:"
WAIT = 60
"""Seconds: a server on a busy disk may take long to let somebody in, and that is no fault."""


@pytest.fixture(params=["memory", "file", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty store: what holds in memory holds in a file and on a server."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        async with server.database() as database:
            yield database
    else:
        yield IN_MEMORY if request.param == "memory" else f"sqlite:///{tmp_path / 'casebook.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with open_store(url, wait=WAIT) as opened:
        yield opened


@pytest.fixture
def alpha(store: Store) -> ChannelStore:
    return store.channel(ALPHA)


@pytest.fixture(params=["file", "postgres"])
async def lasting_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty store that several processes share, and that is there when it is opened again."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        async with server.database() as database:
            yield database
    else:
        yield f"sqlite:///{tmp_path / 'casebook.db'}"


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'casebook.db'}"
