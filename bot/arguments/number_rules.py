"""Narrow rules where words fail and a number says it: multiples, yields, insiders, "grew only"."""

import re
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.arguments.tables import read_table

_DIGITS = {character: n for n, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_DEAR = {"sales": 8.0, "book": 4.0, "earnings": 28.0}
_CHEAP = {"sales": 1.2, "book": 1.0, "earnings": 14.0}
"""Multiples from which on most people call a share dear, and up to which they call it cheap."""


def _number(text: str) -> float:
    """A number in digits or in Chinese words up to 999; 0 where it is neither."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(character, 0)
    return float(total + digit)


def _base(label: str) -> str:
    if re.search("sales|revenue|ps|p/s|市销", label):
        return "sales"
    return "book" if re.search("book|pb|p/b|市净", label) else "earnings"


@dataclass(frozen=True, slots=True)
class NumberRules:
    """The rules of `data/numbers.toml`, compiled."""

    bull: tuple[re.Pattern[str], ...]
    bear: tuple[re.Pattern[str], ...]
    multiple: tuple[re.Pattern[str], ...]

    @classmethod
    def load(cls) -> Self:
        table = read_table("numbers")
        compiled = {name: tuple(re.compile(pattern) for pattern in patterns) for name, patterns in table.items()}
        return cls(compiled["bull"], compiled["bear"], compiled["multiple"])

    def of(self, text: str) -> NDArray[np.float32]:
        """Sides that the rules read in simplified text: (5,), 1 bull, -1 bear, 0 silent."""
        bull = [float(bool(pattern.search(text))) for pattern in self.bull]
        bear = [-float(bool(pattern.search(text))) for pattern in self.bear]
        return np.array([self._multiple(text), *bull, *bear], dtype=np.float32)

    def _multiple(self, text: str) -> float:
        """-1 where a dear multiple is named, 1 where a cheap one is, else 0."""
        for match in (match for pattern in self.multiple for match in pattern.finditer(text)):
            number, base = _number(match["n"]), _base(match["of"])
            if number >= _DEAR[base]:
                return -1.0
            if 0 < number <= _CHEAP[base]:
                return 1.0
        return 0.0
