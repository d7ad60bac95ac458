"""One text as a file of each kind, as the programs of people write it."""

from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

SENDER = "Ines Calloway <ines@example.com>"
SENT = format_datetime(parsedate_to_datetime("Mon, 09 Mar 2026 08:14:00 +0100"))


def docx_of(text: str) -> bytes:
    """A document with a paragraph for each line."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def docx_with(body: str, **files: bytes) -> bytes:
    """A document whose body is this XML, and other files in its archive; a name's `_` stands for a slash."""
    out = BytesIO()
    with ZipFile(BytesIO(docx_of(""))) as plain, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for one in plain.infolist():
            data = plain.read(one)
            if one.filename == "word/document.xml":
                start, end = data.index(b"<w:body>") + len(b"<w:body>"), data.index(b"</w:body>")
                data = data[:start] + body.encode() + data[end:]
            archive.writestr(one.filename, data)
        for name, data in files.items():
            archive.writestr(name.replace("_", "/"), data)
    return out.getvalue()


def page_of(text: str) -> bytes:
    """A page with a line for each line."""
    shown = "<br>".join(escape(line) for line in text.split("\n"))
    return (
        "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>Saved page</title><style>p{margin:0}</style></head>"
        f"<body><script>alert('no')</script><div>{shown}</div></body></html>"
    ).encode()


def letter_of(text: str) -> bytes:
    return letter(text).as_bytes()


def letter(text: str, subject: str = "Fwd: a post") -> EmailMessage:
    """A letter as a mail program sends it."""
    made = EmailMessage()
    made["From"], made["To"], made["Date"], made["Subject"] = SENDER, "desk@example.com", SENT, subject
    made.set_content(text)
    return made


MADE: dict[str, Callable[[str], bytes]] = {
    "post.txt": str.encode,
    "post.md": str.encode,
    "post.docx": docx_of,
    "post.html": page_of,
    "post.eml": letter_of,
}
"""Each kind of file but PDFs, which `made_pdf` makes of Latin letters."""
