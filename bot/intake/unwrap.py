"""Joins lines that a page's width broke in the middle of a sentence; all other line ends stay."""

import re
from itertools import pairwise

NEARLY_FULL = 0.85
"""Letters differ in width: a line is full where the next word would have taken it beyond this share of the widest."""
LONGEST_WORD = 40
LEAST_WIDTH = 24
"""Columns of prose are wider; below this, lines are a list or a table."""

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_ENDS_SENTENCE = re.compile(r"[.!?。！？…:：;；][\"'”’」』）)\]]*$")
_BEGINS_ITEM = re.compile(r"(?:[•·▪●○◦‣■□◆*\-–—]|\(?\d{1,2}[.)、]|[(（]?[一二三四五六七八九十]{1,3}[、)）])\s?")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_SOFT_HYPHEN = "\u00ad"
_CUT = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")
_FIRST_PART = re.compile(
    "all|best|co|cross|double|fast|full|half|high|large|late|long|low|lower|mark|market|mid|multi|near|new|non|off|one|"
    "open|over|post|pre|price|pro|quarter|re|self|semi|short|single|small|third|two|upper|value|well|year"
)
"""What a hyphen joins rather than breaks, where the text doesn't show the word elsewhere ("long-")."""


def unwrap(text: str) -> str:
    """A page's text with the sentences put together that its lines cut, and words that hyphens cut at line ends.

    A line goes on in the next one where a hyphen cuts its last word, or where it ends no sentence and is so full that
    the next one's first word had no room in it. All else stays: blank lines, list items, short lines (names, tables).
    """
    lines = [line.rstrip() for line in text.split("\n")]
    widest = _widest(lines)
    if widest < LEAST_WIDTH:
        return "\n".join(lines).strip()
    words, pieces = _Words(text), lines[:1]
    for before, after in pairwise(lines):
        goes_on = _goes_on(before, after, widest)
        pieces[-1] = words.up_to(pieces[-1], after.lstrip()) if goes_on else pieces[-1] + "\n"
        pieces.append(after.lstrip() if goes_on else after)
    return "".join(pieces).strip()


class _Words:
    """The words of a text, which tell whether a hyphen at a line's end belongs to its word."""

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        self._whole = frozenset(_CUT.findall(lowered))
        self._hyphenated = frozenset(_HYPHENATED.findall(lowered))

    def up_to(self, line: str, after: str) -> str:
        """A line as it stands before the one that it goes on in: with the space between them, or without its hyphen."""
        broken, rest = _BROKEN_WORD.search(line[-LONGEST_WORD:]), _CUT.match(after)
        if broken and rest and after[0].islower():
            keeps = line[-1] != _SOFT_HYPHEN and self._keeps_hyphen(broken[1].lower(), rest.group())
            return line if keeps else line[:-1]
        return line + _gap(line, after)

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        if first + second in self._whole:
            return False
        return f"{first}-{second}" in self._hyphenated or _FIRST_PART.fullmatch(first) is not None


def _gap(line: str, after: str) -> str:
    """Chinese is written without spaces, and a Latin word in it keeps the spacing of the line it stands in."""
    return "" if _HAN.match(line[-1]) or _HAN.match(after) or line[-1] in "-–—/" else " "


def _goes_on(line: str, after: str, widest: int) -> bool:
    begins = after.lstrip()
    if not line.strip() or not begins or _BEGINS_ITEM.match(begins):
        return False
    if begins[0].islower() and _BROKEN_WORD.search(line[-LONGEST_WORD:]):
        return True
    if _ENDS_SENTENCE.search(line) and not begins[0].islower():
        return False
    return _width(line) + 1 + _width(_first_word(begins)) >= NEARLY_FULL * widest


def _first_word(line: str) -> str:
    return line[0] if _HAN.match(line) else line.split(maxsplit=1)[0]


def _widest(lines: list[str]) -> int:
    """The width of the column: of the widest line but for a few that stick out."""
    widths = sorted((_width(line) for line in lines if line), reverse=True)
    return widths[len(widths) // 20] if widths else 0


def _width(line: str) -> int:
    """In Latin letters: a Chinese character is twice as wide."""
    return len(line) + len(_HAN.findall(line))
