"""A server that repeats the key, and the prompt, in everything that it says: neither goes any further."""

import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from bot.errors import ModelError
from tests.llm.asking import KEY, PROMPT, Points, at, written
from tests.llm.hostile import Asked, Script, serving
from tests.llm.replies import Breaks, Reply, Streams

ROOT = Path(__file__).parents[2]


def repeating(status: int) -> Script:
    def script(asked: Asked) -> Reply:
        told = f"{asked.headers['authorization']} said {asked.given}"
        body = {"error": {"message": told, "code": told, "type": told, "param": told}}
        return Breaks(status, body, {"X-Repeats": told, "retry-after-ms": "1", "Location": f"/{KEY}"})

    return script


def everything(error: BaseException | None) -> str:
    """All that could be told of an error and of those that it came from, shown or not."""
    told = ""
    while error is not None:
        told += f"{error} {error!r} {vars(error)} {''.join(traceback.format_exception(error))}"
        error = error.__cause__ or error.__context__
    return told


@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 407, 413, 418, 422, 429, 500, 503])
async def test_an_error_keeps_nothing_that_a_server_said(status: int) -> None:
    with serving(repeating(status)) as server:
        async with at(server) as chat:
            for call in (chat.fill(PROMPT, Points), written(chat)):
                with pytest.raises(ModelError) as caught:
                    await call
                told = everything(caught.value)
                assert KEY not in told
                assert PROMPT.given not in told


async def test_an_error_in_a_stream_keeps_nothing_either() -> None:
    lines = (f'{{"error":{{"message":"{KEY}"}}}}', f'{{"{KEY}', f'["{KEY}"]')
    for line in lines:
        with serving([Streams((line,))]) as server:
            async with at(server) as chat:
                with pytest.raises(ModelError) as caught:
                    await written(chat)
        assert KEY not in everything(caught.value)


TALK = """
import asyncio, os
from bot.watching.logs import start_logging
from bot.errors import ModelError
from bot.llm.openai_chat import open_chat
from bot.llm.server import ModelServer
from tests.llm.asking import KEY, PROMPT, Points

async def main():
    async with open_chat(ModelServer("m", os.environ["AT"], KEY)) as chat:
        try:
            await chat.fill(PROMPT, Points)
        except ModelError as error:
            print(type(error).__name__)

start_logging()
asyncio.run(main())
"""


@pytest.mark.parametrize("level", ["", "debug"])
def test_the_running_bots_log_holds_no_key(level: str) -> None:
    with serving(repeating(500)) as server:
        url = server.base_url.replace("http://", "http://me:pa55word@") + "?token=s3cret"
        environment = {**os.environ, "AT": url, "OPENAI_LOG": level, "PYTHONPATH": str(ROOT)}
        line = [sys.executable, "-c", TALK]
        ran = subprocess.run(line, capture_output=True, env=environment, cwd=ROOT, timeout=300, check=False)
    told = (ran.stdout + ran.stderr).decode()
    assert "ModelBroken" in told
    assert not [secret for secret in (KEY, "pa55word", "s3cret", PROMPT.given) if secret in told]
    assert ("DEBUG" in told) == (level == "debug")


async def test_the_clients_own_loggers_tell_no_key_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "openai")
    with serving(repeating(401)) as server:
        async with at(server) as chat:
            with pytest.raises(ModelError):
                await written(chat)
    assert caplog.text
    assert KEY not in caplog.text
