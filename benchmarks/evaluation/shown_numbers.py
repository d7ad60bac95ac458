"""The numbers that a sentence shows, and those that its evidence holds.

Read apart from the product's own amounts, which the gate uses: what measures must not share what it measures.
"""

import re
import unicodedata

_WRITTEN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_STANDING = re.compile(r"(?<![A-Za-z0-9_.\-])\d[\d,]*(?:\.\d+)?")
"""Not the digits of a name: `MI-8`, `GPT4`."""
_CITATION = re.compile(r"\[\s*\d+(?:\s*[,\-]\s*\d+)*\s*\]")
_CHINESE = re.compile("[零一二两三四五六七八九十百千万亿]+")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "half": 50,
    "quarter": 25,
}
"""A half is held as 50, as in per cent."""


def shown_numbers(sentence: str) -> set[float]:
    """Those in digits, without marks of citations and the digits inside names."""
    return _values(_STANDING, _CITATION.sub(" ", sentence))


def held_numbers(text: str) -> set[float]:
    """Those in digits anywhere, in Chinese numerals, and in English words."""
    chinese = {float(_chinese_value(run)) for run in _CHINESE.findall(text)}
    words = {float(_WORDS[word]) for word in re.findall("[a-z]+", text.lower()) if word in _WORDS}
    return _values(_WRITTEN, text) | chinese | words


def _values(pattern: re.Pattern[str], text: str) -> set[float]:
    return {float(digits.replace(",", "")) for digits in pattern.findall(unicodedata.normalize("NFKC", text))}


def _chinese_value(numeral: str) -> int:
    """`一千二百` is 1200; `一万二` is 10002, for what is short for more can't be told here."""
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[char], 0
        else:
            total, section, digit = (total + section + digit) * _LARGE[char], 0, 0
    return total + section + digit
