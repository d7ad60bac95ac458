"""The text of a web page that was saved as a file."""

import re

from bot.errors import BrokenFile, TooLarge
from bot.intake.decode import FILE_LIMIT, check_text, text_in
from bot.intake.markup import text_of
from bot.intake.nesting import is_bearable

_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 1024
"""Bytes in which a page may say how it is encoded; browsers look no further."""
_TAG = re.compile(r"</?[a-zA-Z!]")


def page_text(data: bytes, source: str) -> str:
    """What a browser would show of a page, without running, fetching or following anything.

    Errors: TooLarge above `FILE_LIMIT` bytes of file or `LIMIT` bytes of text, BrokenFile where it nests so that no
    parser is done with it soon, those of `check_text`.
    """
    if len(data) > FILE_LIMIT:
        raise TooLarge(source=source, size=len(data), limit=FILE_LIMIT)
    return check_text(shown_text(_decoded(data, source), source), source)


def shown_text(markup: str, source: str) -> str:
    """The visible text; a text without any tag is itself. Errors: BrokenFile."""
    if not _TAG.search(markup):
        return markup
    if not is_bearable(markup):
        raise BrokenFile(source=source)
    return text_of(markup)


def _decoded(data: bytes, source: str) -> str:
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    return text_in(data, source, declared[1].decode("ascii") if declared else None)
