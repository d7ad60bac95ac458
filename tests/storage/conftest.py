from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import ChannelStore, Store, open_store
from tests.storage.samples import ALPHA

IN_MEMORY = "sqlite:///:memory:"


@pytest.fixture(params=["memory", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store that isn't there yet: what holds in memory holds in a file."""
    return IN_MEMORY if request.param == "memory" else f"sqlite:///{tmp_path / 'casebook.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    async with open_store(url) as opened:
        yield opened


@pytest.fixture
def alpha(store: Store) -> ChannelStore:
    return store.channel(ALPHA)


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'casebook.db'}"
