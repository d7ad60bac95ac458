"""Invented arguments as evidence, and the conversations in which a hostile model answers from some of them."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from pydantic import BaseModel

from bot.answers.gate.claim import Names
from bot.answers.gate.entailment import Entailment
from bot.answers.ground import Offered
from bot.domain.argument import Stance
from bot.domain.question import Query
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language, Locale
from tests.answers.given import RESOLVER, View, evidence

FILE = Path(__file__).parent / "hostile_answers.toml"
LEAST_GIVEN, MOST_GIVEN = 8, 40
ASKED = (None, None, Stance.BULL, None, None, Stance.BEAR)
LOCALES = {Language.ENGLISH: Locale.ENGLISH, Language.CHINESE: Locale.SIMPLIFIED}


class Told(BaseModel, frozen=True, extra="forbid"):
    """An argument, how it can be retold, and how it can be mistold: see the file's head."""

    quote: str
    subject: str
    side: Stance
    holder: str
    author: str | None = None
    """Who reports it, where that is another."""
    on: date | None = None
    close: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    denial: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    superlative: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    spliced: tuple[str, ...] = ()

    @property
    def about(self) -> Subject:
        return RESOLVER.named(self.subject) or Subject(key=SubjectKey(self.subject.lower()), name=self.subject)

    @property
    def language(self) -> Language:
        return language_of(self.quote)

    def view(self) -> View:
        return View(self.quote, self.about, self.side, self.holder, self.author or self.holder, on=self.on)


def language_of(text: str) -> Language:
    return Language.CHINESE if any("\u4e00" <= char <= "\u9fff" for char in text) else Language.ENGLISH


@cache
def every_argument() -> tuple[Told, ...]:
    return tuple(Told(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["arguments"])


@dataclass(frozen=True, slots=True)
class Scene:
    """What a model was given, numbered from 1 as in `offered`; `withheld` is another channel's."""

    given: tuple[Told, ...]
    withheld: tuple[Told, ...]
    offered: Offered

    def n(self, told: Told) -> int:
        return self.given.index(told) + 1

    def other(self, told: Told, dice: Random) -> Told:
        """Another one of those that were given."""
        return dice.choice([one for one in self.given if one is not told and one.holder != told.holder])


def scenes(count: int, dice: Random, entailment: Entailment | None = None) -> list[Scene]:
    """Every third asks for a side. The evidence holds both all the same, as if it had been chosen badly."""
    names = Names.of(RESOLVER, sorted({one.holder for one in every_argument()}))
    return [_scene(ASKED[n % len(ASKED)], names, dice, entailment) for n in range(count)]


def _scene(stance: Stance | None, names: Names, dice: Random, entailment: Entailment | None) -> Scene:
    mixed = dice.sample(every_argument(), len(every_argument()))
    size, language = dice.randint(LEAST_GIVEN, MOST_GIVEN), dice.choice(list(Language))
    query = Query(text="?", language=language, locale=LOCALES[language], stance=stance)
    found = [evidence(at, one.view()) for at, one in enumerate(mixed[:size], 1)]
    return Scene(tuple(mixed[:size]), tuple(mixed[size:]), Offered(query, found, names, entailment))
