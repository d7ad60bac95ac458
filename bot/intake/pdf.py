"""The text of a PDF, in lines as its author wrote them."""

import logging
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from io import BytesIO
from time import monotonic
from typing import Any

from pypdf import Configuration, PageObject, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from bot.errors import BrokenPdf, LockedFile, NoTextInPdf, TooLarge, TooManyPages
from bot.intake.decode import FILE_LIMIT, LIMIT, check_text, is_visible
from bot.intake.unwrap import unwrap

PAGE_LIMIT = 20
SECONDS = 10.0
"""How long reading one PDF may take: twenty dense pages take two."""

_COSTS = Configuration(
    zlib_maximum_output_length=16 * 1024 * 1024,
    lzw_maximum_output_length=16 * 1024 * 1024,
    run_length_maximum_output_length=16 * 1024 * 1024,
    array_based_stream_maximum_output_length=16 * 1024 * 1024,
    stream_decoding_work_maximum_length=64 * 1024 * 1024,
    stream_parsing_work_maximum_count=500_000,
    page_tree_maximum_entries=10_000,
    xform_maximum_invocations_per_extraction=500,
    jbig2dec_binary=None,
)
"""What pypdf may spend on one stream or tree of a file before it gives the file up (its defaults are for archives)."""

# pypdf says itself that a broken file may make it raise anything: these are what its parsers, casts and codecs raise.
_BROKEN = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError,
    RuntimeError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
# Ligatures, and the radicals and compatibility forms that some fonts name in place of the characters they look like.
_LOOKALIKE = re.compile(r"[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]+")
_NO_CHARACTER = re.compile(r"[\x00\ud800-\udfff]")
_UNREADABLE = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def pdf_text(data: bytes, source: str) -> str:
    """The text of a PDF: its pages parted by blank lines, lines that were broken for the page's width joined again.

    It takes up to `SECONDS` of one core, so it is called in a thread.
    Errors: TooLarge above `FILE_LIMIT` bytes of file or `LIMIT` bytes of text, TooManyPages above `PAGE_LIMIT`,
    LockedFile where it needs a password, NoTextInPdf where it holds only pictures, BrokenPdf where it can't be read.
    """
    if len(data) > FILE_LIMIT:
        raise TooLarge(source=source, size=len(data), limit=FILE_LIMIT)
    _silence()
    try:
        with apply_configuration(_COSTS):
            text = "\n\n".join(_pages(_opened(data, source), source))
    except DependencyError as error:
        raise LockedFile(source=source) from error
    except _BROKEN as error:
        raise BrokenPdf(source=source) from error
    if not is_visible(text) or len(_UNREADABLE.findall(text)) * 2 > len(text):
        raise NoTextInPdf(source=source)
    return check_text(_UNREADABLE.sub("", text), source)


def _silence() -> None:
    """pypdf logs what it mends in a file, and a log without a handler goes to stderr."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def _opened(data: bytes, source: str) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise LockedFile(source=source)
    if len(reader.pages) > PAGE_LIMIT:
        raise TooManyPages(source=source, pages=len(reader.pages), limit=PAGE_LIMIT)
    return reader


def _pages(reader: PdfReader, source: str) -> Iterator[str]:
    """The pages that hold text. Errors: TooLarge, LookupError and others of `_BROKEN`."""
    last, size = monotonic() + SECONDS, 0
    for page in reader.pages:
        text = _mended(_page_text(page, last))
        size += len(text.encode())
        if size > LIMIT:
            raise TooLarge(source=source, size=size, limit=LIMIT)
        if text := unwrap(text):
            yield text


def _page_text(page: PageObject, last: float) -> str:
    """Errors: TimeoutError, an OSError, where it is later than `last`."""

    def watch(*_operation: Any) -> None:
        if monotonic() > last:
            raise TimeoutError

    return page.extract_text(visitor_operand_before=watch)


def _mended(text: str) -> str:
    whole = _NO_CHARACTER.sub("\ufffd", text)
    return _LOOKALIKE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), whole)
