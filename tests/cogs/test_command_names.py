"""A command is called in what is shown as Discord lists it in that language."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.domain.text import Locale

FOLDER = Path(__file__).parents[2] / "bot" / "locales"
NAMED = re.compile(r"`/([^`{}]+)`")


def texts(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from texts(value)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_command_that_is_named_is_offered_under_that_name(locale: Locale) -> None:
    tables = tomllib.loads((FOLDER / f"{locale}.toml").read_text(encoding="utf-8"))
    names = set(texts(tables["commands"]))
    shown = [text for table, words in tables.items() if table.startswith("discord_") for text in texts(words)]
    called = {name for text in shown for command in NAMED.findall(text) for name in command.split()}
    assert called
    assert called - names == set()
