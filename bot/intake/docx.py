"""The text of a Word document: its paragraphs in their order, those of tables, boxes and insertions too."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from time import monotonic
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from bot.errors import BrokenFile, LockedFile, TooLarge
from bot.intake.decode import FILE_LIMIT, LIMIT, check_text

UNPACKED = 32 * 1024 * 1024
"""The most bytes that may come out of a document's archive."""
FILES = 2000
"""The most files in it: a document has a dozen, and one for each picture."""
MARKS = 1_500_000
"""The most tags in its XML: each becomes an object. A megabyte of text in short runs has a third of that."""
SECONDS = 10.0
"""How long reading one document may take: a megabyte of text takes two."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_BINARY = b"\xd0\xcf\x11\xe0"
# What its parsers raise of a broken file: they trust what they are given.
_BROKEN = (
    OpcError, LxmlError, BadZipFile, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, OSError,
    RuntimeError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
_PARAGRAPH = qn("w:p")
_PIECES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SAID = frozenset([qn("w:t"), *_PIECES])
_LEFT_OUT = frozenset(
    [
        *(qn("w:pPr"), qn("w:rPr"), qn("w:del"), qn("w:moveFrom")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    ]
)
"""How something looks, tab stops among it; what was taken out while changes were tracked; and what stands a second
time for older programs. The words of python-docx's own paragraphs lack what was put in meanwhile, and all boxes."""


def docx_text(data: bytes, source: str) -> str:
    """The words of a document, a paragraph a line. Its macros, links and pictures are left alone.

    It takes up to `SECONDS` of one core, so it is called in a thread.
    Errors: TooLarge above `FILE_LIMIT` bytes of file or `LIMIT` bytes of text, LockedFile where it needs a password,
    BrokenFile where it is damaged, another kind of archive, or would unpack to too much.
    """
    if len(data) > FILE_LIMIT:
        raise TooLarge(source=source, size=len(data), limit=FILE_LIMIT)
    if data.startswith(_OLD_BINARY) and _ENCRYPTED in data:
        raise LockedFile(source=source)
    try:
        if not _is_bearable(data):
            raise BrokenFile(source=source)
        text = "\n".join(_lines(Document(BytesIO(data)).element.body, source))
    except _BROKEN as error:
        raise BrokenFile(source=source) from error
    return check_text(text, source)


def _is_bearable(data: bytes) -> bool:
    """Whether what is packed in it is little enough: no file of an archive gives more than it says. Errors: of
    `_BROKEN`."""
    with ZipFile(BytesIO(data)) as archive:
        files = archive.infolist()
        if len(files) > FILES or sum(one.file_size for one in files) > UNPACKED:
            return False
        return sum(archive.read(one).count(b"<") for one in files) <= MARKS


def _lines(body: Any, source: str) -> Iterator[str]:
    """Errors: TooLarge; TimeoutError, an OSError, where it takes too long."""
    last, size = monotonic() + SECONDS, 0
    for element in _walked(body, last):
        if element.tag == _PARAGRAPH:
            line = "".join(_PIECES.get(one.tag) or one.text or "" for one in _walked(element, last) if one.tag in _SAID)
            size += len(line.encode()) + 1
            if size > LIMIT:
                raise TooLarge(source=source, size=size, limit=LIMIT)
            yield line


def _walked(root: Any, last: float) -> Iterator[Any]:
    """What stands in an element, in order; of one paragraph nothing of those that stand in it, in a box or the like.

    Without recursion: nobody knows how deep a hostile document goes.
    """
    waiting = list(reversed(root))
    while waiting:
        if monotonic() > last:
            raise TimeoutError
        element = waiting.pop()
        if element.tag in _LEFT_OUT or (element.tag == root.tag == _PARAGRAPH):
            continue
        yield element
        waiting.extend(reversed(element))
