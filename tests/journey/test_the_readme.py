"""README shows what the program really prints: its console blocks are run, and every line shown must come, in order."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
LEFT_OUT = "…"
"""A line of its own, where README leaves lines out."""


def steps(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block with the lines shown under it."""
    parts = [part.splitlines() for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, [line for line in shown if line.strip() and line != LEFT_OUT]) for command, *shown in parts]


def run(command: str, folder: Path) -> str:
    verb = shlex.split(command)[1:]
    return subprocess.run(
        [str(Path(sys.executable).with_name("casebook")), *verb],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout


def assert_shown(shown: list[str], printed: str) -> None:
    lines = iter(printed.splitlines())
    missing = [line for line in shown if not any(line == other for other in lines)]
    assert missing == []


def test_the_demo_prints_what_readme_shows(tmp_path: Path) -> None:
    [(command, shown)] = steps(BLOCKS[0])
    assert command == "make demo"
    assert_shown(shown, run("casebook demo", tmp_path))


def test_a_casebook_of_ones_own_prints_what_readme_shows(tmp_path: Path) -> None:
    (_, post), *commands = steps(BLOCKS[2])
    (tmp_path / "post.txt").write_text("\n".join(post), encoding="utf-8")
    assert [command.split()[1] for command, _ in commands] == ["ingest", "ask", "debate"]
    for command, shown in commands:
        assert shown
        assert_shown(shown, run(command, tmp_path))
