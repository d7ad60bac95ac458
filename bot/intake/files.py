"""A file that somebody attached, as text."""

from pathlib import PurePosixPath

from bot.errors import UnreadableFile
from bot.intake.decode import decode

_PDF = b"%PDF-"
_PDF_ENDING = ".pdf"
_TEXT_ENDINGS = (".txt", ".md", ".markdown", ".text")
KINDS = (*_TEXT_ENDINGS, _PDF_ENDING)
_CONTENT_TYPES = frozenset({"text/plain", "text/markdown", "text/x-markdown", "application/pdf"})


def text_of_file(name: str, data: bytes) -> str:
    """The text of a file: a PDF by its name or what it begins with, text by its name or where that has no ending.

    A PDF takes seconds, so it is called in a thread.
    Errors: UnreadableFile for other kinds; those of `pdf_text` and of `decode`.
    """
    ending = _ending(name)
    if ending == _PDF_ENDING or data.lstrip().startswith(_PDF):
        # pypdf costs 100 ms to import, and few files are PDFs.
        from bot.intake.pdf import pdf_text

        return pdf_text(data, name)
    if ending and ending not in KINDS:
        raise UnreadableFile(source=name, kinds=", ".join(KINDS))
    return decode(data, name)


def is_readable_name(name: str, content_type: str | None = None) -> bool:
    """Whether a file may hold text that can be read, by its name's ending, or by its type where it has none.

    `content_type` is as HTTP gives it, parameters included ("text/plain; charset=utf-8").
    """
    ending = _ending(name)
    if ending:
        return ending in KINDS
    return content_type is not None and content_type.partition(";")[0].strip().lower() in _CONTENT_TYPES


def _ending(name: str) -> str:
    return PurePosixPath(name.strip()).suffix.lower()
