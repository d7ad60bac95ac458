"""The terminal as a person or a script meets it: in this process where that is enough, else as a process of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.boundary import run

ROOT = Path(__file__).parents[2]
BULL = "Marta Quill\n@martaquill\nNov 21, 2025\n\n$NVDA data center revenue grew 60% and demand still exceeds supply."
BEAR = "Costco is a wonderful company, but at 50 times earnings the stock is far too expensive and margins are thin."
PATIENCE = 120
"""Seconds for which a command is waited for: it only ends a hang."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line that a failure is told in."""
        [line] = self.err.splitlines()
        assert line.startswith("casebook: ")
        return line


Terminal = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is run: nothing there, and no setting of the person who runs the tests."""
    for name in [*os.environ]:
        if name.startswith(("CASEBOOK_", "OPENAI_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def casebook(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:  # noqa: ARG001
    """Run `casebook` with these arguments, and perhaps with standard input."""

    def command(*arguments: str, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        status = run(arguments)
        return Ran(status, *capsys.readouterr())

    return command


@pytest.fixture
def process(folder: Path) -> Terminal:
    """The same as a process of its own."""

    def command(*arguments: str, stdin: str | bytes = b"", **options: Any) -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        line = casebook_command(*arguments)
        ran = subprocess.run(
            line, input=data, capture_output=True, cwd=folder, timeout=PATIENCE, check=False, **options
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return command


def casebook_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot", *arguments]


def written(folder: Path, name: str, text: str) -> str:
    """A file with this text; its name."""
    (folder / name).write_text(text, encoding="utf-8")
    return name
