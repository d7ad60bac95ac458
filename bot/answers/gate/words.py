"""The words that the gate compares across languages, from `words.toml`: what multiplies, when, and which way."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.answers.cues import any_of

Lists = Mapping[str, Mapping[str, list[str]]]


@cache
def _tables() -> Lists:
    return tomllib.loads((files("bot.answers.gate") / "words.toml").read_text(encoding="utf-8"))


@cache
def words_of(table: str, name: str) -> re.Pattern[str]:
    """A pattern that finds any word of one list in a folded text; `*` in it is the rest of a Latin word."""
    return re.compile(any_of(listed(table, name)))


def listed(table: str, name: str) -> tuple[str, ...]:
    """The words of one list."""
    return tuple(_tables()[table][name])


@cache
def names_in(table: str) -> tuple[str, ...]:
    """The lists of a table, in the order of the file."""
    return tuple(_tables()[table])
