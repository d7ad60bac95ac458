"""What a corruption draws on: the words of `corrupting.toml`, and where in a sentence it may act."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from benchmarks.evaluation.gate.sentences import Right
from bot.domain.answer import DraftSentence
from bot.domain.text import Language

Corruption = Callable[[Right, Random], "Right | None"]
"""Gives the sentence with something else said in it; None where it holds nothing that could be turned this way."""

QUOTED = re.compile(r"[“「](?P<words>.+)[”」]", re.DOTALL)
LISTS = {Language.ENGLISH: "English", Language.CHINESE: "Chinese"}


class Kind(StrEnum):
    """What is corrupted."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    ENTITY = "entity"
    HOLDER = "holder"
    WORD = "word of a quote"
    CITATION = "citation"
    GLUED = "half-quotes glued"
    SIDE = "side flipped"
    NEGATION = "negation added or removed"
    CLAUSE = "clause invented"


@dataclass(frozen=True, slots=True)
class Change:
    """New words for [start, end) of a text."""

    start: int
    end: int
    words: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]


@cache
def tables() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "corrupting.toml").read_text(encoding="utf-8"))


def listed(table: str, language: Language) -> Sequence[Any]:
    return tables()[table][LISTS[language]]  # type: ignore[no-any-return]


def saying(right: Right, text: str) -> Right:
    return replace(right, sentence=DraftSentence(text=text, citations=right.sentence.citations))


def one_of(changes: Sequence[Change], right: Right, dice: Random) -> Right | None:
    """The sentence with one of the changes made."""
    return saying(right, dice.choice(changes).of(right.sentence.text)) if changes else None


def body_of(right: Right) -> int:
    """Where what is said begins: after the holder's name."""
    text, holder = right.sentence.text, right.cited.argument.holder
    at = text.find(holder) if holder else -1
    return 0 if at < 0 or holder is None else at + len(holder)
