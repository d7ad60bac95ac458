"""The rule on near copies: a clause in nearly the words of a quote says neither "no" nor "down" where that doesn't."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bot.answers.cues import pattern
from bot.answers.fold import words_of as folded_words
from bot.answers.gate.claim import Claim
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import attributions, languages_in
from bot.answers.gate.words import words_of

NEAR = 0.6
"""The share of a clause's words that stand together in a quote from which on it retells these words."""
LEAST = 3
"""Words of a clause that can be compared; two Chinese characters count as one."""
OPPOSITES = ("directions", "prices", "dealing", "winning", "strength")
"""Tables of `words.toml` with an `up` and a `down` that are each other's opposite."""
_CLAUSE = re.compile(r"[,，。;；:：!！?？\n—()（）]+|\.\s|\s-\s")


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Clause":
        return cls(text, frozenset(folded_words(text)) - _idle())


def keeps_the_sense_of_near_copies(claim: Claim) -> Refusal | None:
    said = [clause for text in _CLAUSE.split(claim.nameless) if len((clause := _Clause.of(text)).words) >= LEAST]
    quoted = [_Clause.of(text) for text in _stretches(claim.quoted)] if said else []
    for clause in said if quoted else ():
        nearest = max(quoted, key=lambda one: (_share(clause, one), -len(one.words)))
        if _share(clause, nearest) >= NEAR and (refusal := _twist(clause, nearest)):
            return refusal
    return None


def _share(clause: _Clause, quoted: _Clause) -> float:
    return len(clause.words & quoted.words) / len(clause.words)


def _twist(clause: _Clause, quoted: _Clause) -> Refusal | None:
    if _denies(clause.text) != _denies(quoted.text):
        return Refusal.NEGATION
    return Refusal.SIDE if any(_turns(clause.text, quoted.text, table) for table in OPPOSITES) else None


def _turns(said: str, quoted: str, table: str) -> bool:
    here, there = _poles(table, said), _poles(table, quoted)
    return len(here) == len(there) == 1 and here != there


def _poles(table: str, folded: str) -> frozenset[str]:
    return frozenset(pole for pole in ("up", "down") if words_of(table, pole).search(folded))


def _stretches(quoted: str) -> list[str]:
    """The clauses of the quotes, and each two that follow each other."""
    clauses = [clause for clause in _CLAUSE.split(quoted) if clause.strip()]
    return [*clauses, *(f"{one} {after}" for one, after in pairwise(clauses))]


def _denies(folded: str) -> bool:
    return pattern("negators").search(folded) is not None


@cache
def _idle() -> frozenset[str]:
    """Words that say nothing of what is claimed."""
    return frozenset(attributions("plain", languages_in("的")))
