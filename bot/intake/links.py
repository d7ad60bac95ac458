"""Addresses of pages: lines that are nothing else, and those that a person gives."""

import re
from urllib.parse import urlsplit

from bot.errors import BadUrl

LONGEST = 2048

LINK_LINE = re.compile(
    r"(?:[^\s:：]{1,20}\s?[:：]\s*)?<?(?:https?://|www\.|m\.)?[a-z0-9.-]{4,60}/\S{1,400}", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,12}/[^\s>]+", re.IGNORECASE)


def address_in(line: str) -> str:
    """The address without what stands around it; the whole line where it has another shape."""
    found = _ADDRESS.search(line)
    return found.group() if found else line


def checked_address(given: str) -> str:
    """An address that a person gave, which is kept and never fetched. Errors: BadUrl."""
    address = given.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(address) > LONGEST or any(char.isspace() or not char.isprintable() for char in address):
        raise BadUrl(url=address[:100])
    return address
