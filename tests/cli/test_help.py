"""Help, usage, and what a terminal that is only asked for help must not wait for."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.verbs import VERBS
from tests.cli.conftest import Terminal

HEAVY = ("pydantic", "numpy", "rich", "asyncio", "aiosqlite", "discord", "openai")


def test_help_names_every_verb_and_imports_nothing_heavy(folder: Path) -> None:
    code = f"""if True:
        import sys
        from bot.cli.boundary import run
        run(["--help"])
        print("loaded:", [name for name in {HEAVY!r} if name in sys.modules])"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=True)
    assert ran.stdout.splitlines()[-1] == "loaded: []"
    assert all(f"  {verb} " in ran.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_and_takes_the_common_options(casebook: Terminal, verb: str) -> None:
    ran = casebook(verb, *(["list"] if verb == "alias" else []), "--help")
    assert ran.status == 0
    assert all(option in ran.out for option in ("--channel", "--store", "--json", "--as", "--debug"))


def test_the_version_is_shown(casebook: Terminal) -> None:
    ran = casebook("--version")
    assert (ran.status, ran.out.split()[0]) == (0, "casebook")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["ask"],
        ["ask", "--nonsense", "question"],
        ["ingest"],
        ["import"],
        ["forget"],
        ["forget", "p1", "--mine"],
        ["forget", "--mine"],
        ["alias", "add", "name"],
    ],
)
def test_wrong_usage_is_2_and_says_what_was_wrong(casebook: Terminal, arguments: list[str], folder: Path) -> None:
    ran = casebook(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage:" in ran.err
    assert "Error:" in ran.err
    assert list(folder.iterdir()) == []
