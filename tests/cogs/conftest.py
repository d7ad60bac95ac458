"""The real bot with the real casebook on a real store, in an offline Discord; what it sends is held to the limits."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from simcord.env import Env

from bot.app import open_casebook
from bot.casebook import Casebook, saving
from bot.cogs.surface.client import CasebookBot, Options
from bot.settings import read_settings
from tests.cogs.reading import PATIENCE, Community
from tests.wire.limits import request_faults


@pytest.fixture
async def casebook(tmp_path: Path) -> AsyncIterator[Casebook]:
    async with open_casebook(read_settings(store=f"sqlite:///{tmp_path}/casebook.db")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _no_lease_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """simcord waits for every timer that comes before its patience ends, and so for a reader that is held back."""
    monkeypatch.setattr(saving, "RENEWED", 2 * PATIENCE)


@pytest.fixture
def options() -> Options:
    """A test that wants others defines its own."""
    return Options()


@pytest.fixture
async def discord_env(casebook: Casebook, options: Options) -> AsyncIterator[Env]:
    env = Env(CasebookBot(casebook, options), settle_timeout=PATIENCE)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    faults = [fault for call in env.http_requests for fault in request_faults(call.method, call.path, call.json)]
    assert faults == []


@pytest.fixture
def community(discord_env: Env, casebook: Casebook) -> Community:
    return Community(discord_env, casebook)
