"""Rules on dates and numbers: whatever a sentence says in its own words stands in what it cites."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from functools import cache

from bot.answers.amounts import Amount, amounts_in
from bot.answers.cues import any_of
from bot.answers.dates import Dated, dates_in, day_of
from bot.answers.fold import blank
from bot.answers.gate.claim import Claim
from bot.answers.gate.counted import COUNTED, counted_in
from bot.answers.gate.quantities import CURRENCIES, Quantity
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in
from bot.answers.gate.words import names_in, words_of
from bot.answers.units import Unit

_SHORT_YEAR = re.compile(
    r"(?:'|(?<![a-z])(?:fy|[qh][1-4]|in|by|since|until|till|of|from|to|and|through|during|early|mid|late|end|before|after"
    r"|spring|summer|autumn|fall|winter)[ '-]?|[-/~至到])(?P<year>[0-4][0-9])(?![\d%,]|\.\d)"
    r"|(?<!\d)(?P<zh>[0-4][0-9])(?=年)"
)
_ANY_QUARTER = re.compile(r"(?:某|每|单|哪|任|这|那|首)[一个]*季度?")


def dates_stand_in_the_evidence(claim: Claim) -> Refusal | None:
    """In a cited quote, or as the day of a cited post; a date may say less than the evidence, not more."""
    spoken = [written.dated for written in dates_in(_without_any_quarter(claim.nameless)) if written.sure]
    known = list(_known_dates(claim)) if spoken else []
    return None if all(any(dated.holds_for(one) for one in known) for dated in spoken) else Refusal.DATE


def _known_dates(claim: Claim) -> Iterator[Dated]:
    yield from (written.dated for written in dates_in(claim.quoted))
    for match in _SHORT_YEAR.finditer(claim.quoted):
        if not COUNTED.match(claim.quoted, match.end()):
            yield Dated(year=2000 + int(match["year"] or match["zh"]))
    if words_of("moments", "second_half").search(claim.quoted):
        yield Dated(half=2)
    for evidence in claim.cited:
        published = evidence.post.published_at
        if published is not None:
            yield day_of(published.date() if isinstance(published, datetime) else published)


def _without_any_quarter(folded: str) -> str:
    """某一季度 and 每一季度 name no quarter."""
    return _ANY_QUARTER.sub(lambda match: " " * len(match.group()), folded)


def moments_stand_in_the_evidence(claim: Claim) -> Refusal | None:
    """ "Next year" and 明年 are told of what the quote tells of next year, in either language."""
    said = [name for name in _moments() if words_of("moments", name).search(claim.nameless)]
    stands = all(words_of("moments", name).search(claim.quoted) for name in said)
    return None if stands or not _tells_moments(claim.quoted) else Refusal.DATE


def _tells_moments(quoted: str) -> bool:
    return any(words_of("moments", name).search(quoted) for name in _moments())


def _moments() -> list[str]:
    return [name for name in names_in("moments") if name != "second_half"]


def numbers_stand_in_the_evidence(claim: Claim) -> Refusal | None:
    """In a cited quote, in whatever form, language and unit that measures the same; or as a count of what is cited.

    A quote that leaves a unit out leaves it to the words around to say which is meant.
    """
    known = _known_quantities(claim)
    return None if all(_is_known(claim, one, known) for one in claim.quantities) else Refusal.NUMBER


def _is_known(claim: Claim, spoken: Quantity, known: Sequence[Quantity]) -> bool:
    if any(spoken.is_said_by(one) for one in known) or _is_count(claim, spoken):
        return True
    other_money = spoken.unit in CURRENCIES and not {spoken.unit} >= {one.unit for one in known} & CURRENCIES
    return not other_money and any(spoken.is_said_without_unit_by(one) for one in known)


def _known_quantities(claim: Claim) -> list[Quantity]:
    return counted_in(claim.quoted) if claim.quantities else []


def has_numbers_as_quoted(claim: Claim) -> bool:
    """Whether each number has its unit too from a quote, so that there is nothing left to understand."""
    spoken = amounts_in(claim.nameless)
    known = amounts_in(claim.quoted) if spoken else []
    return all(any(one.equals(other) for other in known) or _is_count(claim, one) for one in spoken)


def _is_count(claim: Claim, amount: Amount | Quantity) -> bool:
    """Whether it counts the people, posts or arguments cited, and counts them right."""
    if amount.unit is not Unit.PLAIN:
        return False
    holders = {evidence.argument.holder for evidence in claim.cited}
    posts = {evidence.post.post_id for evidence in claim.cited}
    counts = {"people": len(holders), "posts": len(posts), "arguments": len(claim.cited)}
    languages = languages_in(claim.nameless)
    return any(
        _value(amount) == count and _counting(languages, f"counted_{kind}").match(claim.nameless, amount.end)
        for kind, count in counts.items()
    )


def _value(amount: Amount | Quantity) -> Fraction:
    return amount.value if isinstance(amount, Amount) else amount.low


@cache
def _counting(languages: Languages, *kinds: str) -> re.Pattern[str]:
    return re.compile(r"\s*" + any_of(word for kind in kinds for word in attributions(kind, languages)))


def without_figures(claim: Claim) -> str:
    """Its own words without names, dates and numbers: what is left must be supported by words."""
    text = claim.nameless
    for written in dates_in(text):
        text = blank(text, written.start, written.end) if written.sure else text
    counting = _counting(languages_in(text), "counted_people", "counted_posts", "counted_arguments")
    for amount in amounts_in(text):
        counted = counting.match(text, amount.end)
        text = blank(text, amount.start, counted.end() if counted else amount.end)
    return text
