"""`make test-model`: a real small model behind a real server reads posts and writes answers, asked by the terminal.

Its answers are poor, and that is the point: whatever it writes, nothing wrong is shown. The file's name keeps it out of
`make test`, which needs no model.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.answers.gate.refusal import Refusal
from bot.domain.answer import Fallback, Mode
from bot.domain.post import ChannelId
from bot.domain.usage import Used
from bot.metering import today
from storage import open_store
from tests.model.serving import NAME, ROOT, Kind, Served, serving
from tests.model.shown import Shown, World

PASTES = sorted((Path(__file__).parent / "pastes").iterdir())
WORLD = World(
    pastes=tuple(path.read_text(encoding="utf-8") for path in PASTES),
    companies={"Costco": ("Costco", "$COST", "开市客"), "Xiaomi": ("Xiaomi", "小米", "$XIACY")},
    people=("Quay Lantern", "海边记账员", "Tove Brandt"),
)
QUESTIONS: Mapping[str, str | None] = {
    "What is the bear case on Costco?": "bear",
    "What is the bull case on Costco?": "bull",
    "What do people say about Xiaomi's cars?": None,
    "看空小米的理由是什么？": "bear",
    "小米看多的理由有哪些？": "bull",
}
"""With the side that is asked for."""
WITHIN = 240.0
"""Seconds for a command; on two cores a question takes about ten."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """`casebook`, as a process of its own in an empty folder, with the model configured."""

    served: Served
    folder: Path

    def run(self, *arguments: str) -> str:
        return self._ran(*arguments).stdout.decode()

    def document(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    def used(self) -> Used:
        return asyncio.run(self._used())

    async def _used(self) -> Used:
        async with open_store(f"sqlite:///{self.folder}/casebook.db") as store:
            return await store.channel(ChannelId("local")).used(today())

    def _ran(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        line = [sys.executable, "-m", "bot", *arguments]
        ran = subprocess.run(
            line, cwd=self.folder, env=self._environment(), capture_output=True, timeout=WITHIN, check=False
        )
        assert ran.returncode == 0, ran.stderr.decode()
        return ran

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return kept | {
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "CASEBOOK_MODEL": NAME,
            "CASEBOOK_MODEL_TIMEOUT": "120",
            "OPENAI_BASE_URL": self.served.base_url,
            "OPENAI_API_KEY": "a local server asks for none",
        }


@dataclass(frozen=True, slots=True)
class Told:
    """All that was saved and answered through one server, and what it took."""

    terminal: Terminal
    saved: Any
    answers: Mapping[str, Any]
    used: Used


@pytest.fixture(scope="module", params=list(Kind), ids=str)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp(request.param)
    with serving(request.param, folder / "server.log") as served:
        terminal = Terminal(served, tmp_path_factory.mktemp("casebook"))
        saved = terminal.document("ingest", *map(str, PASTES))
        answers = {question: terminal.document("ask", question) for question in QUESTIONS}
        yield Told(terminal, saved, answers, terminal.used())


def test_every_post_is_read_and_every_argument_is_verbatim(told: Told) -> None:
    posts = told.saved["posts"]
    assert [(bool(post["arguments"]), post["waiting"]) for post in posts] == [(True, False)] * len(PASTES)
    quotes = [argument["quote"] for post in posts for argument in post["arguments"]]
    assert [quote for quote in quotes if not any(quote in paste for paste in WORLD.pastes)] == []


def test_nothing_wrong_is_shown(told: Told) -> None:
    shown = {asked: Shown(told.answers[asked], side, WORLD) for asked, side in QUESTIONS.items()}
    assert {asked: faults for asked, one in shown.items() if (faults := one.faults())} == {}


def test_an_answer_is_the_models_or_says_why_it_is_not(told: Told) -> None:
    for answer in told.answers.values():
        is_the_models = answer["mode"] == Mode.LLM
        assert answer["sentences"]
        assert is_the_models == (answer["fallback"] is None)
        assert is_the_models or Fallback(answer["fallback"])


def test_what_fell_is_told_with_the_rule_that_it_broke(told: Told) -> None:
    dropped = [one for answer in told.answers.values() for one in answer["dropped"]]
    assert dropped, "a model of this size writes sentences that do not stand"
    assert {one["reason"] for one in dropped} <= {*Refusal}
    shown = {one["text"] for answer in told.answers.values() for one in answer["sentences"]}
    assert [one["text"] for one in dropped if one["text"] in shown] == []


def test_what_it_took_is_counted_by_the_server_where_that_counts(told: Told) -> None:
    assert told.used.calls >= len(QUESTIONS)
    assert told.used.usage.sent > 300 * len(QUESTIONS)
    assert told.used.reserved == 0
    assert told.used.usage.estimated == (told.terminal.served.kind is Kind.LIBRARY)


def test_nothing_is_asked_of_it_where_nothing_is_held(told: Told) -> None:
    before = told.terminal.used()
    assert told.terminal.document("ask", "What is the bear case on Netflix?")["abstained"]
    assert told.terminal.used() == before


def test_doctor_says_the_model_the_mode_and_the_latency(told: Told) -> None:
    [check] = [one for one in told.terminal.document("doctor")["checks"] if one["name"] == "model"]
    assert check["ok"], check
    assert NAME in check["detail"]
    assert " ms" in check["detail"]
