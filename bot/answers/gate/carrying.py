"""How likely it is that what a sentence cites carries it, by a model of entailment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.fold import fold, words_of
from bot.answers.gate.claim import Claim
from bot.answers.gate.entailment import LEAST_CHANCE, Entailment
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.statement import clauses_of, statement_of

ALONE = 3.0
"""What the chance of a clause is multiplied by: read without its sentence it tells less of what it means."""


def is_carried(claim: Claim, entailment: Entailment) -> Refusal | None:
    """The rule on meaning, for what words alone can't decide."""
    return None if chance_of(claim, entailment) >= LEAST_CHANCE else Refusal.UNSUPPORTED


def chance_of(claim: Claim, entailment: Entailment) -> float:
    """Units: 0 to 1; 1 where the sentence states nothing of its own.

    It is carried as a whole, and so is each of its clauses: by one quote, or by all together. Of several quotes each
    clause may have its own.
    """
    statement = statement_of(claim)
    if not statement:
        return 1.0
    judged = _Judged.of(claim.quotes, [statement, *_clauses(statement)], entailment)
    whole, *clauses = judged.best
    if not clauses:
        return whole
    weakest = min(clauses)
    return max(whole, weakest) if len(claim.quotes) > 1 else min(whole, ALONE * weakest)


def _clauses(statement: str) -> list[str]:
    clauses = clauses_of(statement)
    return clauses if len(clauses) > 1 else []


@dataclass(frozen=True, slots=True)
class _Judged:
    """The best chance of each statement, by any one of the quotes or by all in a row."""

    best: list[float]

    @classmethod
    def of(cls, quotes: Sequence[str], statements: Sequence[str], entailment: Entailment) -> "_Judged":
        texts = [*quotes, *(["\n".join(quotes)] if len(quotes) > 1 else [])]
        chances = entailment.carries([(text, statement) for statement in statements for text in texts])
        rows = [chances[n * len(texts) : (n + 1) * len(texts)] for n in range(len(statements))]
        return cls([max(row) for row in rows])


def share_of_words(claim: Claim) -> float:
    """What stands in for a chance without a model: the share of the statement's words that stand in the quotes."""
    words = words_of(fold(statement_of(claim)))
    quoted = set(words_of(claim.quoted))
    return sum(word in quoted for word in words) / len(words) if words else 1.0
