"""No text that a person is shown stands in the code: it stands in the locales."""

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from bot.cli.screen import Tone
from bot.cli.verbs import VERBS
from tests.locales.code import BOT, ROOT, name_of

ENTRIES = ("cli", "cogs", "__main__.py", "app.py", "doctor", "worker.py")
"""What of the program speaks to people."""

HOLE = "\0"
_WORD = r"[A-Za-z][A-Za-z'’]+"
PROSE = re.compile(rf"{_WORD}[,;]?\s+(?:{_WORD}|a\b|{HOLE})|{HOLE}\s+{_WORD}|[\u3400-\u9fff\uff01-\uff1f、。「」]")
"""Two words with a space between them, one beside what is filled in, or a character of Chinese."""
LETTER = re.compile(r"[^\W\d_]")

LOG = "log"
HELP = ("help", "short_help", "epilog")
"""What click takes for its help, which is English, as its own words are."""
USAGE = ("UsageError", "BadParameter", "BadOptionUsage", "MissingParameter")
"""What click says of a wrong command line, in English as well."""
LOGGED = ("logging_faults",)
"""Functions that only log what they are given."""
LABELS = ("label", "title", "placeholder", "description", "content")
"""Arguments that Discord shows: there a single word is a text."""

NOT_SHOWN: dict[str, set[str]] = {
    "bot/cli/screen.py": set(Tone),  # rich's names of styles
    # click's help, kept apart from the verbs so that it comes at once; the program's name with its version
    "bot/cli/verbs.py": {*VERBS.values(), "casebook {}"},
    "bot/cogs/surface/layout.py": {"字"},  # a character to measure a page by
}


def files() -> list[Path]:
    paths = [BOT / entry for entry in ENTRIES]
    return sorted(file for path in paths for file in (path.rglob("*.py") if path.is_dir() else [path]))


def shown(source: str) -> list[str]:
    """The texts of a module that look as if a person were shown them."""
    tree = ast.parse(source)
    spared = {id(node) for root in spared_in(tree) for node in ast.walk(root)}
    labels = {id(word.value) for call in calls(tree) for word in call.keywords if word.arg in LABELS}
    found = []
    for node in texts(tree):
        text = text_of(node)
        if id(node) not in spared and (PROSE.search(text) or (id(node) in labels and LETTER.search(text))):
            found.append(text.replace(HOLE, "{}"))
    return found


def texts(tree: ast.AST) -> Iterator[ast.expr]:
    """String literals, those with holes whole."""
    whole = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    pieces = {id(piece) for text in whole for piece in text.values}
    yield from whole
    yield from (node for node in ast.walk(tree) if is_text(node) and id(node) not in pieces)


def is_text(node: ast.AST) -> TypeGuard[ast.expr]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def text_of(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(piece) for piece in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else HOLE


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def spared_in(tree: ast.AST) -> Iterator[ast.AST]:
    """What no person is shown, or what click says in English: docstrings, the log, patterns, its help, our faults."""
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and is_text(node.value))
    for call in calls(tree):
        if is_logged(call) or is_pattern(call) or name_of(call.func) in USAGE or is_fault(call.func):
            yield from call.args
        yield from (word.value for word in call.keywords if word.arg in HELP)


def is_logged(call: ast.Call) -> bool:
    by_log = isinstance(call.func, ast.Attribute) and name_of(call.func.value) == LOG
    return by_log or name_of(call.func) in LOGGED


def is_pattern(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and name_of(call.func.value) == "re"


def is_fault(function: ast.expr) -> bool:
    """Whether it makes one of Python's own errors: whoever runs into it is told `unexpected`, in the locale's words."""
    kind = getattr(builtins, name_of(function), None)
    return isinstance(kind, type) and issubclass(kind, Exception)


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_shown_text_stands_in_code(path: Path) -> None:
    allowed = NOT_SHOWN.get(path.relative_to(ROOT).as_posix(), set())
    assert [text for text in shown(path.read_text(encoding="utf-8")) if text not in allowed] == []


def test_every_exemption_is_needed() -> None:
    for path, allowed in NOT_SHOWN.items():
        assert allowed & set(shown((ROOT / path).read_text(encoding="utf-8"))), path


@pytest.mark.parametrize(
    "source",
    [
        'send("Nothing was saved.")',
        'send(f"{count} posts")',
        'send(f"Saved {count}")',
        'send("已保存")',
        'send("「" + quote)',
        'Button(label="Sources")',
        'raise NotAllowed(permission="Manage Messages")',
        'raise NotAllowed("you may not")',
        'send(words.say("cli", "saved") if ok else "Not saved here")',
    ],
)
def test_a_text_in_the_code_is_found(source: str) -> None:
    assert shown(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring of several words."""',
        'log.warning("could not reach %s", place)',
        'raise ValueError(f"{room} is no page")',
        'spaces = re.compile(r"[，。]|and then")',
        'option("--yes", help="Do not ask before it.")',
        'raise click.UsageError("Name posts, or say --mine.")',
        'words.say("discord_answer", "sources")',
        'custom_id = f"sources:{answer_id}:{page}"',
        'Button(label=words.say("discord_answer", "sources"))',
        'line = f"-# {line} · {other}"',
    ],
)
def test_what_nobody_is_shown_may_stand_there(source: str) -> None:
    assert shown(source) == []
