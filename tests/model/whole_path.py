"""`make test-model`: a real small model behind a real server reads posts and writes answers, asked by the terminal.

Its answers are poor, and that is the point: whatever it writes, nothing wrong is shown. The file's name keeps it out of
`make test`, which needs no model.
"""

import asyncio
import json
import os
import re
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
from bot.domain.text import Locale
from bot.domain.usage import Used
from bot.errors import ModelAnswerUnusable, ModelContextFull
from bot.llm.chat import Prompted
from bot.llm.openai_chat import open_chat
from bot.llm.server import ModelServer
from bot.locales import wording
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
    "What do people say about Xiaomi?": None,
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
        ran = self._ran(*arguments)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout.decode()

    def document(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    def checks(self) -> Mapping[str, Any]:
        """What `doctor` finds, by name: it fails where one of them does."""
        found = json.loads(self._ran("doctor", "--json").stdout)["checks"]
        return {check["name"]: check for check in found}

    def used(self) -> Used:
        return asyncio.run(self._used())

    async def _used(self) -> Used:
        async with open_store(f"sqlite:///{self.folder}/casebook.db") as store:
            return await store.channel(ChannelId("local")).used(today())

    def _ran(self, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        line = [sys.executable, "-m", "bot", *arguments]
        environment = self._environment()
        return subprocess.run(line, cwd=self.folder, env=environment, capture_output=True, timeout=WITHIN, check=False)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return kept | {
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "CASEBOOK_MODEL": NAME,
            "CASEBOOK_ANSWER_TIMEOUT": "120",
            "CASEBOOK_READING_TIMEOUT": "120",
            "OPENAI_BASE_URL": self.served.base_url,
            "OPENAI_API_KEY": "none",
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
        assert answer["sentences"]
        assert (answer["mode"] == Mode.LLM) == (answer["fallback"] is None)
        assert answer["fallback"] in (None, *Fallback)
        assert answer["engine"].startswith(f"llm:{NAME}:answer/" if answer["mode"] == Mode.LLM else "extractive")


def test_people_are_told_too_why_the_quotes_speak(told: Told) -> None:
    """Each call's prompt has a secret of its own in it, so that no answer comes twice: more than one may be needed."""
    fallen = [asked for asked, answer in told.answers.items() if answer["fallback"]]
    assert any(_reason_in(told.terminal.run("ask", asked)) for asked in fallen)


def _reason_in(shown: str) -> bool:
    reasons = [wording(locale).say("answer", f"fallback_{why}") for locale in Locale for why in Fallback]
    return any(reason in " ".join(shown.split()) for reason in reasons)


def test_what_fell_is_told_with_the_rule_that_it_broke(told: Told) -> None:
    dropped = [one for answer in told.answers.values() for one in answer["dropped"]]
    assert dropped, "a model of this size writes sentences that do not stand"
    assert {one["reason"] for one in dropped} <= {*Refusal}
    shown = {one["text"] for answer in told.answers.values() for one in answer["sentences"]}
    assert [one["text"] for one in dropped if one["text"] in shown] == []


def test_what_it_took_is_counted_and_marked_where_the_server_does_not_count(told: Told) -> None:
    """A model that repeats itself is left before its server has counted, so that this may be marked anywhere."""
    assert told.used.calls >= len(QUESTIONS)
    assert told.used.usage.sent > 300 * len(QUESTIONS)
    assert told.used.reserved == 0
    assert told.used.usage.estimated or told.terminal.served.kind is not Kind.LIBRARY


def test_nothing_is_asked_of_it_where_nothing_is_held(told: Told) -> None:
    before = told.terminal.used()
    assert told.terminal.document("ask", "What is the bear case on Netflix?")["abstained"]
    assert told.terminal.used() == before


async def test_a_prompt_that_does_not_fit_is_an_error_also_where_the_server_does_not_say_so(told: Told) -> None:
    """The library's own ends the stream without a word."""
    served = told.terminal.served
    async with open_chat(ModelServer(NAME, served.base_url)) as chat:
        with pytest.raises(ModelAnswerUnusable if served.kind is Kind.LIBRARY else ModelContextFull):
            [_ async for _ in chat.write(Prompted("Repeat this.", "quay lantern " * 5000, most_tokens=8))]


def test_doctor_says_the_model_the_mode_and_the_latency_or_that_it_keeps_to_no_form(told: Told) -> None:
    """Told only in words what form to fill in, a model of this size does not keep to it."""
    check = told.terminal.checks()["model"]
    if told.terminal.served.kind is Kind.STRICT or check["ok"]:
        mode = "schema" if told.terminal.served.kind is Kind.STRICT else "json"
        assert re.search(rf"{NAME} .* \d+ ms, mode {mode}", check["detail"])
    else:
        assert check["detail"] == wording(Locale.ENGLISH).say("errors", "model_answer_unusable")
