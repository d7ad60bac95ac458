"""The schema's versions: one numbered file each, applied in order, never changed once released."""

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

KNOWN_SCHEMA = 5
"""The newest version that this program knows: the number of the last file."""


def scripts_after(version: int) -> Iterator[str]:
    """The statements that lead from `version` to the newest, in order."""
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
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
