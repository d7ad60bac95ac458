"""A small text that would be a large work is read soon, or refused: nobody can hold up or fill up the bot with one."""

import resource
import sys
import time
from pathlib import Path

import pytest

from bot.intake.markup import text_of
from bot.intake.nesting import MOST, is_bearable
from bot.intake.read import read
from tests.cli.conftest import Terminal, casebook, folder, written
from tests.timing import allowed

__all__ = ["casebook", "folder"]

SAID = "BYD margins fall because rivals cut prices."
ALLOWED = 2
"""Seconds of a quiet machine; a bomb takes minutes."""
IN_UNITS = 1 if sys.platform == "darwin" else 1024
"""What the system counts memory in."""

BOMBS = {
    "elements within each other": "<div>" * 180_000,
    "elements without a name of their own": "<x>" * 300_000,
    "quotes within each other": "<blockquote>" * 80_000,
    "tables within each other": "<table><tr><td>" * 60_000,
    "drawings within each other": "<svg>" + "<td>" * 200_000,
    "what is opened again in each block": "".join(f"<p><font a={n}>x" for n in range(50_000)),
    "a few of that before many blocks": "".join(f"<font a={n}>" for n in range(400)) + "<p>x" * 200_000,
    "closed by another's name": "<div></b>" * 100_000,
    "quoted lines": ">" * 900_000 + "\n",
    "replies to replies": "//@a:" * 180_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_megabyte_that_nests_is_read_soon_and_in_little_memory(bomb: str) -> None:
    before, begun = _memory(), time.process_time()
    reading = read(BOMBS[bomb] + SAID)
    assert time.process_time() - begun < allowed(ALLOWED)
    assert _memory() - before < 400_000_000
    assert SAID in reading.text


@pytest.mark.parametrize(
    "page",
    [
        "<ul>" + "<li>one<b>two</b>" * 400 + "</ul>",
        "<p>one<br>two <img src=a> <a href='b'>three</a>" * 1000,
        "<table>" + "<tr><td>one<td>two" * 1000 + "</table>",
        "<div>" * 400 + "deep" + "</div>" * 400,
        "<div><p>one</p></div>" * 10_000,
    ],
)
def test_pages_as_people_write_them_are_read_as_pages(page: str) -> None:
    assert is_bearable(page)
    assert read(page + f"<p>{SAID}</p>").text.endswith(SAID)


def test_what_is_let_through_is_not_much_more_than_was_reckoned() -> None:
    """The most that a hostile page may make a parser do."""
    page = "".join(f"<p><font a={n}>x" for n in range(400))
    assert is_bearable(page)
    assert not is_bearable(page * 5)
    begun = time.process_time()
    assert text_of(page).count("x") == 400
    assert time.process_time() - begun < allowed(ALLOWED)
    assert MOST > 400 * 401 / 2


@pytest.mark.parametrize(
    "line",
    [
        "[" * 300_000,
        '{"type":"casebook","a":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"format":' + "9" * 100_000 + "}",
    ],
    ids=["never closed", "closed", "a number"],
)
def test_an_import_that_nests_is_refused_in_a_line(casebook: Terminal, folder: Path, line: str) -> None:
    name = written(folder, "bomb.jsonl", line + "\n")
    ran = casebook("import", name)
    assert ran.status == 1
    assert "line 1" in ran.complaint


def _memory() -> int:
    """Bytes that this process took at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * IN_UNITS
