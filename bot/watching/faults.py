"""What may be told of an error: its class, its codes, and where in the code it came from.

Never its message: a database repeats values, Discord what it was sent, a parser the text that it can't read.
"""

import errno
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[2]
INSTALLED = "site-packages"
MOST_FRAMES = 12
"""Of an error's way: its first and its last, half of each."""
MOST_CAUSES = 5
NUMBERS = ("status", "status_code", "code")
"""Attributes in which discord.py and openai keep a number that says what went wrong."""
NAMES = {"sqlite_errorname": re.compile(r"SQLITE_[A-Z_]+"), "sqlstate": re.compile(r"[0-9A-Z]{5}")}
"""The same of sqlite3 and asyncpg, with what a name looks like."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An error and those that it came from, the last first; `way` as `file:line function`, the innermost last."""

    kinds: tuple[str, ...]
    way: tuple[str, ...]


def fault_of(error: BaseException) -> Fault:
    causes = list(_causes(error))
    return Fault(tuple(_kind(cause) for cause in causes), tuple(_way(error.__traceback__)))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    for _ in range(MOST_CAUSES):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _kind(error: BaseException) -> str:
    named = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        return f"{named} [{', '.join(_kind(one) for one in error.exceptions[:MOST_CAUSES])}]"
    return " ".join([named, *_codes(error)])


def _codes(error: BaseException) -> Iterator[str]:
    if isinstance(error, OSError) and error.errno is not None:
        yield errno.errorcode.get(error.errno, str(error.errno))
    yield from (str(value) for name in NUMBERS if isinstance(value := getattr(error, name, None), int))
    for name, looks in NAMES.items():
        value = getattr(error, name, None)
        if isinstance(value, str) and looks.fullmatch(value):
            yield value


def _way(at: TracebackType | None) -> list[str]:
    steps = [f"{_short(step.filename)}:{step.lineno} {step.name}" for step in traceback.extract_tb(at)]
    if len(steps) <= MOST_FRAMES:
        return steps
    half = MOST_FRAMES // 2
    return [*steps[:half], "…", *steps[-half:]]


def _short(file: str) -> str:
    """Below the project or below what is installed."""
    path = Path(file)
    if path.is_relative_to(ROOT / "bot") or path.is_relative_to(ROOT / "storage"):
        return path.relative_to(ROOT).as_posix()
    parts = path.parts
    return "/".join(parts[parts.index(INSTALLED) + 1 :]) if INSTALLED in parts else path.name
