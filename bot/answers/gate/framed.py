"""The rule on a language model's sentences: they report quotes, and join them with nothing that says more.

Retelling in other words can't be judged surely enough: whatever chance a model of entailment must give, either nothing
retold passes or some of it is wrong. So who speaks, on which side and of what stands in frames of a closed list, and
all else is a quote's own, in whole clauses.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import pairwise, product

from bot.answers.dates import dates_in, day_of
from bot.answers.fold import blank, fold
from bot.answers.gate.claim import Claim, names_of
from bot.answers.gate.refusal import Refusal
from bot.answers.gate.shown import languages_in, shown
from bot.answers.gate.stretches import stretches_told_alone, tells_alone
from bot.answers.gate.words import listed, names_in
from bot.answers.places import Place, overlaps, place_of, whole_places
from bot.answers.sameness import same_text
from bot.domain.answer import Evidence

_WORDLESS = re.compile(r"[\s,.:;，。：；、()（）\-'\"\[\]]+")
_HOLE = re.compile(r"\{(\w+)\}")
_BEFORE_A_DAY = re.compile(r"(?:(?<![a-z])(?:on|in|dated|posted|posted on|of)\s*|[在于]\s*)$")


class Part(StrEnum):
    """What a sentence is joined from, as `words.toml` names it."""

    START = "start"
    PERSON = "person"
    COMPANY = "company"
    ASPECT = "aspect"
    QUOTE = "quote"
    END = "end"


@dataclass(frozen=True, slots=True)
class _Placed:
    start: int
    end: int
    part: Part


def reports_whole_clauses(claim: Claim) -> Refusal | None:
    """Every quotation is whole clauses, and what it leaves out turns nothing."""
    cut = [one for one in claim.quotations if not any(tells_alone(one.text, of.argument.quote) for of in one.sources)]
    return Refusal.CUT_SHORT if cut else None


def says_no_more_than_frames(claim: Claim) -> Refusal | None:
    """Between the quotes, the people and what they speak of stands only what reports them."""
    placed = _placed(claim)
    if not any(one.part is Part.QUOTE for one in placed):
        return Refusal.UNSUPPORTED
    text = _without_days(claim, placed)
    ends = [_Placed(0, 0, Part.START), *placed, _Placed(len(text), len(text), Part.END)]
    joined = all(_joins(one.part, after.part, text[one.end : after.start]) for one, after in pairwise(ends))
    return None if joined else Refusal.UNSUPPORTED


def tells_all_that_it_cites(claim: Claim) -> Refusal | None:
    """A number stands for words of the sentence; and what is said of one piece of evidence holds for each."""
    told = [source for one in claim.quotations for source in one.sources] or list(claim.cited[:1])
    quotes = {evidence.n: fold(evidence.argument.quote) for evidence in claim.cited}
    untold = [n for n, quote in quotes.items() if not any(same_text(quote, quotes[of.n]) for of in told)]
    return Refusal.UNKNOWN_CITATION if untold else _told_of_all(claim)


def _told_of_all(claim: Claim) -> Refusal | None:
    if len(claim.cited) == 1:
        return None
    if len({evidence.argument.stance for evidence in claim.cited}) > 1 and _names_a_company(claim):
        return Refusal.SIDE
    apart = [one for one in claim.cited if _names_a_company(claim) and not _is_about(claim, one)]
    return Refusal.COMPANY if apart else None


def _names_a_company(claim: Claim) -> bool:
    return any(one.part is Part.COMPANY for one in _placed(claim))


def _is_about(claim: Claim, evidence: Evidence) -> bool:
    own = Claim(claim.sentence, (evidence,), claim.query, claim.names)
    return all(own.argues_about(one) for one in claim.mentions if claim.argues_about(one))


def _placed(claim: Claim) -> list[_Placed]:
    """The parts of a sentence in order; where two meet, what is quoted goes before who, and who before what of."""
    found: list[_Placed] = []
    for part, places in _found(claim):
        for start, end in places:
            if not overlaps((start, end), [(one.start, one.end) for one in found]):
                found.append(_Placed(start, end, part))
    return sorted(found, key=lambda one: one.start)


def _found(claim: Claim) -> Iterator[tuple[Part, Sequence[Place]]]:
    yield Part.QUOTE, [(one.start, one.end) for one in claim.quotations]
    yield Part.QUOTE, _unmarked(claim)
    yield Part.PERSON, _all_places(_speakers(claim), claim.folded)
    yield Part.COMPANY, [(one.span.start, one.span.end) for one in claim.mentions if claim.argues_about(one)]
    yield (
        Part.COMPANY,
        _all_places([name for one in claim.cited for name in names_of(one.argument.subject)], claim.folded),
    )
    aspects = [
        name for one in claim.cited for name in shown("aspects", one.argument.aspect, languages_in(claim.folded))
    ]
    yield Part.ASPECT, _all_places(aspects, claim.folded)


def _unmarked(claim: Claim) -> list[Place]:
    """Where whole clauses stand without marks. Of several people's, nobody could say whose they are."""
    if len({evidence.argument.holder for evidence in claim.cited}) > 1:
        return []
    found: list[Place] = []
    for evidence in claim.cited:
        for stretch in stretches_told_alone(evidence.argument.quote):
            found += [place for place in whole_places(stretch, claim.folded) if not overlaps(place, found)]
    return found


def _all_places(names: Sequence[str], folded: str) -> list[Place]:
    found: list[Place] = []
    for name in sorted({fold(one) for one in names}, key=len, reverse=True):
        while place := place_of(name, folded):
            found.append(place)
            folded = blank(folded, *place)
    return found


def _speakers(claim: Claim) -> list[str]:
    """Who holds what is cited, with who reports it where that is another: alone, that one is no speaker."""
    languages = languages_in(claim.folded)
    names: list[str] = []
    for evidence in claim.cited:
        holder, author = evidence.argument.holder, evidence.post.author
        if holder is not None:
            names += [holder, *_told_of(holder, author, shown("answer", "reported", languages))]
        elif author is not None:
            names += [form.format(author=author) for form in shown("answer", "unnamed_reported", languages)]
        else:
            names += shown("answer", "unnamed", languages)
    return names


def _told_of(holder: str, author: str | None, forms: Sequence[str]) -> list[str]:
    return [form.format(holder=holder, author=author) for form in forms] if author not in (None, holder) else []


def _without_days(claim: Claim, placed: Sequence[_Placed]) -> str:
    """Its own words without the day of its posts, where that is one day."""
    text = claim.folded
    for one in placed:
        text = blank(text, one.start, one.end)
    for written in dates_in(text):
        if all(written.dated.holds_for(day_of(on)) for on in _days(claim)):
            before = _BEFORE_A_DAY.search(text, 0, written.start)
            text = blank(text, before.start() if before else written.start, written.end)
    return text


def _days(claim: Claim) -> list[date]:
    """Empty days of undated posts hold no date."""
    published = [one.post.published_at for one in claim.cited]
    return [on.date() if isinstance(on, datetime) else on or date.min for on in published]


def _joins(left: Part, right: Part, between: str) -> bool:
    words = " ".join(_WORDLESS.sub(" ", between).split())
    return words in _joints(left, right)


@cache
def _joints(left: Part, right: Part) -> frozenset[str]:
    """What is not listed never meets."""
    name = f"{left}_{right}"
    joints = listed("joints", name) if name in names_in("joints") else ()
    return frozenset(fold(text) for joint in joints for text in _spelled(joint))


def _spelled(joint: str) -> Iterator[str]:
    holes = _HOLE.findall(joint)
    for words in product(*map(_reporting, holes)):
        yield joint.format(**dict(zip(holes, words, strict=True)))


def _reporting(name: str) -> tuple[str, ...]:
    return (*listed("reporting", name), *(listed("frames", name) if name in names_in("frames") else ()))
