"""Sentences that are nothing but a verdict: "The brand is weak", "很便宜", "The bull case is pricing power"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.arguments.tables import read_table

LONGEST = 120
"""Characters of a sentence that may be one."""


@dataclass(frozen=True, slots=True)
class PlainVerdicts:
    """The frames of `data/plain.toml`, filled with the words of each side."""

    good: tuple[re.Pattern[str], ...]
    bad: tuple[re.Pattern[str], ...]

    @classmethod
    def load(cls) -> Self:
        tables = read_table("plain").values()
        good, bad = (tuple(frame for table in tables for frame in _filled(table, side)) for side in ("good", "bad"))
        return cls(good, bad)

    def of(self, text: str) -> float:
        """1 where simplified text is a verdict for its subject, -1 against it, 0 where it is more, or less, or both."""
        if len(text) > LONGEST:
            return 0.0
        good, bad = (any(frame.fullmatch(text) for frame in frames) for frames in (self.good, self.bad))
        return float(good) - float(bad)


def _filled(table: Mapping[str, str | list[str]], side: str) -> list[re.Pattern[str]]:
    words = {"side": table[side], "have": table[f"have_{side}"], "case": table[f"case_{side}"]}
    return [re.compile(_with(frame, words)) for frame in table["frames"]]


def _with(frame: str, words: Mapping[str, str | list[str]]) -> str:
    for hole, filling in words.items():
        frame = frame.replace(f"{{{hole}}}", f"(?:{filling})")
    return frame
