"""A store that nobody has opened yet."""

from pathlib import Path

import pytest


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
    """Where ten thousand operations take half the time of a file's; the statements are the same."""
    return "sqlite:///:memory:"
