"""docs/threats.md names tests that are there, and leaves out no attack that is tried."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
LONGEST = 120
"""Lines: a page that nobody reads holds nothing."""


def names_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 50
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).is_file() or (name and name not in names_in(ROOT / path))
    ]
    assert missing == []


def test_every_file_of_attacks_is_named() -> None:
    files = [file for folder in ("attack", "safety") for file in (ROOT / "tests" / folder).glob("test_*.py")]
    assert len(files) > 15
    assert [file.name for file in files if file.relative_to(ROOT).as_posix() not in PAGE] == []


def test_every_threat_names_what_holds_it_and_its_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(rows) > 35
    for row in rows:
        threat, holds, kept = (cell.strip() for cell in row.strip("|").split("|"))
        assert threat, row
        assert holds, row
        assert NAMED.search(kept), row


def test_it_is_one_page() -> None:
    assert len(PAGE.splitlines()) <= LONGEST
