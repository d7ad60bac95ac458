from pathlib import Path

import pytest


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'casebook.db'}"
