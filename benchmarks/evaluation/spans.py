"""Where quotes stand, whatever white space, mark-up and broken characters came between."""

import html
import re
import unicodedata

import ftfy.bad_codecs  # noqa: F401 - registers the codec that `_GARBLED` is made with

from bot.domain.text import Span

LEAST_OF_SHORTER, LEAST_OF_LONGER = 0.6, 0.3

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0e\ufe0f]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WHITE_SPACE_AND_STARS = re.compile(r"[\s*]+")
_GARBLED = {char.encode().decode("sloppy-windows-1252"): char for char in "’‘“”–—…é\u00a0"}
_EVEN = str.maketrans({**dict.fromkeys("’‘", "'"), **dict.fromkeys("“”「」", '"'), **dict.fromkeys("–—−", "-")})


def plain(text: str) -> str:
    """The text after NFKC, without white space, invisible characters, HTML and Markdown's stars; quote marks and dashes
    evened out. Quotes are looked for in this form on both sides."""
    text = html.unescape(text)
    for garbled, char in _GARBLED.items():
        text = text.replace(garbled, char)
    text = _INVISIBLE.sub("", _TAG.sub("", text))
    return _WHITE_SPACE_AND_STARS.sub("", unicodedata.normalize("NFKC", text).translate(_EVEN))


def occurrences(needle: str, text: str) -> list[Span]:
    """Every place of one plain text in another, overlapping ones too; none of an empty one."""
    found: list[Span] = []
    start = text.find(needle) if needle else -1
    while start >= 0:
        found.append(Span(start=start, end=start + len(needle)))
        start = text.find(needle, start + 1)
    return found


def place(quote: str, start: int, raw: str) -> Span:
    """The place in `plain(raw)` of a quote that begins near `start` of `raw`.

    Errors: ValueError where `raw` doesn't hold it.
    """
    near = len(plain(raw[:start]))
    found = occurrences(plain(quote), plain(raw))
    if not found:
        raise ValueError(f"the paste does not hold the quote {quote!r}")
    return min(found, key=lambda span: abs(span.start - near))


def shared(a: Span, b: Span) -> int:
    """How many characters stand in both."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def iou(a: Span, b: Span) -> float:
    """Intersection over union, 0 to 1."""
    both = shared(a, b)
    return both / (length(a) + length(b) - both)


def same_place(a: Span, b: Span) -> bool:
    """Whether two spans are one finding: most of the shorter is shared and enough of the longer, as where one took a
    clause and the other its sentence. An intersection over union of .5 is always enough."""
    shorter, longer = sorted((length(a), length(b)))
    both = shared(a, b)
    return both >= LEAST_OF_SHORTER * shorter and both >= LEAST_OF_LONGER * longer


def length(span: Span) -> int:
    return span.end - span.start
