"""What several rooms' tests stand on: a casebook on a real store, opened and closed by the test that asks for it."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Whoever would ask a server on the internet is turned away on loopback.
os.environ["HTTPS_PROXY"] = os.environ["https_proxy"] = "http://127.0.0.1:9"

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot import metering
from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.post import Paste
from bot.domain.question import Question
from bot.settings import read_settings
from tests.postgres import Server, prepared, running

# How long it takes to think of examples says nothing of what is tested.
settings.register_profile(
    "casebook", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
# Other examples each time, and very many: `pytest --hypothesis-profile=long`.
settings.register_profile("long", settings.get_profile("casebook"), derandomize=False, max_examples=3000)
settings.load_profile("casebook")

TODAY = date(2025, 12, 1)
NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real server, started when the first test asks for it."""
    with running() as server, ThreadPoolExecutor() as aside:
        # Aside, because a loop is running where the fixture of a test asks for this.
        yield aside.submit(asyncio.run, prepared(server)).result()


@pytest.fixture
async def casebook() -> AsyncIterator[Casebook]:
    async with open_casebook(read_settings(store="sqlite:///:memory:")) as opened:
        yield opened


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets are of one day, as long as the test runs."""
    monkeypatch.setattr(metering, "datetime", Noon)


class Noon(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Noon":
        return cls.fromtimestamp(NOON.timestamp(), tz)


def pasted(raw: str, saved_by: str = "paster") -> Paste:
    return Paste(raw=raw, saved_by=saved_by, saved_at=datetime(2025, 12, 1, 8, tzinfo=UTC))


def asked(text: str, *after: str) -> Question:
    return Question(text=text, after=after, asked_on=TODAY)


def paste_file(name: str) -> Paste:
    return pasted((Path(__file__).parent / "journey" / "pastes" / name).read_text(encoding="utf-8"))
