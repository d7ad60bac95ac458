"""Bytes, or text of unknown make, into text that can be saved."""

import codecs
import re

from bot.errors import NothingToSave, NotText, TooLarge
from bot.intake.mend import without_tags

LIMIT = 1024 * 1024
"""The most that one paste may hold, in bytes of UTF-8 or of the file: some 350,000 Chinese characters."""

FILE_LIMIT = 10 * 1024 * 1024
"""The most bytes of a file that holds more than text: pictures weigh much more than the text between them."""

_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# The fillers of Hangul and the blank of Braille are letters and signs to Unicode, and show nothing.
_INVISIBLE = re.compile(r"[\s\u00ad\u115f\u1160\u2800\u3164\uffa0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def decode(data: bytes, source: str) -> str:
    """The text of a file: UTF-8, UTF-16 with its byte order mark, or the older Chinese and Western encodings.

    Errors: NothingToSave where it is empty, TooLarge above `LIMIT` bytes, NotText where it is binary or can't be read.
    """
    if len(data) > LIMIT:
        raise TooLarge(source=source, size=len(data), limit=LIMIT)
    return check_text(text_in(data, source), source)


def text_in(data: bytes, source: str, declared: str | None = None) -> str:
    """Bytes as text, in the encoding that they declare where that fits, else in the one that they must be in; what
    it says is not looked at. Errors: NotText where they are binary or can't be read.
    """
    if data.startswith(_BYTE_ORDER_MARKS):
        return _strictly(data, "utf-16") or _refuse(source)
    if b"\0" in data:
        raise NotText(source=source)
    if declared and (text := _strictly(data, declared)) is not None:
        return text.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _with_half_characters(data) or _legacy(data) or _refuse(source)


def check_text(text: str, source: str) -> str:
    """The same text, once it is known that it can be saved.

    Errors: NothingToSave where it holds nothing visible, TooLarge above `LIMIT` bytes of UTF-8, NotText where it holds
    NULs, half characters (lone surrogates) or the control characters of a binary file.
    """
    if _SURROGATE.search(text) or "\0" in text:
        raise NotText(source=source)
    size = len(text.encode())
    if size > LIMIT:
        raise TooLarge(source=source, size=size, limit=LIMIT)
    if len(_CONTROL.findall(text)) > max(2, len(text) // 100):
        raise NotText(source=source)
    if not is_visible(without_tags(text)):
        raise NothingToSave(source=source)
    return text


def is_visible(text: str) -> bool:
    """Whether anything of a text shows."""
    return _INVISIBLE.sub("", text) != ""


def _refuse(source: str) -> str:
    raise NotText(source=source)


def _strictly(data: bytes, encoding: str) -> str | None:
    """None where they are none of that encoding, or nobody knows it."""
    try:
        text, _ = codecs.lookup(encoding).decode(data)
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _with_half_characters(data: bytes) -> str | None:
    """UTF-8 but for lone surrogates: broken UTF-8 and no other encoding, for `check_text` to refuse."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes) -> str | None:
    """Bytes that are no UTF-8: the first encoding under which they read as common characters."""
    for encoding, common in (("gb18030", "gb2312"), ("big5hkscs", "big5"), ("cp1252", "cp1252")):
        text = _strictly(data, encoding)
        if text is not None and _reads_well(text, common):
            return text
    return None


def _reads_well(text: str, common: str) -> bool:
    """Whether most characters beyond ASCII are ones that people write: wrongly decoded bytes give rare ones."""
    beyond = [char for char in text if ord(char) > 127]
    if common == "cp1252":
        # Western bytes decode to something whatever they are: only a few accents and quote marks are believable.
        return len(beyond) * 5 <= len(text)
    known = sum(len(char.encode(common, "ignore")) == 2 and _is_frequent(char, common) for char in beyond)
    return known >= 0.6 * len(beyond)


def _is_frequent(char: str, common: str) -> bool:
    """Both national sets put punctuation first, then their few thousand frequent characters in one block."""
    lead = char.encode(common)[0]
    return lead <= 0xD7 if common == "gb2312" else lead <= 0xC6
