"""The rule on what a sentence says in its own words beyond who says it."""

import re
import unicodedata
from functools import cache

from bot.answers.cues import CueTable, pattern
from bot.answers.fold import LATIN_WORD, blank, pairs_of, stem
from bot.answers.gate.claim import Claim
from bot.answers.gate.figures import without_figures
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in, shown
from bot.answers.places import without_names

_CLAUSE = re.compile(r"[,，。;；!！?？\n]+|\.\s")
_LEAST_TO_COMPARE = 2


def says_nothing_beyond_its_quotes(claim: Claim) -> Refusal | None:
    """Every word of substance stands in a cited quote, and a "no" is neither lost nor added."""
    rest = _substance(claim)
    words = [stem(word) for word in LATIN_WORD.findall(rest)]
    quoted = {stem(word) for word in LATIN_WORD.findall(claim.quoted)}
    symbols = {char for char in rest if unicodedata.category(char) in ("So", "Sk", "Sm", "Cs", "Co")}
    supported = quoted.issuperset(words) and _han_stands(rest, claim.quoted) and symbols <= set(claim.quoted)
    if not supported:
        return Refusal.UNSUPPORTED
    return Refusal.NEGATION if _turns(rest, claim.quoted) else None


def _substance(claim: Claim) -> str:
    """Its own words without names, figures, the aspects of the evidence, and the words that attribute."""
    text = without_figures(claim)
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
    """Whether the clause that is retold says no where the sentence doesn't, or the reverse."""
    words = _words(rest)
    if len(words) < _LEAST_TO_COMPARE:
        return bool(words) and _denies(rest)
    clauses = [clause for clause in _CLAUSE.split(quoted) if clause.strip()]
    nearest = max(clauses, key=lambda clause: len(words & _words(clause)), default="")
    return _denies(rest) != _denies(nearest)


def _words(text: str) -> set[str]:
    return {stem(word) for word in LATIN_WORD.findall(text)} | set(pairs_of(text))


def _denies(text: str) -> bool:
    return pattern("negators").search(text) is not None
