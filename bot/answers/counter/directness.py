"""How directly arguments speak against a claim: in its words, in meaning, on its matter and aspect."""

from collections import Counter
from collections.abc import Sequence
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

MEANING, MATTER, ASPECT, SURE = 0.4, 0.1, 0.05, 0.3
"""Weights beside that of shared words, which is 1: of likeness in meaning, of naming a matter that the claim names, of
the same aspect, of a side's confidence. The first is the best of five on half of ArguAna's validation theses, and on
the other half; the others follow the messages of `tests/evaluation`, where any weight from half to twice these does."""
PRIOR = 20.0
"""How many texts of an average meaning lie among the candidates, as it were, when what they share is taken away."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a text is compared, whoever says it."""

    words: frozenset[str]
    matters: frozenset[Matter]
    language: Language


@lru_cache(maxsize=4096)
def traits_of(text: str) -> Traits:
    folded = fold(text)
    matters = frozenset(one.matter for one in spotted(folded))
    return Traits(frozenset(words_of(folded)), matters, language_of(text))


@dataclass(frozen=True, slots=True)
class Text:
    """A claim or an argument, as the two are compared."""

    traits: Traits
    aspect: Aspect
    vector: "Vector | None"
    """(d,), a passage vector; those of one comparison are of one model."""
    confidence: float = 1.0

    @classmethod
    def of_claim(cls, claim: Claim, vector: "Vector | None") -> "Text":
        return cls(traits_of(claim.quote), claim.aspect, vector)

    @classmethod
    def of(cls, argument: Argument, vector: "Vector | None") -> "Text":
        return cls(traits_of(argument.quote), argument.aspect, vector, argument.stance_confidence)


def directness(claim: Text, candidates: Sequence[Text]) -> list[float]:
    """How directly each candidate speaks to the claim; comparable between claims, as far as pools are alike.

    Units: what has nothing in common with the claim is near 0.2, and few are above 0.7.
    """
    words, meanings = shared_words(claim, candidates), likeness(claim, candidates)
    return [
        word
        + MEANING * meaning
        + MATTER * bool(claim.traits.matters & one.traits.matters)
        + ASPECT * (claim.aspect is one.aspect is not Aspect.OTHER)
        + SURE * one.confidence
        for one, word, meaning in zip(candidates, words, meanings, strict=True)
    ]


def shared_words(claim: Text, candidates: Sequence[Text]) -> list[float]:
    """The cosines of texts as sets of words, each weighed by its rarity among the candidates, 0 to 1."""
    held = Counter(word for one in candidates for word in one.traits.words)
    rarity = {word: log((len(candidates) + 1) / (held[word] + 0.5)) ** 2 for word in {*held, *claim.traits.words}}
    lengths = [sqrt(sum(rarity[word] for word in one.traits.words)) for one in (claim, *candidates)]
    return [
        sum(rarity[word] for word in claim.traits.words & one.traits.words) / (lengths[0] * length)
        if length and lengths[0]
        else 0.0
        for one, length in zip(candidates, lengths[1:], strict=True)
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
