"""Reported speech: who holds a view that the author only passes on."""

import re
from dataclasses import dataclass
from typing import Self

from bot.arguments.tables import read_table
from bot.domain.argument import Stance

_PART = r"[A-Z][\w.&'’-]*"
_NAME = rf"{_PART}(?:\s(?:(?:of|and|&|de|van)\s)?{_PART}){{0,3}}"
_NOT_A_NAME = frozenset(
    [
        "this",
        "that",
        "it",
        "which",
        "what",
        "nobody",
        "who",
        "he",
        "she",
        "they",
        "i",
        "we",
        "you",
        "the",
        "a",
        "chart",
        "data",
        "history",
        "math",
        "market",
        "one",
        "my",
        "if",
        "when",
        "as",
        "and",
        "but",
        "so",
        "there",
        "here",
        "these",
        "those",
        "not",
        "all",
        "every",
        "each",
        "no",
        "then",
        "now",
        "maybe",
        "even",
        "still",
        "just",
    ]
)
_LEAST = 6
"""Characters that must follow an introduction, else it is the whole sentence."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An introduction of reported speech: how long it is, whom it names, and the side of a camp ("bears say")."""

    length: int
    holder: str | None
    side: Stance | None


@dataclass(frozen=True, slots=True)
class Speech:
    """The tables of `data/speech.toml`, compiled."""

    camps: dict[str, Stance]
    nobody: frozenset[str]
    forms: tuple[re.Pattern[str], ...]

    @classmethod
    def load(cls) -> Self:
        table = read_table("speech")
        camps = {name: Stance(side) for side, names in table["camps"].items() for name in names}
        nobody = frozenset(table["others"]["nobody"])
        names = sorted({*camps, *nobody, *table["others"]["known"]}, key=len, reverse=True)
        latin = "|".join(re.escape(name) for name in names if name.isascii())
        han = "|".join(re.escape(name) for name in names if not name.isascii())
        en, zh = table["verbs"]["en"], table["verbs"]["zh"]
        before = r"(?:(?i:and|but|yes|yet|sure|ok|okay|so|as|now|a reader|the|my friend),?\s+){0,2}"
        forms = (
            rf"{before}(?P<who>(?i:{latin})|{_NAME}),?\s+(?:\w+\s+){{0,3}}?(?P<verb>(?i:{en}))\b(?:\s+that\b)?\s*[,:]?\s*",
            rf"(?i:according to)\s+(?P<who>{_NAME}),?\s*",
            rf"(?:而|但|可|都|不过|群里|有的)?(?P<who>{han})们?[^，。,\s]{{0,8}}?(?:{zh})(?:了|过|的是|到)?[，,:：]?",
            r"(?P<who>[\u3400-\u9fffA-Za-z0-9_.·]{2,12}?)(?:的(?:研报|报告|分析师|观点))?(?:总|都|一直|最近|昨天|今早)?"
            r"(?:认为|認為|表示|指出|称|稱|预计|預計|写道|寫道|说过|說過)(?!得|不|了算)[，,:：]?",
            r"@(?P<who>[\w\u3400-\u9fff.-]{1,24})\s?(?:says|said|说|說|:|：)\s*",
        )
        return cls(camps, nobody, tuple(re.compile(form) for form in forms))

    def introduction(self, text: str) -> Spoken | None:
        """What a sentence begins with where it reports another's view; None where the author speaks."""
        for form in self.forms:
            match = form.match(text)
            if match and len(text) - match.end() >= _LEAST and self._is_someone(match["who"]):
                return self._spoken(match)
        return None

    def _is_someone(self, who: str) -> bool:
        name = who.strip().lower()
        if name in self.camps or name in self.nobody:
            return True
        return name.split()[0] not in _NOT_A_NAME and not re.search(
            "我|你|咱|这|那|它|他|她|個人|个人|本人|谁|什么", name
        )

    def _spoken(self, match: re.Match[str]) -> Spoken:
        name = match["who"].strip()
        side = self.camps.get(name.lower())
        holder = None if name.lower() in self.nobody else name
        return Spoken(match.end(), holder, side)
