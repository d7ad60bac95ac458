"""`casebook correct`: what was misread of a post, put right by a word."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import BULL, Terminal, written

UNKNOWN = "$NVDA data center revenue grew 60% and demand still exceeds supply."


@pytest.fixture
def post_id(casebook: Terminal) -> str:
    [post] = casebook("ingest", "-", "--json", stdin=BULL).document["posts"]
    return str(post["post_id"])


def listed(casebook: Terminal) -> Any:
    [post] = casebook("posts", "--json").document["posts"]
    return post


def test_what_is_put_right_is_told_by_whom_and_counts(casebook: Terminal, post_id: str) -> None:
    url = "https://example.com/7"
    ran = casebook(
        "correct", post_id, "--author", "Ann Quill", "--date", "2025-03-01", "--url", url, "--as", "ben", "--json"
    )
    assert (ran.status, ran.err) == (0, "")
    assert ran.document == {
        "corrected": {
            "post_id": post_id,
            "author": "Ann Quill",
            "published_at": "2025-03-01",
            "url": url,
            "subject": "Nvidia",
            "by": "ben",
        }
    }
    assert (listed(casebook)["author"], listed(casebook)["published_at"]) == ("Ann Quill", "2025-03-01")
    [cited] = casebook("ask", "bull case on Nvidia", "--json").document["citations"]
    assert (cited["author"], cited["holder"], cited["published_at"], cited["url"]) == (
        "Ann Quill",
        "Ann Quill",
        "2025-03-01",
        url,
    )
    assert casebook("posts", "--author", "Marta Quill", "--json").document["posts"] == []
    assert len(casebook("posts", "--author", "Ann Quill", "--json").document["posts"]) == 1


@pytest.mark.parametrize(
    ("date", "kept"),
    [
        ("2025-03-01 14:30", "2025-03-01T14:30:00"),
        ("2025-03-01T14:30:05+08:00", "2025-03-01T14:30:05+08:00"),
        ("1 March 2025", "2025-03-01"),
        ("2025年3月1日", "2025-03-01"),
    ],
)
def test_a_date_is_read_as_people_write_it(casebook: Terminal, post_id: str, date: str, kept: str) -> None:
    casebook("correct", post_id, "--date", date)
    assert listed(casebook)["published_at"] == kept


def test_an_empty_text_says_that_there_is_none(casebook: Terminal, post_id: str) -> None:
    casebook("correct", post_id, "--author", "", "--date", "")
    assert (listed(casebook)["author"], listed(casebook)["published_at"]) == (None, None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--date", "last spring"], "“last spring” is no day"),
        (["--date", "2999-01-01"], "must not lie ahead"),
        (["--date", "3/4/2025"], "is no day"),
        (["--url", "example.com"], "is no address of a web page"),
        (["--subject", "Nobody & Sons"], "no company “Nobody & Sons”"),
    ],
)
def test_what_can_t_be_ends_with_a_line_and_changes_nothing(
    casebook: Terminal, post_id: str, given: list[str], said: str
) -> None:
    before = casebook("export").out
    ran = casebook("correct", post_id, "--author", "Ann Quill", *given, "--json")
    assert (ran.status, ran.out) == (1, "")
    assert said in ran.complaint
    assert casebook("export").out == before


def test_an_unknown_post_ends_with_a_line(casebook: Terminal, post_id: str) -> None:
    ran = casebook("correct", "p-unknown", "--author", "Ann Quill", "--json")
    assert (ran.status, ran.out) == (1, "")
    assert "There is no post p-unknown in this channel, and nothing was changed" in ran.complaint
    ran = casebook("correct", post_id, "--author", "Ann Quill", "--channel", "elsewhere")
    assert ran.status == 1


def test_nothing_to_put_right_is_wrong_usage(casebook: Terminal, post_id: str) -> None:
    ran = casebook("correct", post_id)
    assert ran.status == 2
    assert "--author" in ran.err


def test_a_post_of_nobody_has_its_holder_at_once(casebook: Terminal) -> None:
    [post] = casebook("ingest", "-", "--json", stdin=UNKNOWN).document["posts"]
    ran = casebook("correct", post["post_id"], "--author", "lyhalfway")
    assert (ran.status, ran.err) == (0, "")
    assert "Corrected" in ran.out
    assert "lyhalfway" in ran.out
    [cited] = casebook("ask", "bull case on Nvidia by lyhalfway", "--json").document["citations"]
    assert cited["holder"] == "lyhalfway"


def test_it_survives_an_export_and_an_import(casebook: Terminal, folder: Path, post_id: str) -> None:
    casebook("correct", post_id, "--author", "Ann Quill", "--date", "2025-03-01", "--subject", "AMD", "--as", "ben")
    lines = casebook("export").out
    [told, *_] = [json.loads(line) for line in lines.splitlines() if '"correction"' in line]
    assert (told["post_id"], told["field"], told["value"], told["read"], told["by"]) == (
        post_id,
        "author",
        "Ann Quill",
        "Marta Quill",
        "ben",
    )
    casebook("import", written(folder, "export.jsonl", lines), "--channel", "elsewhere")
    assert casebook("export", "--channel", "elsewhere").out == lines
    again = casebook("ingest", "-", "--json", "--channel", "elsewhere", stdin=BULL).document["posts"]
    assert [one["duplicate_of"] for one in again] == [post_id]
    assert casebook("doctor", "--deep").status == 0
