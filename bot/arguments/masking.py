"""A text as the encoder reads it: what it is about goes unnamed, so that no company is good or bad by its name."""

from collections.abc import Iterable

from bot.arguments.sentences import is_chinese
from bot.domain.text import Span


def masked(text: str, places: Iterable[Span]) -> str:
    """`text` with "it" or 它 in these places, which do not overlap."""
    instead = "它" if is_chinese(text) else "it"
    for place in sorted(places, key=lambda span: -span.start):
        text = text[: place.start] + instead + text[place.end :]
    return text
