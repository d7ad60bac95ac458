"""Which of the arguments found speak to what is asked: ranks alone have no threshold, so words decide, then meaning."""

from collections.abc import Sequence
from math import sqrt

from bot.answers.candidates import Candidate
from bot.answers.fold import HAN_RUN, pairs_of, stem
from bot.answers.interpret import Understanding
from bot.answers.matters import Matter
from bot.domain.argument import Kind

NARROW, BROAD, LABEL, HINT, WORD, CLAIM = 1.0, 0.8, 0.6, 0.2, 0.5, 0.15
"""What it counts that a quote names a narrow matter, names an aspect at large, was labelled with the aspect asked for,
with the aspect that a narrow matter belongs to, holds a word that no matter explains, holds a word of the claim that is
recalled."""
SPEAKS = 0.6
"""Least count of an argument that speaks to a named matter."""
SHARE_OF_WORDS = 0.4
SHARE_OF_BEST, SHARE_OF_CLAIM = 0.5, 0.7
"""What counts less than this share of the best argument's count is beside the question; where one claim is recalled."""
OUTLOOK = Matter("earnings.guidance")
"""What any forecast speaks to."""
STANDS_OUT = 2.0
"""Standard deviations in meaning above the rest of its language, from where meaning speaks where no word does."""
FEW = 3
ALL_ALIKE = 1e-9
LEAST_TO_COMPARE = 6
"""Arguments of one language from which on a deviation says something."""


def relevant(candidates: Sequence[Candidate], asked: Understanding) -> list[Candidate]:
    """Those that speak to what is asked, in the order given; all of them where the question asks for a whole case."""
    if asked.is_case:
        return list(candidates)
    counts = [count(one, asked) for one in candidates]
    share = SHARE_OF_CLAIM if asked.recalls_a_claim else SHARE_OF_BEST
    least = max(_least(asked), share * max(counts, default=0))
    spoken = [one for one, value in zip(candidates, counts, strict=True) if value >= least]
    if spoken or not asked.bare or asked.hangs_on_its_words:
        return spoken
    nearest = sorted(candidates, key=lambda one: -one.standing)[:FEW]
    return [one for one in nearest if one.standing >= STANDS_OUT]


def _least(asked: Understanding) -> float:
    if asked.matters:
        return WORD if asked.recalls_a_claim else SPEAKS
    return max(WORD / 2, SHARE_OF_WORDS * WORD * len(asked.bare))


def count(candidate: Candidate, asked: Understanding) -> float:
    """How much of what is asked an argument speaks to."""
    matters = sum(_of_matter(candidate, matter) for matter in asked.matters)
    words = sum(WORD * _of_word(candidate, word) for word in asked.bare)
    claim = sum(CLAIM for word in asked.claim if word in candidate.words) if asked.recalls_a_claim else 0
    return matters + words + claim


def _of_matter(candidate: Candidate, matter: Matter) -> float:
    if matter.spoken_of(candidate.folded):
        return NARROW if matter.is_narrow else BROAD
    if matter == OUTLOOK and candidate.argument.kind is Kind.FORECAST:
        return LABEL
    if candidate.argument.aspect is not matter.aspect:
        return 0
    return HINT if matter.is_narrow else LABEL


def _of_word(candidate: Candidate, word: str) -> float:
    """Whether a Latin word stands in the quote; which share of a Chinese run's pairs does."""
    if not HAN_RUN.match(word):
        return float(stem(word) in candidate.words)
    pairs = pairs_of(word)
    return sum(pair in candidate.folded for pair in pairs) / len(pairs)


def standings(similarities: Sequence[float]) -> list[float]:
    """Each similarity's deviation from their mean, in standard deviations; zeros where they are too few to tell."""
    if len(similarities) < LEAST_TO_COMPARE:
        return [0.0] * len(similarities)
    middle = sum(similarities) / len(similarities)
    spread = sqrt(sum((value - middle) ** 2 for value in similarities) / len(similarities))
    if spread < ALL_ALIKE:
        return [0.0] * len(similarities)
    return [(value - middle) / spread for value in similarities]
