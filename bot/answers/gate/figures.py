"""Rules on dates and numbers: whatever a sentence says in its own words stands in what it cites."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from bot.answers.amounts import Amount, amounts_in
from bot.answers.cues import any_of
from bot.answers.dates import Dated, dates_in, day_of
from bot.answers.fold import blank
from bot.answers.gate.claim import Claim
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import Languages, attributions, languages_in
from bot.answers.units import Unit


def dates_stand_in_the_evidence(claim: Claim) -> Refusal | None:
    """In a cited quote, or as the day of a cited post; a date may say less than the evidence, not more."""
    spoken = [written.dated for written in dates_in(claim.nameless) if written.sure]
    known = list(_known_dates(claim)) if spoken else []
    return None if all(any(dated.holds_for(one) for one in known) for dated in spoken) else Refusal.DATE


def _known_dates(claim: Claim) -> Iterator[Dated]:
    yield from (written.dated for written in dates_in(claim.quoted))
    for evidence in claim.cited:
        published = evidence.post.published_at
        if published is not None:
            yield day_of(published.date() if isinstance(published, datetime) else published)


def numbers_stand_in_the_evidence(claim: Claim) -> Refusal | None:
    """In one cited quote with the same unit, in whatever form; or as a count of what is cited."""
    spoken = amounts_in(claim.nameless)
    known = amounts_in(claim.quoted) if spoken else []
    for amount in spoken:
        if not any(amount.equals(one) for one in known) and not _is_count(claim, amount):
            return Refusal.NUMBER
    return None


def _is_count(claim: Claim, amount: Amount) -> bool:
    """Whether it counts the people, posts or arguments cited, and counts them right."""
    if amount.unit is not Unit.PLAIN:
        return False
    holders = {evidence.argument.holder for evidence in claim.cited}
    posts = {evidence.post.post_id for evidence in claim.cited}
    counts = {"people": len(holders), "posts": len(posts), "arguments": len(claim.cited)}
    languages = languages_in(claim.nameless)
    return any(
        amount.value == count and _counting(languages, f"counted_{kind}").match(claim.nameless, amount.end)
        for kind, count in counts.items()
    )


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
