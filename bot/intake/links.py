"""Lines that are nothing but the address of a page."""

import re

LINK_LINE = re.compile(
    r"(?:[^\s:：]{1,20}\s?[:：]\s*)?<?(?:https?://|www\.|m\.)?[a-z0-9.-]{4,60}/\S{1,400}", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,12}/[^\s>]+", re.IGNORECASE)


def address_in(line: str) -> str:
    """The address without what stands around it; the whole line where it has another shape."""
    found = _ADDRESS.search(line)
    return found.group() if found else line
