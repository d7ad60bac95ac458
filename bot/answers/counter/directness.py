"""How directly arguments speak against a claim: in its words, in meaning, on its matter and aspect."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.fold import fold, language_of, words_of
from bot.answers.matters import Matter, spotted
from bot.arguments.points.space import LANGUAGES, load_space
from bot.domain.argument import Argument, Aspect
from bot.domain.counter import Claim
from bot.domain.text import Language

if TYPE_CHECKING:
    from bot.embeddings.embedder import Vector

MEANING, ASPECT = 0.4, 0.05
"""Weights beside that of shared words, which is 1: of likeness in meaning, and of the same aspect. The first was chosen
on half of ArguAna's validation theses, and is as good on the other half."""
MATTER = 1.5
"""How many words a matter counts for that a text names in whatever words of whatever language. More helps short claims
(those messages), and harms long ones (ArguAna)."""
COMMON = 0.5
"""What a word counts that all candidates hold: where all speak of the claim's matter, all are direct."""
PRIOR = 20.0
"""How many texts of an average meaning lie among the candidates, as it were, when what they share is taken away."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a text is compared, whoever says it."""

    terms: frozenset[str | Matter]
    """Its words, and the matters that they name."""
    language: Language


@lru_cache(maxsize=4096)
def traits_of(text: str) -> Traits:
    folded = fold(text)
    matters = (one.matter for one in spotted(folded))
    return Traits(frozenset([*words_of(folded), *matters]), language_of(text))


@dataclass(frozen=True, slots=True)
class Text:
    """A claim or an argument, as the two are compared."""

    traits: Traits
    aspect: Aspect
    vector: "Vector | None"
    """(d,), a passage vector; those of one comparison are of one model."""

    @classmethod
    def of_claim(cls, claim: Claim, vector: "Vector | None") -> "Text":
        return cls(traits_of(claim.quote), claim.aspect, vector)

    @classmethod
    def of(cls, argument: Argument, vector: "Vector | None") -> "Text":
        return cls(traits_of(argument.quote), argument.aspect, vector)


def directness(claim: Text, candidates: Sequence[Text]) -> list[float]:
    """How directly each candidate speaks to the claim; comparable between claims, as far as pools are alike.

    Units: what has nothing in common with the claim is near 0, and few are above 0.4.
    """
    words, meanings = shared_words(claim, candidates), likeness(claim, candidates)
    return [
        word + MEANING * meaning + ASPECT * (claim.aspect is one.aspect is not Aspect.OTHER)
        for one, word, meaning in zip(candidates, words, meanings, strict=True)
    ]


def shared_words(claim: Text, candidates: Sequence[Text]) -> list[float]:
    """The cosines of texts as sets of words and matters, each weighed by its rarity among the candidates, 0 to 1."""
    held = Counter(term for one in candidates for term in one.traits.terms)

    def rarity(holders: int) -> float:
        return COMMON + log((len(candidates) + 1) / (holders + 0.5))

    squares = {
        term: (rarity(held[term]) * (MATTER if isinstance(term, Matter) else 1)) ** 2
        for term in {*held, *claim.traits.terms}
    }

    def square(terms: Iterable[str | Matter]) -> float:
        return sum(squares[term] for term in terms)

    whole = square(claim.traits.terms)
    return [
        square(claim.traits.terms & one.traits.terms) / sqrt(whole * square(one.traits.terms) or 1)
        for one in candidates
    ]


def likeness(claim: Text, candidates: Sequence[Text]) -> list[float]:
    """The cosines of meanings, without what all texts of a language share, and what all candidates do: -1 to 1.

    0 where either has no vector.
    """
    if claim.vector is None:
        return [0.0] * len(candidates)
    centres = {language: _centre(language, candidates, claim.vector.size) for language in Language}
    asked = _from(centres[claim.traits.language], claim.vector)
    return [
        0.0 if one.vector is None else float(asked @ _from(centres[one.traits.language], one.vector))
        for one in candidates
    ]


def _centre(language: Language, candidates: Sequence[Text], size: int) -> "Vector":
    """The mean of the candidates in a language; where these are few, mostly that of all texts in it."""
    usual = load_space().weights.means
    prior = PRIOR if usual.shape[1] == size else 0.0  # those means are of the model in the wheel
    total = usual[LANGUAGES.index(language)] * prior if prior else np.zeros(size, dtype=np.float32)
    vectors = [one.vector for one in candidates if one.traits.language is language and one.vector is not None]
    centre: Vector = np.sum([total, *vectors], axis=0) / max(1.0, prior + len(vectors))
    return centre


def _from(centre: "Vector", vector: "Vector") -> "Vector":
    away = vector - centre
    length = np.linalg.norm(away)
    unit: Vector = away / length if length else away
    return unit
