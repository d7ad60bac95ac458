"""Plain directions: margins that fall, debt that grows, "too narrow to", "卖不动"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.arguments.tables import read_table

FAMILIES = ("moved", "only", "limit", "hold", "free", "sold", "act", "trend")
"""The rules by kind; "moved" is what rises or falls, the others are turns of phrase."""
_DENIED = re.compile(r"(?:\bnot|n't|\bnever|不是|并非|不|没有?)\s?$")
_TURN = re.compile(r"^\W*(?:(?:but|yet|however|and|so)\b|但是?|可是?|不过|然而|只是)[\s,，]*")
"""What a clause may begin with that only ties it to the one before."""
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Moves:
    """One language's patterns for what rises or falls. Groups: `good` or `bad` noun, `up` or `down`, `gap` between."""

    patterns: tuple[re.Pattern[str], ...]
    negation: re.Pattern[str]

    def sides(self, text: str) -> Iterator[float]:
        """1 for each good that rises or bad that falls, -1 for each other move; a negation turns it round."""
        for match in (match for pattern in self.patterns for match in pattern.finditer(text)):
            groups = match.groupdict()
            side = 1.0 if bool(groups["good"]) == bool(groups["up"]) else -1.0
            before = text[max(0, match.start() - 12) : match.start()].rsplit(" ", 2)[-2:]
            turned = self.negation.search(groups["gap"] or "") or self.negation.search(" ".join(before))
            yield -side if turned else side


@dataclass(frozen=True, slots=True)
class Directions:
    """The rules of `data/directions.toml`, compiled; they read clauses of simplified text."""

    moves: Mapping[str, _Moves]
    phrases: Mapping[str, Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]]
    veto: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        table = read_table("directions")
        phrases = {
            language: {
                family: (re.compile(found[f"{family}_bull"]), re.compile(found[f"{family}_bear"]))
                for family in FAMILIES
                if f"{family}_bull" in found
            }
            for language, found in table["phrases"].items()
        }
        moves = {"en": _english(table["en"]), "zh": _chinese(table["zh"])}
        return cls(moves, phrases, re.compile(f"{table['en']['veto']}|{table['zh']['veto']}"))

    def of(self, text: str) -> NDArray[np.float32]:
        """The side of each of `FAMILIES` in simplified text: (8,), 1 bull, -1 bear, 0 silent or at odds with itself."""
        text = _TURN.sub("", text)
        if self.veto.search(text):
            return np.zeros(len(FAMILIES), dtype=np.float32)
        language = "zh" if _HAN.search(text) else "en"
        moved = set(self.moves[language].sides(text))
        found = {"moved": moved.pop() if len(moved) == 1 else 0.0}
        for family, (bull, bear) in self.phrases[language].items():
            found[family] = self._said(bull, text) - self._said(bear, text)
        return np.array([found.get(family, 0.0) for family in FAMILIES], dtype=np.float32)

    def plain(self, text: str) -> tuple[str, float] | None:
        """The rule that speaks in simplified text and its side, 1 or -1; None where none does or two disagree."""
        sides = self.of(text)
        if not sides.any() or abs(sides.sum()) != np.abs(sides).sum():
            return None
        return f"{'moved' if sides[0] else 'said'}_{'zh' if _HAN.search(text) else 'en'}", float(np.sign(sides.sum()))

    def _said(self, pattern: re.Pattern[str], text: str) -> float:
        """1 where a phrase stands in text, -1 where the word before it denies it, else 0."""
        match = pattern.search(text)
        if not match:
            return 0.0
        return -1.0 if _DENIED.search(text[max(0, match.start() - 10) : match.start()]) else 1.0


def _english(table: Mapping[str, str]) -> _Moves:
    noun = rf"(?:(?P<good>\b(?:{table['good']}))|(?P<bad>\b(?:{table['bad']})))\b"
    gap = r"(?P<gap>(?:\s(?!and\b|but\b|while\b|than\b|from\b|who\b|which\b|that\b)[a-z'-]+){0,4}?)"
    return _Moves(
        (
            re.compile(rf"{noun}{gap}\s(?:(?P<up>{table['up']})|(?P<down>{table['down']}))\b"),
            re.compile(rf"\b(?:(?P<up>{table['more']})|(?P<down>{table['less']}))(?P<gap>(?:\s[a-z'-]+)?)\s{noun}"),
            re.compile(
                rf"\b(?:(?P<up>{table['raise']})|(?P<down>{table['cut']}))"
                rf"(?P<gap>(?:\s(?:its|the|their|his|her|our|some|more|half|[a-z]+ing))?(?:\s[a-z'-]+)?)\s{noun}"
            ),
        ),
        re.compile(table["negation"]),
    )


def _chinese(table: Mapping[str, str]) -> _Moves:
    noun = rf"(?:(?P<good>{table['good']})|(?P<bad>{table['bad']}))"
    gap = r"(?P<gap>[^，。；,;、：:\s]{0,8}?)"
    return _Moves(
        (re.compile(rf"{noun}{gap}(?:(?P<up>{table['up']})|(?P<down>{table['down']}))"),),
        re.compile(table["negation"]),
    )
