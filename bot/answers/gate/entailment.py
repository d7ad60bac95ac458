"""The seam to a model that judges meaning. Without one, words decide alone."""

from collections.abc import Sequence
from typing import Protocol

LEAST_CHANCE = 0.35
"""The chance from which on a sentence counts as carried. Chosen on the paraphrases of `tests/evaluation`: at a half,
seven in ten right ones are refused; at a quarter, half of the denials pass that no rule sees."""


class Entailment(Protocol):
    """Judges whether a text carries another one, in either language or across both."""

    def carries(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        """For each pair of a quote and a statement, in order, the chance (0 to 1) that the quote says all of it."""
        ...
