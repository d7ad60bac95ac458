"""Looks into a store from outside: which column of which table, and which file, still holds a word."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import asyncpg

from tests.safety.canaries import CANARY

SQLITE = "sqlite:///"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
SERVER_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"


async def columns_holding(url: str) -> dict[str, set[str]]:
    """The canaries that are found in each column, as `table.column`; in bytes too, as an index has them."""
    found = dict[str, set[str]]()
    async for place, value in _values(url):
        if words := set(CANARY.findall(value)):
            found.setdefault(place, set()).update(words)
    return found


async def _values(url: str) -> AsyncIterator[tuple[str, str]]:
    if url.startswith(SQLITE):
        for value in _of_file(Path(url.removeprefix(SQLITE))):
            yield value
        return
    connection = await asyncpg.connect(url)
    try:
        for (table,) in await connection.fetch(SERVER_TABLES):
            for row in await connection.fetch(f'SELECT * FROM "{table}"'):
                for name, value in row.items():
                    yield f"{table}.{name}", _text(value)
    finally:
        await connection.close()


def _of_file(file: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
        for (table,) in store.execute(TABLES).fetchall():
            rows = store.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in rows.description]
            for row in rows:
                yield from ((f"{table}.{name}", _text(value)) for name, value in zip(names, row, strict=True))


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def files_holding(folder: Path, word: str) -> list[str]:
    """The store's files in which it stands. Of Chinese words too: both are written in UTF-8."""
    return [file.name for file in sorted(folder.iterdir()) if word.encode() in file.read_bytes()]
