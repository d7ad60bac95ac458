"""When a language model is opened, and that it costs nothing where none is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import model_server, open_casebook
from bot.domain.post import ChannelId
from bot.llm.server import OPENAI
from bot.settings import Settings
from tests.cli.conftest import BULL, PATIENCE, Terminal
from tests.llm.asking import KEY
from tests.llm.hostile import MODEL, serving
from tests.llm.replies import refused

LOADED = """
import sys
from bot.__main__ import main
try:
    main()
finally:
    print("openai" in sys.modules, "httpx2" in sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ({}, None),
        ({"OPENAI_API_KEY": KEY}, None),
        ({"CASEBOOK_MODE": "extractive", "CASEBOOK_MODEL": MODEL}, None),
        ({"CASEBOOK_MODEL": MODEL}, MODEL),
        ({"CASEBOOK_MODEL": MODEL, "CASEBOOK_MODE": "llm"}, MODEL),
    ],
)
@pytest.mark.usefixtures("folder")
async def test_a_model_is_opened_where_one_is_named_and_allowed(
    given: dict[str, str], opened: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**given, "CASEBOOK_STORE": "sqlite:///:memory:"}.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    async with open_casebook(settings) as book:
        status = await book.status(ChannelId("here"))
    assert status.model.name == opened
    assert (model_server(settings) is not None) == (opened is not None)


def test_an_address_is_taken_without_what_stands_around_it() -> None:
    server = model_server(Settings(model=MODEL, openai_base_url=" http://localhost:11434/v1\n"))
    assert server is not None
    assert server.base_url == "http://localhost:11434/v1"


def test_a_model_without_an_address_is_openais() -> None:
    server = model_server(Settings(model=MODEL, openai_api_key=f" {KEY}\n"))
    assert server is not None
    assert (server.base_url, server.api_key, server.context, server.at_once, server.patience) == (
        OPENAI,
        KEY,
        8192,
        4,
        60,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CASEBOOK_MODE", "llm"),
        ("CASEBOOK_MODE", "sometimes"),
        ("OPENAI_BASE_URL", "localhost:11434"),
        ("OPENAI_BASE_URL", "http://"),
        ("CASEBOOK_MODEL_CONTEXT", "12"),
        ("CASEBOOK_ANSWER_TIMEOUT", "0"),
        ("CASEBOOK_ANSWER_TIMEOUT", "inf"),
        ("CASEBOOK_ANSWER_TIMEOUT", "nan"),
        ("CASEBOOK_ANSWER_TIMEOUT", "301"),
        ("CASEBOOK_READING_TIMEOUT", "0"),
        ("CASEBOOK_READING_TIMEOUT", "301"),
        ("CASEBOOK_MODEL_AT_ONCE", "0"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(
    name: str, value: str, casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    ran = casebook("posts")
    assert ran.status == 1
    assert name in ran.complaint


def test_the_timeout_of_before_is_passed_over_whatever_it_says(
    casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL_TIMEOUT", "never")
    assert casebook("posts").status == 0


@pytest.mark.parametrize("model", ["", MODEL])
def test_what_needs_no_model_waits_for_no_client(model: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL", model)
    line = [sys.executable, "-c", LOADED, "posts"]
    ran = subprocess.run(line, capture_output=True, cwd=folder, timeout=PATIENCE, check=False)
    assert ran.stderr.decode().split()[-2:] == ["False", "False"]


def test_a_question_with_debug_tells_no_key(process: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda asked: refused(401, f"Incorrect API key provided: {asked.headers['authorization']}")) as server:
        monkeypatch.setenv("CASEBOOK_MODEL", MODEL)
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        told = [process("ingest", "-", "--debug", stdin=BULL), process("ask", "the bull case on Nvidia?", "--debug")]
        told.append(process("doctor", "--debug"))
    assert [ran.status for ran in told] == [0, 0, 1]
    assert KEY not in json.dumps([(ran.out, ran.err) for ran in told])
    assert server.requests
