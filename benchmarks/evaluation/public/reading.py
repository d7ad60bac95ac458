"""Sides as the product reads them, asked one sentence and one subject at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arguments.features import simplified
from bot.arguments.masking import masked
from bot.arguments.reading import PostReader, loaded_encoder
from bot.arguments.speech import Speech
from bot.arguments.units import units
from bot.domain.argument import Stance
from bot.domain.text import Span

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder, Matrix

ARGUES = 0.15
"""The chance to argue from which on a sentence takes a side."""
BAND = 0.0
"""How far from even the chance of bull has to be for a side. Both were chosen on 1,000 of
SEntFiN's headlines that no row counts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reads posts, with what embeds them."""

    reader: PostReader
    embedder: "Embedder"


@dataclass(frozen=True, slots=True)
class Side:
    """Units: `bull` and `argues` are chances, that it speaks for its subject and that it argues at all."""

    bull: float
    argues: float
    balanced: bool = False
    """Whether a rule says that it takes no side on purpose."""

    @property
    def leaning(self) -> Stance:
        """For or against, whatever the odds."""
        return Stance.BULL if self.bull >= 0.5 else Stance.BEAR

    @property
    def stance(self) -> Stance:
        """With neutral for what takes no side, or none that is told apart."""
        unclear = self.balanced or self.argues < ARGUES or abs(self.bull - 0.5) < BAND
        return Stance.NEUTRAL if unclear else self.leaning


async def sides_of(reading: Reading, sentences: Sequence[str], subjects: Sequence[str]) -> list[Side]:
    """What each sentence says of the subject at its place in the list, by the clause that names it."""
    quotes = [clause_on(*pair, reading.reader.speech) for pair in zip(sentences, subjects, strict=True)]
    vectors = await reading.embedder.passages(quotes)
    return [
        _side(reading.reader, quote, masked(quote, places_of(subject, quote)), vectors[n : n + 1])
        for n, (quote, subject) in enumerate(zip(quotes, subjects, strict=True))
    ]


def _side(reader: PostReader, quote: str, nameless: str, vector: "Matrix") -> Side:
    said = loaded_encoder().read([nameless])
    chances = reader.chances([quote], vector, said)
    return Side(
        bull=float(chances.bull[0]),
        argues=float(chances.argues[0]),
        balanced=reader.rules.is_neutral(simplified(quote)),
    )


def clause_on(sentence: str, subject: str, speech: Speech) -> str:
    """The first unit with the subject's name, as the product would quote it; the first of all where none has it."""
    found = units(sentence, speech)
    named = [unit for unit in found if any(unit.span.holds(place) for place in places_of(subject, sentence))]
    return (named or found)[0].span.of(sentence) if found else sentence


def places_of(name: str, text: str) -> list[Span]:
    return [Span(start=found.start(), end=found.end()) for found in re.finditer(re.escape(name), text, re.I)]
