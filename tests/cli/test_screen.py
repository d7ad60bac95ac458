"""What people see: colours and lines that fit on a terminal, plain whole lines in a pipe, and nothing smuggled in."""

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.cli.screen import _breaks, plain, show
from tests.cli.conftest import BULL, Terminal, casebook_command


def on_a_terminal(*arguments: str, folder: Path, **environment: str) -> str:
    """What the command writes on a terminal of 60 columns."""
    ours, theirs = pty.openpty()
    variables = os.environ | {"COLUMNS": "60", "TERM": "xterm-256color"} | environment
    subprocess.run(
        casebook_command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=variables, check=True
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:  # how a terminal says that nothing more comes
        pass
    os.close(ours)
    return shown.decode()


def test_a_terminal_gets_colours_and_lines_that_fit(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    shown = on_a_terminal("ask", "what is the bull case on Nvidia", folder=folder)
    assert "\x1b[32m" in shown
    assert max(map(len, re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).splitlines())) <= 60


def test_no_color_is_kept(casebook: Terminal, folder: Path) -> None:
    casebook("ingest", "-", stdin=BULL)
    shown = on_a_terminal("ask", "what is the bull case on Nvidia", folder=folder, NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", shown)
    assert "▲" in shown


def test_a_pipe_gets_whole_lines_without_colours(casebook: Terminal) -> None:
    casebook("ingest", "-", stdin=BULL)
    out = casebook("ask", "what is the bull case on Nvidia").out
    assert "\x1b" not in out
    assert any("Marta Quill" in line and "exceeds supply" in line for line in out.splitlines())


def test_what_would_steer_a_terminal_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show([plain("cheap\x1b[2J\x07 \u202estock\nnext")])
    assert capsys.readouterr().out == "cheap [2J   stock next\n"


@given(st.text(alphabet="ab ，。小米汽车the-", max_size=80), st.integers(min_value=4, max_value=30))
def test_wrapping_loses_nothing_but_spaces_and_keeps_to_the_width(text: str, width: int) -> None:
    rows = [text[start:end] for start, end in _breaks(text, width)]
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    unbreakable = max((cell_len(word) for word in re.findall(r"[^\s小米汽车]+", text)), default=0)
    assert all(cell_len(row) <= max(width, unbreakable + 2) for row in rows)


def test_an_older_encoding_shows_what_it_can(process: Terminal) -> None:
    process("ingest", "-", stdin=BULL)
    ran = process("posts", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert (ran.status, ran.err) == (0, "")
    assert "Marta Quill ? 2025-11-21 ? X" in ran.out


@pytest.mark.parametrize("verb", [["ask", "what is the bull case on Nvidia"], ["posts"], ["ingest", "post.txt"]])
def test_no_color_means_no_escape_at_all(casebook: Terminal, folder: Path, verb: list[str]) -> None:
    (folder / "post.txt").write_text(BULL)
    casebook("ingest", "-", stdin=BULL)
    assert "\x1b" not in on_a_terminal(*verb, folder=folder, NO_COLOR="1")
