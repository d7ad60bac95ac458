"""Rules on what a sentence says in its own words beyond who says it."""

import re
import unicodedata
from functools import cache

from bot.answers.cues import CueTable, pattern
from bot.answers.fold import LATIN_WORD, blank, pairs_of, stem
from bot.answers.gate.claim import Claim
from bot.answers.gate.figures import has_numbers_as_quoted, without_figures
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in, shown
from bot.answers.places import without_names

_CLAUSE = re.compile(r"[,，。;；!！?？\n]+|\.\s")
_LEAST_TO_COMPARE = 2


def shows_only_quoted_symbols(claim: Claim) -> Refusal | None:
    """A rocket says something too."""
    symbols = {char for char in claim.nameless if unicodedata.category(char) in ("So", "Sk", "Sm", "Cs", "Co")}
    return None if symbols <= set(claim.quoted) else Refusal.UNSUPPORTED


def keeps_every_no(claim: Claim) -> Refusal | None:
    """Where all of its words are quoted, a "no" is neither lost nor added."""
    rest = _substance(claim)
    return Refusal.NEGATION if _stands(rest, claim.quoted) and _turns(rest, claim.quoted) else None


def says_nothing_beyond_its_quotes(claim: Claim) -> Refusal | None:
    """Every word of substance stands in a cited quote, and every number as it is written there.

    This needs no understanding, and refuses what does: another word for the same, another language.
    """
    if not has_numbers_as_quoted(claim):
        return Refusal.NUMBER
    return None if _stands(_substance(claim), claim.quoted) else Refusal.UNSUPPORTED


def _stands(rest: str, quoted: str) -> bool:
    words = [stem(word) for word in LATIN_WORD.findall(rest)]
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
