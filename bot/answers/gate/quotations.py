"""What a sentence puts in quotation marks, and whether a cited quote holds it word for word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.amounts import amounts_in
from bot.answers.cues import pattern
from bot.answers.fold import fold
from bot.domain.answer import Evidence

CLOSING = {
    "“": "”",
    "”": "”",
    "„": "“”",
    "〝": "〞",
    '"': '"',
    "＂": "＂",
    "«": "»",
    "‹": "›",
    "`": "`",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "‘": "’",
    "'": "'",
}
APOSTROPHES = "'’"
MOST_MARKS = 64
"""Marks in a sentence; with more, nobody could say what is quoted, and looking would take long."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks at [start, end) of a sentence, marks included, and the cited evidence that holds them.

    Without sources they are nobody's words.
    """

    text: str
    start: int
    end: int
    sources: tuple[Evidence, ...] = ()

    def is_cut_short(self) -> bool:
        """Whether every source says something else around these words: half a number, or what a "not" stands before."""
        return not any(_stands_whole(self.text, evidence.argument.quote) for evidence in self.sources)


def evened(text: str) -> str:
    """`text` with every run of white space as one space: a quote may be wrapped otherwise than its post."""
    return _SPACES.sub(" ", text).strip()


def quotations_in(text: str, cited: Sequence[Evidence]) -> tuple[Quotation, ...]:
    """The quotations of a sentence in order. Where marks stand inside a quote, the longest verbatim reading counts."""
    if sum(char in CLOSING for char in text) > MOST_MARKS:
        return (Quotation(text, 0, len(text)),)
    quotes = [(evidence, evened(evidence.argument.quote)) for evidence in cited]
    found: list[Quotation] = []
    at = 0
    while at < len(text):
        if _opens(text, at):
            found.append(_quotation(text, at, quotes))
            at = found[-1].end
        else:
            at += 1
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    if text[at] not in CLOSING:
        return False
    before = text[at - 1 : at]
    return text[at] not in APOSTROPHES or not before.isalnum()


def _closes(text: str, at: int, mark: str) -> bool:
    after = text[at + 1 : at + 2]
    return text[at] in CLOSING[mark] and (text[at] not in APOSTROPHES or not after.isalnum())


def _quotation(text: str, start: int, quotes: Sequence[tuple[Evidence, str]]) -> Quotation:
    ends = [at for at in range(start + 1, len(text)) if _closes(text, at, text[start])]
    for end in reversed(ends):
        words = evened(text[start + 1 : end])
        sources = tuple(evidence for evidence, quote in quotes if words and words in quote)
        if sources:
            return Quotation(words, start, end + 1, sources)
    end = ends[0] + 1 if ends else len(text)
    return Quotation(evened(text[start + 1 : end]), start, end)


def _stands_whole(words: str, quote: str) -> bool:
    quote = evened(quote)
    if words == quote:
        return True
    wanted = {(amount.value, amount.unit) for amount in amounts_in(fold(words))}
    if not wanted <= {(amount.value, amount.unit) for amount in amounts_in(fold(quote))}:
        return False
    at = quote.find(words)
    while at >= 0:
        if _is_whole(quote, at, at + len(words)):
            return True
        at = quote.find(words, at + 1)
    return False


def _is_whole(quote: str, start: int, end: int) -> bool:
    return not (_splits(quote, start) or _splits(quote, end) or _is_denied(quote[:start]))


def _splits(quote: str, at: int) -> bool:
    """Whether a Latin word or a number goes on at this place."""
    left, right = quote[at - 1 : at] if at else "", quote[at : at + 1]
    if left in (".", ",") and right.isdigit():
        return quote[at - 2 : at - 1].isdigit()
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _is_denied(before: str) -> bool:
    """Whether the words before end with a negation that the quotation leaves out."""
    head = fold(before[-16:]).rstrip()
    return any(match.end() == len(head) for match in pattern("negators").finditer(head))
