"""What can't be used is refused in one line that says how to mend it, and nothing of it is kept."""

import os
import re
import sqlite3
import time
from pathlib import Path

import pytest

from tests.cli.conftest import BEAR, BULL, Terminal, written
from tests.timing import allowed


def assert_nothing_saved(casebook: Terminal) -> None:
    assert casebook("posts", "--json").document == {"posts": []}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "holds no text"),
        (b" \n\t\xe2\x80\x8b\n", "holds no text"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "is not text"),
        (b"Nvidia is cheap\x00 because of fear", "is not text"),
        (b"Nvidia is cheap \xed\xa0\x80 because of fear", "is not text"),
        (b"Demand for Nvidia is growing fast. " * 60_000, "too large"),
    ],
    ids=["empty", "invisible", "binary", "NUL", "lone surrogate", "2 MB"],
)
def test_a_file_that_is_no_post_is_refused(casebook: Terminal, folder: Path, data: bytes, told: str) -> None:
    (folder / "post.txt").write_bytes(data)
    for ran in (casebook("ingest", "post.txt", "--json"), casebook("ingest", "-", "--json", stdin=data)):
        assert (ran.status, ran.out) == (1, "")
        assert told in ran.complaint
    assert_nothing_saved(casebook)


@pytest.mark.parametrize(("name", "told"), [("missing.txt", "no such file"), (".", "a folder")])
def test_a_file_that_is_not_there_is_named(casebook: Terminal, name: str, told: str) -> None:
    ran = casebook("ingest", name)
    assert (ran.status, ran.out) == (1, "")
    assert name in ran.complaint
    assert told in ran.complaint


def test_of_several_files_the_good_ones_are_saved_and_the_bad_one_is_named(casebook: Terminal, folder: Path) -> None:
    good, other = written(folder, "good.txt", BULL), written(folder, "other.txt", BEAR)
    ran = casebook("ingest", good, "missing.txt", other, "--json")
    assert (ran.status, len(ran.document["posts"])) == (1, 2)
    assert "missing.txt" in ran.complaint
    assert len(casebook("posts", "--json").document["posts"]) == 2


def test_a_line_of_50000_characters_is_saved_in_good_time(casebook: Terminal, folder: Path) -> None:
    line = f"{BULL} {'-' * 49_990} That is all."
    began = time.process_time()
    [post] = casebook("ingest", written(folder, "line.txt", line), "--json").document["posts"]
    assert time.process_time() - began < allowed(7)
    assert post["author"] == "Marta Quill"


def test_bytes_that_are_no_text_are_refused_in_arguments(process: Terminal) -> None:
    broken = os.fsdecode(b"Nvidia \xff\xfe")
    for arguments in (["ask", broken], ["posts", "--channel", broken], ["posts", "--as", broken], ["forget", broken]):
        ran = process(*arguments)
        assert (ran.status, ran.out) == (1, "")
        assert "is not text" in ran.complaint


def test_a_files_name_may_be_no_text(process: Terminal, folder: Path) -> None:
    name = os.fsdecode(b"post \xff.txt")
    (folder / name).write_text(BULL)
    assert process("ingest", name).status == 0
    assert "missing" in process("ingest", os.fsdecode(b"missing \xff.txt")).complaint


@pytest.mark.parametrize(
    ("question", "told"), [("why " * 2_500, "10000 characters; at most 2000"), ("", "empty"), (" \t", "empty")]
)
def test_a_question_that_is_none_or_endless_is_refused(casebook: Terminal, question: str, told: str) -> None:
    ran = casebook("ask", question, "--json")
    assert (ran.status, ran.out) == (1, "")
    assert told in ran.complaint


@pytest.mark.parametrize(
    "verb",
    [
        ["ingest", "-"],
        ["ask", "q"],
        ["posts"],
        ["export"],
        ["alias", "list"],
        ["forget", "p"],
        ["correct", "p", "--author", "a"],
    ],
)
@pytest.mark.parametrize("channel", ["", "  "])
def test_an_empty_channel_is_refused(casebook: Terminal, verb: list[str], channel: str) -> None:
    ran = casebook(*verb, "--channel", channel, stdin=BULL)
    assert (ran.status, ran.out) == (1, "")
    assert "channel's name is empty" in ran.complaint


def test_a_store_that_cannot_be_written_is_named(casebook: Terminal, folder: Path) -> None:
    for url in (f"sqlite:///{folder}/no/such/folder/casebook.db", f"sqlite:///{folder}"):
        ran = casebook("ingest", "-", "--store", url, stdin=BULL)
        assert (ran.status, ran.out) == (1, "")
        assert url in ran.complaint
    assert [*folder.iterdir()] == []


def test_a_file_that_is_no_store_is_left_as_it_was(casebook: Terminal, folder: Path) -> None:
    for name, data in (("text.db", b"Dear diary, " * 1000), ("short.db", b"hi")):
        (folder / name).write_bytes(data)
        ran = casebook("ingest", "-", "--store", f"sqlite:///{name}", stdin=BULL)
        assert (ran.status, ran.out) == (1, "")
        assert "no casebook's store" in ran.complaint
        assert (folder / name).read_bytes() == data


def test_another_programs_database_is_left_as_it_was(casebook: Terminal, folder: Path) -> None:
    with sqlite3.connect(folder / "other.db") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = (folder / "other.db").read_bytes()
    ran = casebook("ingest", "-", "--store", "sqlite:///other.db", stdin=BULL)
    assert ran.status == 1
    assert "no casebook's store" in ran.complaint
    assert (folder / "other.db").read_bytes() == before


def test_a_newer_store_is_not_touched(casebook: Terminal, folder: Path) -> None:
    casebook("migrate")
    with sqlite3.connect(folder / "casebook.db") as store:
        store.execute("PRAGMA user_version = 999")
    store.close()
    ran = casebook("ingest", "-", stdin=BULL)
    assert (ran.status, ran.out) == (1, "")
    assert "999" in ran.complaint
    assert "upgrade" in ran.complaint


def test_a_store_of_another_kind_is_not_guessed_at(casebook: Terminal) -> None:
    ran = casebook("posts", "--store", "postgresql://me:hunter2@somewhere/db")
    assert ran.status == 1
    assert "hunter2" not in ran.complaint


def test_a_setting_that_cannot_be_used_is_named(casebook: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_EMBEDDINGS_URL", "not a url")
    ran = casebook("ask", "bull case on Nvidia")
    assert ran.status == 1
    assert "EMBEDDINGS_URL" in ran.complaint


def test_only_debug_shows_a_traceback(process: Terminal) -> None:
    assert "Traceback" not in process("posts", "--channel", "").err
    assert "Traceback" in process("posts", "--channel", "", "--debug").err


STEERING = "ali\x9b31m\x1b]0;pwned\x07\u202egpj"
"""What would colour, name and turn round a terminal's line."""


def assert_inert(complaint: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", complaint)


@pytest.mark.parametrize(
    "verb",
    [["ingest", STEERING], ["import", STEERING], ["alias", "remove", STEERING], ["forget", STEERING]],
    ids=lambda verb: verb[0],
)
def test_a_complaint_steers_no_terminal(casebook: Terminal, verb: list[str]) -> None:
    ran = casebook(*verb)
    assert ran.status == 1
    assert_inert(ran.complaint)


def test_a_complaint_about_a_line_of_an_import_steers_no_terminal(casebook: Terminal, folder: Path) -> None:
    name = written(folder, "f", f'{{"type":"casebook","version":1}}\n{{"type":"{STEERING[:7]}\u202e","x":1}}\n')
    ran = casebook("import", name)
    assert "f, line 2" in ran.complaint
    assert_inert(ran.complaint)


def test_a_wrong_usage_is_told_without_steering_the_terminal(casebook: Terminal) -> None:
    for arguments in ([STEERING], ["posts", STEERING], ["posts", f"--{STEERING}"], ["forget", "--yes"]):
        ran = casebook(*arguments)
        assert ran.status == 2
        for line in ran.err.splitlines():
            assert_inert(line)


@pytest.mark.parametrize("verb", [["migrate"], ["demo"], ["doctor"], ["chat"], ["import", "f"]])
def test_an_empty_channel_is_refused_also_where_none_is_needed(casebook: Terminal, verb: list[str]) -> None:
    ran = casebook(*verb, "--channel", "")
    assert (ran.status, ran.out) == (1, "")
    assert "channel's name is empty" in ran.complaint


def test_an_environment_file_that_is_no_text_is_named(casebook: Terminal, folder: Path) -> None:
    (folder / ".env").write_bytes(b"CASEBOOK_STORE=sqlite:///caf\xe9.db\n")
    ran = casebook("posts")
    assert (ran.status, ran.out) == (1, "")
    assert ".env can't be used" in ran.complaint
    assert "UTF-8" in ran.complaint
