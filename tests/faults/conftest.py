from pathlib import Path

import pytest

from tests.wire.conftest import anna, home, room, standin

__all__ = ["anna", "home", "room", "standin"]


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'casebook.db'}"
