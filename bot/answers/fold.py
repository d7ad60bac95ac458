"""Text made comparable, character for character: what is found in a folded text stands at that place in the text."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.text import Language

if TYPE_CHECKING:
    from opencc import OpenCC

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
HAN_RUN = re.compile(f"[{HAN}]+")
LATIN_WORD = re.compile(r"[^\W_一-鿿㐀-䶿〇]+(?:['.\-&/][^\W_一-鿿㐀-䶿〇]+)*")
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
LATIN_WEIGHT = 1.5
"""A Latin word says about as much as one and a half Chinese characters."""


@cache
def _simplifier() -> "OpenCC":
    # English needs no table of characters, and loading one takes 10 ms.
    from opencc import OpenCC

    return OpenCC("t2s")


def fold(text: str) -> str:
    """`text` without regard to case, width, typographic marks and the script of its Chinese, of the same length."""
    if text.isascii():
        return text.lower()
    plain = _same_length(text, unicodedata.normalize("NFKC", text).lower()) or "".join(map(_folded, text))
    plain = plain.translate(PLAIN)
    return simplified(plain) if HAN_RUN.search(plain) else plain


def simplified(text: str) -> str:
    """`text` with simplified characters, of the same length."""
    convert = _simplifier().convert
    return _same_length(text, convert(text)) or "".join(_same_length(char, convert(char)) or char for char in text)


def _same_length(before: str, after: str) -> str | None:
    return after if len(after) == len(before) else None


def _folded(char: str) -> str:
    return _same_length(char, unicodedata.normalize("NFKC", char).lower()) or char


def language_of(text: str, default: Language = Language.ENGLISH) -> Language:
    """The language that most of `text` is in; `default` where it holds no letters."""
    han = sum(len(run) for run in HAN_RUN.findall(text))
    latin = len(LATIN_WORD.findall(text)) * LATIN_WEIGHT
    if not han and not latin:
        return default
    return Language.CHINESE if han >= latin else Language.ENGLISH


def words_of(folded: str) -> list[str]:
    """The words of a folded text: Latin words by their stems, Chinese as overlapping pairs of characters."""
    return [stem(word) for word in LATIN_WORD.findall(folded)] + pairs_of(folded)


def pairs_of(folded: str) -> list[str]:
    """Overlapping pairs of a folded text's Chinese characters; a character alone stays alone."""
    runs = HAN_RUN.findall(folded)
    return [pair for run in runs for pair in (["".join(two) for two in pairwise(run)] or [run])]


def stem(word: str) -> str:
    """An English word without the commonest endings. Words shorter than four letters stay."""
    word = word.removesuffix("'s").removesuffix("'")
    for suffix, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("s", 4), ("ly", 6)):
        if word.endswith(suffix) and len(word) >= least and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def blank(text: str, start: int, end: int) -> str:
    """`text` with spaces in [start, end)."""
    return text[:start] + " " * (end - start) + text[end:]
