"""Standard streams that are closed or full, and interruptions from the first moment on: one line, and no traceback."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE, casebook_command

BEGINS = """
import sys
from bot import __main__ as program

def begins(work=program._run):
    print(flush=True)
    return work()

program._run = begins
sys.argv = ["casebook", "chat"]
program.main()
"""
"""`casebook chat`, which writes a line when it begins."""


def in_a_shell(redirection: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = ["sh", "-c", f'exec "$@" {redirection}', "sh", *casebook_command(*arguments)]
    return subprocess.run(line, capture_output=True, text=True, cwd=folder, check=False, timeout=PATIENCE)


@pytest.mark.parametrize("verb", [["posts"], ["export", "--json"], ["--help"], ["ask", "-"]], ids=lambda verb: verb[0])
def test_nothing_is_done_where_there_is_no_standard_output(folder: Path, verb: list[str]) -> None:
    ran = in_a_shell(">&-", *verb, folder=folder)
    [line] = ran.stderr.splitlines()
    assert (ran.returncode, "output can't be written: it is closed" in line) == (1, True)
    assert [*folder.iterdir()] == []


@pytest.mark.parametrize(
    "verb", [["ingest", "-"], ["ask", "-"], ["chat"], ["import", "-"], ["chat", "--json"]], ids=" ".join
)
def test_a_closed_standard_input_is_named(folder: Path, verb: list[str]) -> None:
    ran = in_a_shell("<&-", *verb, folder=folder)
    [line] = ran.stderr.splitlines()
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "standard input can't be read: it is closed" in line


def test_deleting_ones_own_without_being_asked_needs_a_yes(folder: Path) -> None:
    ran = in_a_shell("<&-", "forget", "--mine", folder=folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "add --yes" in ran.stderr


def test_no_standard_error_is_no_reason_to_fail(folder: Path) -> None:
    assert in_a_shell("2>&-", "posts", "--json", folder=folder).stdout == '{"posts": []}\n'
    assert in_a_shell("2>&-", "posts", "--channel", "", folder=folder).returncode == 1


@pytest.mark.parametrize("verb", [["--help"], ["posts", "--help"], ["--version"]], ids=" ".join)
def test_help_that_finds_the_disk_full_is_told(folder: Path, verb: list[str]) -> None:
    ran = in_a_shell(">/dev/full", *verb, folder=folder)
    [line] = ran.stderr.splitlines()
    assert (ran.returncode, "output can't be written" in line) == (1, True)


def test_an_interruption_is_told_in_one_line_at_any_moment(folder: Path) -> None:
    """But for the moments before `main` begins to work, when Python itself starts."""
    for wait in (0, 0.02, 0.05, 0.1, 0.2, 1):
        pipe = subprocess.PIPE
        chat = subprocess.Popen([sys.executable, "-c", BEGINS], stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder)
        assert chat.stdout is not None
        chat.stdout.readline()
        time.sleep(wait)
        chat.send_signal(signal.SIGINT)
        _, err = chat.communicate(timeout=PATIENCE)
        assert (chat.returncode, err.count(b"\n")) == (130, 1), (wait, err)
        assert err.startswith(b"casebook: Interrupted.")
