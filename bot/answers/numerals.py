"""Numbers in words: Chinese numerals and English ones."""

import re
from fractions import Fraction

_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_DIGIT = "零〇一二两三四五六七八九"
CHINESE = rf"(?:[{_DIGIT}十百千]+分之[{_DIGIT}十百千]+|[{_DIGIT}十百千万亿]+(?:点[{_DIGIT}]+)?|半)"
"""A pattern for Chinese numerals in a folded text."""

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ONES += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_ONES)} | {word: n * 10 for n, word in enumerate(_TENS, 2)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ONE = "|".join(sorted(_WORDS, key=len, reverse=True))
_PART = "|".join(part for part in _PARTS if part != "half")
ENGLISH = rf"(?:(?:{_ONE}|a)[ -](?:{_PART})s?(?![a-z])|(?:{_ONE})(?:[ -](?:{_ONE}))?(?![a-z])|half(?![a-z]))"
"""A pattern for English numbers in words in a folded text."""


def spelled(words: str) -> Fraction | None:
    """The value of a number in words; None where it is none."""
    if words == "半" or words == "half":
        return Fraction(1, 2)
    return _english(words) if words.isascii() else _chinese(words)


def _english(words: str) -> Fraction | None:
    first, *rest = re.split(r"[ -]", words)
    whole = _WORDS.get(first, 1)
    if not rest:
        return Fraction(whole)
    part = rest[0].removesuffix("s")
    if part in _PARTS:
        return Fraction(whole, _PARTS[part])
    return Fraction(whole + _WORDS[rest[0]]) if whole >= 20 and _WORDS[rest[0]] < 10 else None


def _chinese(words: str) -> Fraction | None:
    if len(words) == 2 and words[0] in _DIGITS and words[1] in _DIGITS and "零" not in words:
        return None  # 三四 is "three or four"
    if "分之" in words:
        below, _, above = words.partition("分之")
        parts = _whole(below), _whole(above)
        return Fraction(parts[1], parts[0]) if parts[0] else None
    whole, _, decimals = words.partition("点")
    value = Fraction(_whole(whole))
    return value + Fraction(_by_digits(decimals), 10 ** len(decimals)) if decimals else value


def _whole(words: str) -> int:
    """十二亿 by its units; 一九三五 digit by digit; 一万二 with the unit below understood."""
    if not any(char in _SMALL or char in _LARGE for char in words):
        return _by_digits(words)
    total = section = digit = unit = 0
    for char in words:
        if char in _DIGITS:
            digit, unit = _DIGITS[char], 0 if char in "零〇" else unit
        elif char in _SMALL:
            section, digit, unit = section + (digit or 1) * _SMALL[char], 0, _SMALL[char]
        else:
            total, section, digit, unit = _scaled(total, section + digit, _LARGE[char]), 0, 0, _LARGE[char]
    return total + section + digit * (unit // 10 if unit > 10 and words[-1] in _DIGITS else 1)


def _scaled(total: int, section: int, factor: int) -> int:
    """万 and 亿 multiply what stands before them: all of it where that is smaller, else the last part: 三亿五千万."""
    if total >= factor:
        return total + section * factor
    return (total + section or 1) * factor


def _by_digits(words: str) -> int:
    return int("".join(str(_DIGITS[char]) for char in words) or 0)
