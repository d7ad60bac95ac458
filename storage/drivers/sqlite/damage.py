"""Telling a store of ours that is damaged from what never was one."""

import sqlite3
from pathlib import Path

APPLICATION_ID = 0x43534B42
"""CSKB in the file's header: this store is ours."""
WHERE_IT_STANDS = slice(68, 72)
ENOUGH = 1 << 20
"""Bytes from the beginning in which the schema stands, also of a file whose header is overwritten."""
OF_OUR_SCHEMA = (b"CREATE TABLE pastes", b"CREATE TABLE argument_texts")

UNDECODABLE = "Could not decode to UTF-8"
"""What Python says of a text whose bytes are none; it gives no code."""
NO_TEXT = "a text in it is none any more"
UNKNOWN_FORMAT = "unsupported file format"


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite, or Python on its behalf, could not read what stands there."""
    # Extended codes carry the primary one in their lowest byte.
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return True
    return any(words in str(error) for words in (UNDECODABLE, UNKNOWN_FORMAT))


def reason_of(error: sqlite3.Error) -> str:
    """Without any of the text that could not be read."""
    return NO_TEXT if UNDECODABLE in str(error) else str(error)


def was_ours(path: str) -> bool:
    """Whether a file that can't be read as a database was one of ours."""
    try:
        with Path(path).open("rb") as file:
            beginning = file.read(ENOUGH)
    except OSError:
        return False
    is_marked = int.from_bytes(beginning[WHERE_IT_STANDS]) == APPLICATION_ID
    return is_marked or all(words in beginning for words in OF_OUR_SCHEMA)
