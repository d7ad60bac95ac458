"""The schema's versions: one numbered file each, applied in order, never changed once released.

Both databases go through the same versions. PostgreSQL's first file is the whole of the sixth.
"""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from importlib.resources import files

KNOWN_SCHEMA = 8
"""The newest version that this program knows: the number of the last file."""


class Dialect(StrEnum):
    """Names the folder of its files."""

    SQLITE = "sqlite"
    POSTGRES = "postgres"


def scripts_after(version: int, dialect: Dialect = Dialect.SQLITE) -> Iterator[str]:
    """The statements that lead from `version` to the newest, in order."""
    for file in sorted((files(__name__) / dialect).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sql") and int(file.name[:4]) > version:
            yield from statements_of(file.read_text(encoding="utf-8"))


def statements_of(script: str) -> Iterator[str]:
    """Statements end with a semicolon at the end of a line."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement
            statement = ""
