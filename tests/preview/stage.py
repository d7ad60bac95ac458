"""The stage of a scene: the real bot in a new community, with everything fixed that a picture would show otherwise."""

import random
import re
import secrets
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import SimpleNamespace

import pytest
from simcord.env import Env
from simcord.preview import _markdown

from bot.app import open_casebook
from bot.cogs.surface import clock
from bot.cogs.surface.client import CasebookBot, Options
from bot.settings import read_settings
from tests.cogs.reading import Community
from tests.llm.hostile import MODEL, Script, serving

EVENING = 20 * 3600
"""Seconds of the offline Discord's first day."""
_QUOTED = re.compile(r"^( {0,3}>.*\n)(?! {0,3}>)", flags=re.MULTILINE)


@asynccontextmanager
async def staged(model: Script | None = None) -> AsyncIterator[Community]:
    """A community that nobody has said anything in. `model`: what a language model answers there, if there is one."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch, connected(model) as chosen:
        async with open_casebook(read_settings(store=f"sqlite:///{folder}/casebook.db", **chosen)) as casebook:
            env = Env(CasebookBot(casebook, Options()), settle_timeout=20)
            env.backend.bot_user.name = "Casebook"
            env.backend.clock.advance(EVENING)
            _fix(env, patch)
            await env.start()
            try:
                yield Community(env, casebook)
            finally:
                await env.shutdown()


@contextmanager
def connected(model: Script | None) -> Iterator[dict[str, str]]:
    """The settings with which the bot finds the model, as long as the block lasts."""
    if model is None:
        yield {}
        return
    with serving(model) as server:
        yield {"model": MODEL, "openai_base_url": server.base_url}


def _fix(env: Env, patch: pytest.MonkeyPatch) -> None:
    """The day is the offline Discord's, an error's reference always the same, and a quotation ends with its line."""
    # Not `now` itself, which others hold by name.
    patch.setattr(clock, "datetime", SimpleNamespace(now=lambda _zone: env.now()))
    patch.setattr(secrets, "choice", random.Random(3).choice)
    expanded = _markdown._discord_multiline_quotes
    # CommonMark draws the next line into a quotation, and simcord with it; Discord does not.
    patch.setattr(_markdown, "_discord_multiline_quotes", lambda text: _QUOTED.sub(r"\1\n", expanded(text)))
