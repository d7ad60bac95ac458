"""Rules on what a sentence says in its own words beyond who says it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from bot.answers.cues import CueTable, pattern
from bot.answers.fold import LATIN_WORD, blank, pairs_of, stem
from bot.answers.gate.claim import Claim
from bot.answers.gate.denials import denies, telling_words
from bot.answers.gate.figures import has_numbers_as_quoted, without_figures
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in, shown
from bot.answers.places import without_names

_CLAUSE = re.compile(r"[,，。;；!！?？\n]+|\.\s")
_LEAST_TO_COMPARE = 2
_TAILS = frozenset(("s", "re", "ve", "ll", "d", "m"))
"""What is left of "it's" and of a possessive without the word before."""


def shows_only_quoted_symbols(claim: Claim) -> Refusal | None:
    """A rocket says something too."""
    symbols = {char for char in claim.nameless if unicodedata.category(char) in ("So", "Sk", "Sm", "Cs", "Co")}
    return None if symbols <= set(claim.quoted) else Refusal.UNSUPPORTED


def says_nothing_beyond_its_quotes(claim: Claim) -> Refusal | None:
    """Every word of substance stands in a cited quote, every number as it is written there, and each "no" too.

    This needs no understanding, and refuses what does: another word for the same, another language.
    """
    if not has_numbers_as_quoted(claim):
        return Refusal.NUMBER
    rest = _substance(claim)
    if not _stands(rest, claim.quoted):
        return Refusal.UNSUPPORTED
    return Refusal.NEGATION if _turns(rest, claim.quoted) else None


def _stands(rest: str, quoted: str) -> bool:
    words = [stem(word) for word in LATIN_WORD.findall(rest) if word not in _TAILS]
    known = {stem(word) for word in LATIN_WORD.findall(quoted)}
    return known.issuperset(words) and _han_stands(rest, quoted)


def says_more_than_who(claim: Claim) -> bool:
    """Whether any letter or digit is left beside the quotations, the names and the words that attribute."""
    return any(map(str.isalnum, _without_attribution(claim.nameless, claim)))


def _substance(claim: Claim) -> str:
    """Its own words without names, figures, the aspects of the evidence, and the words that attribute."""
    return _without_attribution(without_figures(claim), claim)


def _without_attribution(text: str, claim: Claim) -> str:
    languages = languages_in(text)
    for aspect in {evidence.argument.aspect for evidence in claim.cited}:
        text = without_names(text, shown("aspects", aspect, languages))
    for hit in _attributing(languages).hits(text):
        text = blank(text, hit.start, hit.end)
    return text


@cache
def _attributing(languages: Languages) -> CueTable:
    return CueTable({name: attributions(name, languages) for name in ("bull", "bear", "neutral", "plain")})


def _han_stands(rest: str, quoted: str) -> bool:
    return all(pair in quoted for pair in pairs_of(rest))


def _turns(rest: str, quoted: str) -> bool:
    """Whether a clause says no where all that it may retell don't, or the reverse."""
    retold = [clause for clause in _CLAUSE.split(quoted) if clause.strip()]
    clauses = [clause for clause in _CLAUSE.split(rest) if clause.strip() not in quoted]
    return any(_is_turned(clause, [*retold, quoted]) for clause in clauses)


def _is_turned(clause: str, retold: Sequence[str]) -> bool:
    words = telling_words(clause)
    if len(words) < _LEAST_TO_COMPARE:
        return bool(_words(clause)) and len(_words(clause)) < _LEAST_TO_COMPARE and _denies(clause)
    shared = [words & telling_words(one) for one in retold]
    most = max(map(len, shared))
    nearest = [(one, same) for one, same in zip(retold, shared, strict=True) if len(same) == most]
    return all(denies(clause, same) != denies(one, same) for one, same in nearest)


def _words(text: str) -> set[str]:
    return {stem(word) for word in LATIN_WORD.findall(text)} | set(pairs_of(text))


def _denies(text: str) -> bool:
    return pattern("negators").search(text) is not None
