"""An answer that a model writes grows on a terminal and nowhere else."""

import asyncio
import os
import pty
import sys
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.cli.ask import asked, tell
from bot.cli.desk import Desk
from bot.cli.options import Common
from bot.domain.post import ChannelId, Paste
from bot.errors import ModelBroken
from bot.llm.chat import Prompted
from bot.llm.scripted import ScriptedModel
from bot.subjects.companies import Companies
from storage import open_store
from tests.cli.conftest import BULL

CHANNEL = ChannelId("local")
QUESTION = asked("what is the bull case on Nvidia", ())
QUOTE = '"data center revenue grew 60% and demand still exceeds supply"'
FIRST, SECOND = "Marta Quill argues for Nvidia: ", "According to Marta Quill, "
WIPE = "\x1b[2K"


def sentences(_prompt: Prompted) -> str:
    return "\n".join(f"{who}{QUOTE}. [1]" for who in (FIRST, SECOND))


class Terminal:
    """Standard output as a terminal of 100 columns."""

    def __init__(self) -> None:
        self._theirs, self._ours = pty.openpty()
        self.stream = os.fdopen(self._ours, "w", encoding="utf-8")
        self._read = b""
        self._reader = threading.Thread(target=self._read_on)
        self._reader.start()

    def _read_on(self) -> None:
        try:
            while piece := os.read(self._theirs, 4096):
                self._read += piece
        except OSError:  # how a terminal says that nothing more comes
            pass

    def close(self) -> str:
        """All that was written on it."""
        self.stream.close()
        self._reader.join()
        os.close(self._theirs)
        return self._read.decode()


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(sentences)


@pytest.fixture
def desk(tmp_path: Path, model: ScriptedModel) -> Iterator[Desk]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        store = runner.run(stack.enter_async_context(open_store(f"sqlite:///{tmp_path}/casebook.db")))
        casebook = Casebook(store, Companies.load(), Engines(ExtractiveExtractor(None), None, model))
        paste = Paste(raw=BULL, saved_by="ann", saved_at=datetime(2025, 12, 1, tzinfo=UTC))
        runner.run(casebook.save(CHANNEL, paste))
        try:
            yield Desk(casebook, runner)
        finally:
            runner.run(stack.aclose())


def told(desk: Desk, monkeypatch: pytest.MonkeyPatch, *, as_json: bool = False) -> str:
    """What a terminal is shown of the answer."""
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    with monkeypatch.context() as standing:
        standing.setattr(sys, "stdout", terminal.stream)
        tell(desk, Common(CHANNEL, None, as_json, "ann"), QUESTION)
    return terminal.close()


def test_sentences_appear_one_after_the_other_and_the_whole_answer_takes_their_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    growing, _, whole = told(desk, monkeypatch).rpartition(WIPE)
    assert growing.index(FIRST) < growing.index(WIPE) < growing.index(SECOND)
    assert "A language model wrote this" not in growing
    assert all(said in whole for said in (FIRST, SECOND, "A language model wrote this"))


def test_where_no_terminal_may_be_steered_the_answer_is_shown_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = told(desk, monkeypatch)
    assert WIPE not in shown
    assert shown.count(FIRST) == 1


def test_json_on_a_terminal_does_not_grow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = told(desk, monkeypatch, as_json=True)
    assert "\x1b" not in shown
    assert shown.count("\n") == 1
    assert '"mode": "llm"' in shown
    assert '"engine": "llm:scripted:' in shown
    assert '"fallback": null' in shown


@pytest.mark.parametrize("model", [ScriptedModel([ModelBroken(url="", reason="")])])
def test_where_the_model_fails_the_quotes_speak_and_it_is_said_why(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "could not be reached" in told(desk, monkeypatch)
    shown = told(desk, monkeypatch, as_json=True)
    assert '"mode": "extractive"' in shown
    assert '"fallback": "failed"' in shown
