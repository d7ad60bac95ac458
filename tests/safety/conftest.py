"""Stores that nobody has opened yet."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import Server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store's files lie, and nothing else."""
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


@pytest.fixture
def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'casebook.db'}"


@pytest.fixture
def quick_url() -> str:
    """A new one each time that it is opened. Ten thousand operations take half of what they take on a file; the
    statements are the same."""
    return "sqlite:///:memory:"


@pytest.fixture(params=["file", "postgres"])
async def busy_url(request: pytest.FixtureRequest, url: str) -> AsyncIterator[str]:
    """One in which several can write and read at once."""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        async with server.database() as database:
            yield database
    else:
        yield url
