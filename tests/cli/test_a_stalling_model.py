"""The terminal before a model's server that stalls: every command ends by itself, and Ctrl-C ends it at any moment."""

import json
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE, Terminal, written
from tests.cli.test_interruptions import count_posts, started, wait_until
from tests.cli.test_with_a_model import point_at
from tests.llm.hostile import Asked, Server, serving
from tests.llm.replies import Drips, Ending, Hangs, Promises, Reply, Says
from tests.wire.authoring import Author
from tests.wire.test_the_running_bot import BEARS, QUESTION

STALLS: dict[str, Reply] = {
    "before the headers": Hangs(),
    "after the headers": Promises(),
    "in the middle of a sentence": Says("Harbour Ledger argues ag", ends=Ending.STALLS),
    "a byte at a time": Drips("Harbour Ledger argues against AMD.", pause=0.1),
}
STALLING = pytest.mark.parametrize("stall", STALLS.values(), ids=STALLS)
POSTS = 20
SEED = 20261207


class Mended:
    """Stalls until it is told to be well."""

    def __init__(self, stall: Reply) -> None:
        self.stall = stall
        self.well = False

    def __call__(self, asked: Asked) -> Reply:
        return Author()(asked) if self.well else self.stall


def soon(monkeypatch: pytest.MonkeyPatch, server: Server, seconds: float = 3.0) -> None:
    point_at(server, monkeypatch)
    monkeypatch.setenv("CASEBOOK_ANSWER_TIMEOUT", str(seconds))
    monkeypatch.setenv("CASEBOOK_READING_TIMEOUT", str(seconds))


def files(folder: Path) -> Iterator[str]:
    for n in range(POSTS):
        yield written(folder, f"{n}.txt", f"Ann Lee\n2026.03.{n + 1:02} 09:15\n\n$AMD(AMD.US) {WORDS[n]} fell, a risk.")


WORDS = [
    f"Sales of the {ordinal} product line in region {n * 7} of the north"
    for n, ordinal in enumerate("abcdefghijklmnopqrst")
]


@STALLING
def test_a_question_is_answered_in_quotes_with_a_line_that_says_why(
    process: Terminal, casebook: Terminal, monkeypatch: pytest.MonkeyPatch, stall: Reply
) -> None:
    casebook("ingest", "-", stdin=BEARS)
    with serving([stall]) as server:
        soon(monkeypatch, server)
        ran = process("ask", QUESTION)
        assert server.requests
    assert (ran.status, ran.err) == (0, "")
    assert "could not be reached" in ran.out
    assert "Harbour Ledger" in ran.out


def test_of_many_questions_one_waits_and_all_are_answered(
    process: Terminal, casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook("ingest", "-", stdin=BEARS)
    with serving([Hangs()]) as server:
        soon(monkeypatch, server)
        ran = process("ask", "-", stdin=f"{QUESTION}\n" * POSTS)
        assert len(server.requests) == 1
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["mode"], one["fallback"], one["abstained"]) for one in answers] == [
        ("extractive", "failed", False)
    ] * POSTS


def test_ingest_ends_with_all_saved_and_read_and_the_model_reads_them_when_it_is_back(
    folder: Path, process: Terminal, casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Mended(Hangs())
    with serving(script) as server:
        soon(monkeypatch, server)
        ran = process("ingest", *files(folder), "--json")
        assert (ran.status, len(server.requests)) == (0, 1)
        assert "casebook doctor" in ran.complaint
        assert [len(post["arguments"]) > 0 for post in ran.document["posts"]] == [True] * POSTS
        assert not any(post["waiting"] for post in casebook("posts", "--json").document["posts"])
        assert '"engine":"llm' not in casebook("export").out
        script.well = True
        monkeypatch.setenv("CASEBOOK_READING_TIMEOUT", "300")
        assert casebook("ingest", "-", stdin=BEARS).status == 0
        left = casebook("export").out.count('"engine":"extractive')
    assert left <= 1, "the one that was asked about was asked about a moment ago"


def test_what_waits_before_a_question_holds_it_no_longer_than_a_question_waits(
    folder: Path, casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving([Hangs()]) as server:
        soon(monkeypatch, server, 300)
        reading = started("ingest", written(folder, "post.txt", BEARS), folder=folder)
        assert server.asked.wait(PATIENCE)
        reading.send_signal(signal.SIGINT)
        assert reading.wait(PATIENCE) == 130
        reading.communicate()
        monkeypatch.setenv("CASEBOOK_ANSWER_TIMEOUT", "3")
        assert not casebook("ask", QUESTION, "--json").document["abstained"]
        assert len(server.requests) == 2, "the one that was broken off, and one that was waited for"


@pytest.mark.parametrize("moment", range(4))
def test_whenever_ctrl_c_comes_what_was_saved_is_told_and_the_store_is_whole(
    folder: Path, casebook: Terminal, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    chance, names = random.Random(f"{SEED} {moment}"), [*files(folder)]
    with serving([chance.choice(list(STALLS.values()))]) as server:
        soon(monkeypatch, server, chance.choice([0.3, 300.0]))
        ingest = started("ingest", *names, "--json", folder=folder)
        wait_until(lambda: count_posts(folder / "casebook.db") > 0)
        time.sleep(chance.uniform(0, 1.5))  # the moment itself, by chance
        ingest.send_signal(signal.SIGINT)
        out, err = ingest.communicate(timeout=PATIENCE)
    assert ingest.returncode in (0, 130), "done before it came, or interrupted"
    assert b"Traceback" not in err
    monkeypatch.delenv("CASEBOOK_MODEL")
    kept = {post["post_id"] for post in casebook("posts", "--json").document["posts"]}
    assert {post["post_id"] for post in json.loads(out)["posts"]} == kept
    assert casebook("doctor", "--deep", "--json").document["ok"]
    assert casebook("ingest", *names, "--json").status == 0
    posts = casebook("posts", "--json").document["posts"]
    assert [post["waiting"] for post in posts] == [False] * POSTS
