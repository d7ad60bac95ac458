"""The terminal with a language model: what a script reads, and what a broken-off command leaves."""

import json
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE, Terminal
from tests.cli.test_interruptions import started
from tests.llm.hostile import MODEL, Asked, Script, Server, serving
from tests.llm.replies import Breaks, Hangs, Reply
from tests.wire.authoring import HALF, Author
from tests.wire.test_the_running_bot import BEARS, QUESTION


def point_at(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_MODEL", MODEL)
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)


def held_up(server: Server, *arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    """A command that waits for what its model says."""
    process = started(*arguments, folder=folder)
    assert server.asked.wait(PATIENCE)
    return process


def interrupted(process: subprocess.Popen[bytes]) -> bytes:
    """What it has written when it has ended as it should after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert (err.count(b"\n"), b"Traceback" in err) == (1, False)
    return out


def in_the_store(folder: Path, statement: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(folder / "casebook.db")) as store, store:
        return store.execute(statement).fetchall()


def test_each_question_of_a_script_gets_a_line_that_the_model_wrote(
    casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    casebook("ingest", "-", stdin=BEARS)
    with serving(Author()) as server:
        point_at(server, monkeypatch)
        lines = casebook("ask", "-", stdin=f"{QUESTION}\n?\n{QUESTION}\n").out.splitlines()
    assert [json.loads(line).get("mode") for line in lines] == ["llm", None, "llm"]
    assert len(server.requests) == 2


def test_a_model_that_did_not_read_is_told_of_in_one_line(casebook: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([Breaks(401, {"error": {"message": "no"}})]) as server:
        point_at(server, monkeypatch)
        saved = casebook("ingest", "-", stdin=BEARS)
        told = casebook("ask", QUESTION)
    assert saved.status == 0
    assert "casebook doctor" in saved.complaint
    assert told.err == ""
    assert "could not be reached" in told.out


@pytest.mark.parametrize("given", [[], ["--json"]], ids=["text", "json"])
def test_ctrl_c_amid_an_answer_shows_no_half_of_it_and_counts_what_came(
    folder: Path, casebook: Terminal, monkeypatch: pytest.MonkeyPatch, given: list[str]
) -> None:
    casebook("ingest", "-", stdin=BEARS)
    with serving(Author(HALF)) as server:
        point_at(server, monkeypatch)
        assert interrupted(held_up(server, "ask", QUESTION, *given, folder=folder)) == b""
        assert server.left.wait(PATIENCE)
    [(reserved, sent)] = in_the_store(folder, "SELECT reserved, sent FROM usage")
    assert (reserved, sent > 0) == (0, True)


def test_ctrl_c_while_a_model_reads_leaves_the_post_to_the_next_question(
    folder: Path, casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(_first_never_answered(Author())) as server:
        point_at(server, monkeypatch)
        (folder / "post.txt").write_text(BEARS, encoding="utf-8")
        interrupted(held_up(server, "ingest", "post.txt", folder=folder))
        answer = casebook("ask", QUESTION, "--json").document
        assert answer["mode"] == "llm"
        assert len(server.requests) == 3, "the call that was broken off, the post, and the answer"


def test_what_a_killed_command_was_reading_is_not_paid_for_twice_at_once(
    folder: Path, casebook: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(_first_never_answered(Author())) as server:
        point_at(server, monkeypatch)
        (folder / "post.txt").write_text(BEARS, encoding="utf-8")
        killed = held_up(server, "ingest", "post.txt", folder=folder)
        killed.kill()
        killed.communicate(timeout=PATIENCE)
        assert casebook("ask", QUESTION, "--json").document["abstained"]
        assert len(server.requests) == 1
        in_the_store(folder, "UPDATE jobs SET leased_until = 0")  # two minutes pass
        assert not casebook("ask", QUESTION, "--json").document["abstained"]
        assert len(server.requests) == 3


def _first_never_answered(then: Script) -> Script:
    asked: list[Asked] = []

    def reply(question: Asked) -> Reply:
        asked.append(question)
        return Hangs() if len(asked) == 1 else then(question)

    return reply
