"""The two scripts of Chinese: which one a person writes, and a company's name in the one that its reader knows."""

from functools import cache
from typing import TYPE_CHECKING

from bot.answers.fold import HAN_RUN, language_of, simplified
from bot.domain.text import Language, Locale

if TYPE_CHECKING:
    from opencc import OpenCC

SIMPLIFIED_CHARACTERS = "gb2312"
TRADITIONAL_CHARACTERS = "big5"
"""Encodings of one script each: a character that only one of them has belongs to that script alone."""


def script_of(text: str) -> Locale | None:
    """The script that `text` is written in; None where its characters belong to both, or as many to either."""
    runs = HAN_RUN.findall(text)
    traditional_only = sum(char != plain for run in runs for char, plain in zip(run, simplified(run), strict=True))
    simplified_only = sum(_is_simplified_only(char) for run in runs for char in run)
    if traditional_only == simplified_only:
        return None
    return Locale.TRADITIONAL if traditional_only > simplified_only else Locale.SIMPLIFIED


def locale_of_text(text: str, known: Locale) -> Locale:
    """The words for whoever wrote `text`, by its language and script; where it leaves one open, those of `known`."""
    if language_of(text, known.language) is Language.ENGLISH:
        return Locale.ENGLISH
    return script_of(text) or (known if known.language is Language.CHINESE else Locale.SIMPLIFIED)


def _is_simplified_only(char: str) -> bool:
    return _is_in(SIMPLIFIED_CHARACTERS, char) and not _is_in(TRADITIONAL_CHARACTERS, char)


def _is_in(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def traditional(name: str) -> str:
    """A company's simplified name in the characters that Taiwan writes it in."""
    convert = _converter().convert
    whole = convert(name)
    # A phrase may put in a character that doesn't lead back (鉅子 for 巨子): then each stands for itself.
    faithful = whole if simplified(whole) == name else "".join(map(convert, name))
    # Its companies write 台積電 and 台達電, where the dictionary has the formal 臺.
    return faithful.replace("臺", "台")


@cache
def _converter() -> "OpenCC":
    # Only a reader of traditional characters needs it, and loading it takes as long as an answer.
    from opencc import OpenCC

    return OpenCC("s2tw")
