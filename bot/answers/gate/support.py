"""Rules on what a sentence says in its own words beyond who says it."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain
from operator import itemgetter

from bot.answers.amounts import amounts_in
from bot.answers.cues import CueTable
from bot.answers.dates import dates_in
from bot.answers.fold import LATIN_WORD, blank, pairs_of, stem
from bot.answers.gate.claim import Claim
from bot.answers.gate.denials import denies, says_no, stands_unturned, telling_words
from bot.answers.gate.figures import has_numbers_as_quoted, without_figures
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in, shown
from bot.answers.gate.words import words_of
from bot.answers.places import blanked, without_names

_CLAUSE = re.compile(r"[,，。;；!！?？\n]+|\.\s")
_COLON = re.compile("[:：]")
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
    if not (_stands(rest, claim.quoted) and _keeps_the_order(claim) and _keeps_reserves(rest, claim)):
        return Refusal.UNSUPPORTED
    return Refusal.NEGATION if _turns(rest, claim.quoted) else None


def _stands(rest: str, quoted: str) -> bool:
    words = [stem(word) for word in LATIN_WORD.findall(rest) if word not in _TAILS]
    known = {stem(word) for word in LATIN_WORD.findall(quoted)}
    return known.issuperset(words) and _han_stands(rest, quoted)


def _keeps_the_order(claim: Claim) -> bool:
    """Whether each clause has its words and numbers in the order of a quote: who beats whom, and what fell by how much,
    lie in it alone.
    """
    quotes = [_in_order(quote) for quote in claim.quoted.split("\n")]
    known = set(chain.from_iterable(quotes))
    said = _without_attribution(without_names(claim.folded, claim.people), claim)
    clauses = [_in_order(clause) for part in _CLAUSE.split(said) for clause in _COLON.split(part)]
    # What stands in no quote counts what is cited, and was looked at before.
    told = [[said for said in clause if said in known] for clause in clauses]
    return all(any(_is_subsequence(clause, quote) for quote in quotes) for clause in told)


def _in_order(folded: str) -> list[object]:
    """The telling words of a text and its amounts, whatever form they are in, as they follow each other."""
    rest = blanked(folded, [(one.start, one.end) for one in dates_in(folded)])
    amounts = amounts_in(rest)
    rest = blanked(rest, [(one.start, one.end) for one in amounts])
    telling = telling_words(rest)
    placed: list[tuple[int, object]] = [(one.start, (one.value, one.unit)) for one in amounts]
    placed += [(match.start(), stem(match.group())) for match in LATIN_WORD.finditer(rest)]
    placed += [(at, rest[at : at + 2]) for at in range(len(rest) - 1)]
    return [said for _, said in sorted(placed, key=itemgetter(0)) if isinstance(said, tuple) or said in telling]


def _keeps_reserves(rest: str, claim: Claim) -> bool:
    """Whether it says "if" or "may" too where its quotes do: of which of their clauses, only understanding can say."""
    reserves = words_of("reserves", "any")
    return not telling_words(rest) or not reserves.search(claim.quoted) or reserves.search(rest) is not None


def _is_subsequence(part: Sequence[object], whole: Sequence[object]) -> bool:
    left = iter(whole)
    return all(one in left for one in part)


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
    """Whether a clause says no where all that it may retell don't, or the reverse; or leaves out a "no" before it."""
    retold = [clause for clause in _CLAUSE.split(quoted) if clause.strip()]
    clauses = [clause.strip() for clause in _CLAUSE.split(rest)]
    changed = [clause for clause in clauses if not stands_unturned(clause, quoted)]
    return any(clause in quoted or _is_turned(clause, [*retold, quoted]) for clause in changed)


def _is_turned(clause: str, retold: Sequence[str]) -> bool:
    words = telling_words(clause)
    if not words:
        return says_no(clause)
    shared = [words & telling_words(one) for one in retold]
    most = max(map(len, shared))
    nearest = [(one, same) for one, same in zip(retold, shared, strict=True) if len(same) == most]
    return all(denies(clause, same) != denies(one, same) for one, same in nearest)
