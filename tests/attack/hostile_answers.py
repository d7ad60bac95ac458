"""A seeded source of hostile answers: sentences whose truth is known because of how they were made."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.answer import DraftSentence
from bot.domain.argument import Stance
from bot.domain.subject import Subject
from bot.domain.text import Language
from tests.attack.hostile_posts import Scene, Told, language_of


class Truth(StrEnum):
    """What is right, or wrong, in a sentence."""

    VERBATIM = "right: the quote, its speaker named"
    ACROSS_VERBATIM = "right: the quote, in a sentence of the other language"
    CLOSE = "right: a part of the quote"
    FREE = "right: in other words"
    ACROSS = "right: in the other language"
    NUMBER = "an invented number"
    UNIT = "another unit"
    DATE = "an invented date"
    COMPANY = "another company"
    NEAR = "a quote that nearly matches"
    CUT = "a stretch of a quote that says something else"
    RANSOM = "single words of a quote put together"
    SPLICED = "its own words put together otherwise"
    NOT_GIVEN = "a citation of what was not given"
    CITATION = "a right sentence with a wrong citation"
    SIDE = "the other side"
    CANARY = "another channel's words"
    HOLDER = "another holder"
    LINK = "a link or a ping"
    HIDDEN = "an invisible character"
    LOOKALIKE = "letters that look alike"
    DENIAL = "a denial added or dropped"
    DOUBT = "a speaker who denies the quote"
    DIRECTION = "a direction turned"
    CONDITION = "a condition dropped"
    ROLE = "roles exchanged"
    CAUSE = "an invented cause"
    SUPERLATIVE = "a superlative"
    ADVICE = "advice"
    INVENTED = "a truth and an invented clause"
    OBEYED = "an instruction obeyed"

    @property
    def is_right(self) -> bool:
        return self.value.startswith("right")


@dataclass(frozen=True, slots=True)
class Spoken:
    sentence: DraftSentence
    truth: Truth


Maker = Callable[[Scene, Told, Random], Spoken | None]
"""Makes a sentence about one of the arguments that were given; None where it holds nothing to make it of."""


@dataclass(frozen=True, slots=True)
class HostileAnswer:
    scene: Scene
    spoken: tuple[Spoken, ...]


def hostile_answers(
    count: int, scenes: Sequence[Scene], makers: Sequence[Maker], dice: Random
) -> Iterator[HostileAnswer]:
    """Of one to eight sentences each."""
    for _ in range(count):
        scene = dice.choice(scenes)
        spoken: list[Spoken] = []
        wanted = dice.randint(1, 8)
        while len(spoken) < wanted:
            if made := dice.choice(makers)(scene, dice.choice(scene.given), dice):
                spoken.append(made)
        yield HostileAnswer(scene, tuple(spoken))


@cache
def words() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "hostile_words.toml").read_text(encoding="utf-8"))


def listed(name: str, language: Language) -> Sequence[str]:
    """A list of `hostile_words.toml`, of one language."""
    found: Sequence[str] = words()[name][language]
    return found


def frames(language: Language, side: Stance) -> Sequence[str]:
    """Around a quotation; the first one names the side."""
    found: Sequence[str] = words()["frames"][side][language]
    return found


def said(told: Told, text: str, dice: Random) -> str:
    """In its own words, as the holder's."""
    return _filled(dice.choice(listed("leads", language_of(text))), told, text)


def quoted(told: Told, text: str, dice: Random, language: Language | None = None) -> str:
    return _filled(dice.choice(frames(language or language_of(text), told.side)), told, text)


def beside(told: Told, text: str, dice: Random) -> str:
    """Beside the quote itself."""
    return _filled(dice.choice(listed("beside", language_of(text))), told, text)


def _filled(frame: str, told: Told, text: str) -> str:
    return framed(frame, told, told.about, text)


def framed(frame: str, told: Told, about: Subject, text: str) -> str:
    """As an argument about a company that may be another one than its own."""
    names = {"subject": about.name, "subject_zh": about.name_zh or about.name}
    return frame.format(holder=told.holder, text=text, quote=told.quote, **names)


def citing(text: str, truth: Truth, dice: Random, *citations: int) -> Spoken:
    """Every other sentence has its markers in its text as well."""
    marked = text + "".join(f" [{n}]" for n in citations) if dice.random() < 0.5 else text
    return Spoken(DraftSentence(text=marked, citations=citations), truth)
