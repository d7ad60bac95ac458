"""The rule on near copies: a clause in nearly the words of a quote says neither "no" nor "down" where that doesn't."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answers.gate.claim import Claim
from bot.answers.gate.denials import denies, differ, lessens, says_no, stands_unturned, telling_words
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.words import words_of

NEAR = 0.6
"""The share of a clause's words that stand together in a quote from which on it retells these words."""
COPIED = 0.8
"""The share of all words of two stretches from which on one is the other with a word or two changed."""
LEAST = 2
"""Words of a clause that can be compared."""
OPPOSITES = ("directions", "prices", "dealing", "winning", "strength")
"""Tables of `words.toml` with an `up` and a `down` that are each other's opposite."""
POLES = ("up", "down")
_CLAUSE = re.compile(r"[,，。;；:：!！?？\n—()（）]+|\.\s|\s-\s")


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Clause":
        return cls(text, telling_words(text))


def keeps_the_sense_of_near_copies(claim: Claim) -> Refusal | None:
    texts = [text for text in clauses_in(claim.nameless) if not stands_unturned(text, claim.quoted)]
    said = [clause for text in texts if len((clause := _Clause.of(text)).words) >= LEAST]
    quoted = [_Clause.of(text) for text in stretches_of(claim.quoted)] if said else []
    refusals = (_twisted(clause, quoted) for clause in said)
    return next((refusal for refusal in refusals if refusal), None) if quoted else None


def _twisted(clause: _Clause, quoted: Sequence[_Clause]) -> Refusal | None:
    """Where several stretches are as near, all of them must say otherwise."""
    shares = [_share(clause, one) for one in quoted]
    if max(shares) < NEAR:
        return None
    nearest = [one for one, share in zip(quoted, shares, strict=True) if share == max(shares)]
    twists = [_twist(clause, one) for one in nearest]
    return twists[0] if all(twists) else None


def _share(clause: _Clause, quoted: _Clause) -> float:
    return len(clause.words & quoted.words) / len(clause.words)


def _twist(clause: _Clause, quoted: _Clause) -> Refusal | None:
    shared = clause.words & quoted.words
    if _denies_otherwise(clause, quoted, shared):
        return Refusal.NEGATION
    return Refusal.SIDE if any(_turns(clause.text, quoted.text, table) for table in OPPOSITES) else None


def _denies_otherwise(clause: _Clause, quoted: _Clause, shared: frozenset[str]) -> bool:
    """A copy of all but a word or two is compared strictly; of a looser one, other words may say the same "no"."""
    if 2 * len(shared) >= COPIED * (len(clause.words) + len(quoted.words)):
        denied = denies(clause.text, shared), denies(quoted.text, shared)
        return denied[0] != denied[1] and not _says_no_otherwise(clause.text, quoted.text)
    return differ(clause.text, quoted.text, shared)


def _says_no_otherwise(one: str, other: str) -> bool:
    """Whether the one without a "no" has a word that denies in its stead: "has stopped falling", "no longer falls"."""
    denied, plain = (one, other) if says_no(one) else (other, one)
    return any(match.group() not in denied for match in words_of("denials", "soft").finditer(plain))


def _turns(said: str, quoted: str, table: str) -> bool:
    """Whether they stand at opposite poles, and neither turns that round: "not many" is few, "less expensive" cheap."""
    here, there = poles_in(table, said), poles_in(table, quoted)
    alike = lessens(said) == lessens(quoted) and says_no(said) == says_no(quoted)
    return len(here) == len(there) == 1 and here != there and alike


def poles_in(table: str, folded: str) -> frozenset[str]:
    """The lists of a table, `up` and `down`, of which a folded text has a word."""
    plain = words_of("denials", "idle").sub(" ", folded)
    return frozenset(pole for pole in POLES if words_of(table, pole).search(plain))


def stretches_of(quoted: str) -> list[str]:
    """The clauses of the quotes, and each two that follow each other."""
    clauses = clauses_in(quoted)
    return [*clauses, *(f"{one} {after}" for one, after in pairwise(clauses))]


def clauses_in(folded: str) -> list[str]:
    return [clause for clause in _CLAUSE.split(folded) if clause.strip()]
