"""A file that somebody attached or named, as text: one reader for each kind of file."""

import re
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import PurePosixPath

from bot.domain.post import Skipped
from bot.errors import NotText, UnreadableFile
from bot.intake.decode import FILE_LIMIT, LIMIT, decode

_TEXT = (".txt", ".md", ".markdown", ".text")
KINDS = (*_TEXT, ".pdf", ".docx", ".html", ".htm", ".eml")
_CONTENT_TYPES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}
_BEGINNING = 4096
"""Bytes in which a page says that it is one."""
_PAGE_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--[^>]*-->\s*+)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_FIELDS_WITHIN = 64 * 1024
"""Bytes in which the fields above a letter end."""
_FIELD = re.compile(rb"[!-9;-~]{1,80}:|From ")
_SENT = ("MIME-Version", "Message-ID", "Received", "Return-Path", "Content-Type")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says, and what of it was left out."""

    text: str
    skipped: tuple[Skipped, ...] = ()


def text_of_file(name: str, data: bytes) -> FileText:
    """The text of a file. What it holds says its kind; where that says nothing, its name's ending.

    PDFs and documents take seconds, so it is called in a thread.
    Errors: UnreadableFile for other kinds; those of the kind's reader and of `decode`.
    """
    match _kind_by_content(data) or _ending(name):
        # Each is imported where there is one: their libraries take up to 100 ms, and most pastes need none.
        case ".pdf":
            from bot.intake.pdf import pdf_text

            return FileText(pdf_text(data, name))
        case ".docx":
            from bot.intake.docx import docx_text

            return FileText(docx_text(data, name))
        case ".html" | ".htm":
            from bot.intake.html import page_text

            return FileText(page_text(data, name))
        case ".eml":
            from bot.intake.eml import read_letter

            letter = read_letter(data, name)
            return FileText(letter.text, tuple(Skipped(reason="attachment", excerpt=one) for one in letter.attached))
    return FileText(_plain_text(name, data))


def _kind_by_content(data: bytes) -> str | None:
    """The ending that a file should have by what it begins with; None where it may be any text."""
    if data.lstrip().startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return ".docx"
    if _PAGE_BEGINS.match(data[:_BEGINNING]):
        return ".html"
    return ".eml" if _looks_sent(data[:_FIELDS_WITHIN]) else None


def _looks_sent(beginning: bytes) -> bool:
    """Whether a text begins with the fields of a letter as it was sent: one that was pasted has only some of them."""
    if not _FIELD.match(beginning):
        return False
    fields = BytesHeaderParser(policy=compat32).parsebytes(_BLANK_LINE.split(beginning, maxsplit=1)[0])
    return "From" in fields and any(field in fields for field in _SENT)


def _plain_text(name: str, data: bytes) -> str:
    ending = _ending(name)
    try:
        return decode(data, name)
    except NotText as error:
        if ending and ending not in KINDS:
            raise UnreadableFile(source=name, kinds=", ".join(KINDS)) from error
        raise


def is_readable_name(name: str, content_type: str | None = None) -> bool:
    """Whether a file may hold text that can be read, by its name's ending, or by its type where it has none.

    `content_type` is as HTTP gives it, parameters included ("text/plain; charset=utf-8").
    """
    return _kind_by_name(name, content_type) in KINDS


def most_bytes(name: str, content_type: str | None = None) -> int:
    """How large a file may be that is to be read: one of plain text is all text, of another kind some."""
    return LIMIT if _kind_by_name(name, content_type) in _TEXT else FILE_LIMIT


def _kind_by_name(name: str, content_type: str | None) -> str | None:
    """The ending that a file has, or should have by its type."""
    return _ending(name) or _CONTENT_TYPES.get((content_type or "").partition(";")[0].strip().lower())


def _ending(name: str) -> str:
    return PurePosixPath(name.strip()).suffix.lower()
