"""What a post calls the companies that it tags: `Nu` after `$Nu Holdings(NU.US)`."""

import re
from collections.abc import Iterator, Sequence

from bot.arguments.sentences import is_chinese
from bot.domain.post import Ticker
from bot.domain.subject import Mention, Subject
from bot.domain.text import Span

CONFIDENCE = 0.7
_LONG_CHINESE = 4
"""Characters of a Chinese name from which on people use its first two alone."""


def short_name(ticker: Ticker) -> str | None:
    """The first word of a tag's name, or the first two characters of a Chinese one; None where that is too little."""
    name = (ticker.name or "").strip()
    if is_chinese(name):
        return name[:2] if len(name) >= _LONG_CHINESE else None
    first = name.split(" ")[0].split("-")[0]
    return first if len(first) > 1 and first[0].isupper() and first.isalpha() else None


def short_mentions(body: str, tagged: Sequence[tuple[Ticker, Subject]], known: Sequence[Mention]) -> list[Mention]:
    """`known` and, between them, the places where a tagged company stands under its short name; in order."""
    found = list(known)
    for ticker, subject in tagged:
        name = short_name(ticker)
        for span in _places(body, name) if name else ():
            if not any(span.overlaps(mention.span) for mention in found):
                found.append(Mention(subject=subject, span=span, confidence=CONFIDENCE))
    return sorted(found, key=lambda mention: mention.span.start)


def _places(body: str, name: str) -> Iterator[Span]:
    edge = "" if is_chinese(name) else r"(?![A-Za-z0-9])"
    for match in re.finditer(rf"(?<![A-Za-z0-9$]){re.escape(name)}{edge}", body):
        yield Span(start=match.start(), end=match.end())
