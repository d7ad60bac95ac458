"""How long that may be by which something is looked up, so that every database can."""

from bot.errors import NameTooLong

LONGEST_NAME = 600
"""Bytes. Three of them may stand in a row of an index, of which a PostgreSQL takes 2,704 bytes."""
TOLD = 40
"""Characters of a name by which a person knows it again."""


def is_too_long(name: str) -> bool:
    return len(name.encode(errors="replace")) > LONGEST_NAME


def check_names(*names: str | None) -> None:
    """Errors: NameTooLong."""
    for name in names:
        if name is not None and is_too_long(name):
            raise NameTooLong(name=f"{name[:TOLD]}…", limit=LONGEST_NAME)
