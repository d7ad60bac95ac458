"""Looks into a store's files from outside: which column of which table, and which file, still holds a word."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.safety.canaries import CANARY

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


def columns_holding(file: Path, word: re.Pattern[str] = CANARY) -> dict[str, set[str]]:
    """What is found in each column, as `table.column`; in bytes too, as the words index has them."""
    found = dict[str, set[str]]()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
        for place, text in _texts(store):
            if words := set(word.findall(text)):
                found.setdefault(place, set()).update(words)
    return found


def _texts(store: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for (table,) in store.execute(TABLES).fetchall():
        rows = store.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in rows.description]
        for row in rows:
            for name, value in zip(names, row, strict=True):
                if isinstance(value, str | bytes):
                    yield f"{table}.{name}", value if isinstance(value, str) else value.decode("latin-1")


def files_holding(folder: Path, word: str) -> list[str]:
    """The store's files in which it stands. Of Chinese words too: both are written in UTF-8."""
    return [file.name for file in sorted(folder.iterdir()) if word.encode() in file.read_bytes()]
