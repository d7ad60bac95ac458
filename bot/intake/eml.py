"""A letter as a mail program saves it, as the text that a person would have pasted of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import format_datetime, parseaddr, parsedate_to_datetime

from bot.domain.post import Platform, Reading
from bot.errors import BrokenFile, NothingToSave, TooLarge
from bot.intake.decode import FILE_LIMIT, check_text, is_visible, text_in
from bot.intake.html import shown_text
from bot.intake.read import read

PARTS = 200
"""The most parts that a letter may have, each of which may nest in the one before; people's have a dozen."""
LONGEST_FIELD = 2000
LONGEST_NAME = 100
"""Characters of an attachment's name that are told."""

_OPENS_A_PART = re.compile(rb"boundary|message/", re.IGNORECASE)
_FLOWED = re.compile(r"(?<=\S) \n(?![>\n]|-- \n)")
_FORWARDED = "---------- Forwarded message ----------"
"""As a letter that was pasted with another one in it has it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says, and the names of the files that are attached to it, which are not read."""

    text: str
    attached: tuple[str, ...] = ()


def read_letter(data: bytes, source: str) -> Letter:
    """Its plain text where it has one, else its page. Above that its sender, date and subject, unless its words begin
    with a post that says itself who wrote it, and when.

    Errors: TooLarge above `FILE_LIMIT` bytes of file or `LIMIT` bytes of text, BrokenFile where it nests too deep or
    can't be taken apart, those of `check_text`.
    """
    if len(data) > FILE_LIMIT:
        raise TooLarge(source=source, size=len(data), limit=FILE_LIMIT)
    if len(_OPENS_A_PART.findall(data)) > PARTS:
        raise BrokenFile(source=source)
    try:
        reader = _LetterReader(source)
        text = reader.text_of(BytesParser(policy=compat32).parsebytes(data))
    except (MessageError, RecursionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise BrokenFile(source=source) from error
    return Letter(check_text(text, source), tuple(reader.attached))


class _LetterReader:
    """Takes one letter apart, and those that are attached to it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.attached: list[str] = []

    def text_of(self, letter: Message) -> str:
        words = "\n\n".join(text for text in self._texts(letter) if is_visible(text))
        if not words or _says_who_and_when(words):
            return words
        return "\n".join([*_fields(letter), "", words])

    def _texts(self, part: Message) -> Iterator[str]:
        if _is_attached(part):
            self.attached.append(_name_of(part))
        elif part.get_content_type() == "multipart/alternative":
            yield from self._best(_parts(part))
        elif part.get_content_type() == "message/rfc822":
            yield from (f"{_FORWARDED}\n{self.text_of(letter)}" for letter in _parts(part))
        elif part.is_multipart():
            for inner in _parts(part):
                yield from self._texts(inner)
        elif part.get_content_type() == "text/html":
            yield shown_text(self._decoded(part), self._source)
        elif part.get_content_maintype() == "text":
            yield _unflowed(part, self._decoded(part))

    def _best(self, versions: Sequence[Message]) -> Iterator[str]:
        """Of versions that say the same the plain one, if it says anything."""
        for version in sorted(versions, key=lambda one: one.get_content_type() != "text/plain"):
            texts = list(self._texts(version))
            if any(map(is_visible, texts)):
                yield from texts
                return

    def _decoded(self, part: Message) -> str:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset()
        return text_in(data if isinstance(data, bytes) else b"", self._source, charset).replace("\r\n", "\n")


def _parts(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _is_attached(part: Message) -> bool:
    """Whether a part is a file beside the letter. A letter in it is read; a picture that its page shows is no file."""
    if part.is_multipart():
        return False
    shown = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
    return part.get_content_disposition() == "attachment" or (part.get_filename() is not None and not shown)


def _name_of(part: Message) -> str:
    name = " ".join(_plain(part.get_filename() or "").split())
    return name[:LONGEST_NAME] or part.get_content_type()


def _fields(letter: Message) -> Iterator[str]:
    """The sender, by name if there is one, the date and the subject: as in a letter that was pasted."""
    name, address = parseaddr(_plain(letter.get("From", "")))
    if name or address:
        yield f"From: {name or address}"
    if date := _date(str(letter.get("Date", ""))[:LONGEST_FIELD]):
        yield f"Date: {date}"
    if subject := " ".join(_plain(letter.get("Subject", "")).split()):
        yield f"Subject: {subject}"


def _plain(field: object) -> str:
    """A field with its encoded words decoded, as far as they can be."""
    text = str(field)[:LONGEST_FIELD]
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _date(field: str) -> str | None:
    try:
        return format_datetime(parsedate_to_datetime(field))
    except (TypeError, ValueError, OverflowError):
        return None


def _unflowed(part: Message, text: str) -> str:
    """With the lines joined that a mail program broke and marked by a space (RFC 3676)."""
    return _FLOWED.sub(" ", text) if part.get_param("format") == "flowed" else text


def _says_who_and_when(words: str) -> bool:
    """Whether a letter only carries a post: one that names its author, and its date or platform, begins it."""
    try:
        reading: Reading = read(words)
    except NothingToSave:
        return False
    first = next(iter(reading.posts), None)
    return bool(first and first.author and (first.published_at or first.platform is not Platform.GENERIC))
