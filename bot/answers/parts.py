"""What one question says by itself, before the conversation is looked at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from bot.answers.asides import without_asides
from bot.answers.cues import Hit, any_of, cues, pattern, places, table_of
from bot.answers.fold import HAN_RUN, LATIN_WORD, fold, language_of
from bot.answers.matters import Matter, misspelt, spotted
from bot.answers.people import Person, person_in
from bot.answers.period import Period, period_of, without
from bot.answers.places import Place, blanked, overlaps
from bot.answers.strangers import SIDES, strangers_in
from bot.domain.argument import Stance
from bot.domain.question import Asks
from bot.domain.subject import Mention, Subject
from bot.domain.text import Language
from bot.subjects.resolve import Resolver

LEAST_CONFIDENCE = 0.5
COMMON = ("says", "people", "stop", "greetings")
ASKING = (*COMMON[:3], "generic", "who", "when", "whole", "views", "compare", "pronoun", "person", "follow")
LEADING = 24
"""Characters at the head of a question in which a word that ties it to the one before can stand."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a question is read with: the channel's names, its people, and the day on which it is asked."""

    resolver: Resolver
    holders: Sequence[str]
    today: date


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides that a question names. A weak one is a word like "worries": it may ask for a side or for a matter."""

    stance: Stance | None = None
    weak: Stance | None = None
    both: bool = False
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """One question taken apart; what it leaves out is None or empty.

    `words` are the folded words that carry its matter; `bare` are those of them that no matter of the locales explains.
    """

    text: str
    language: Language | None
    subjects: tuple[Subject, ...]
    comparison: bool
    sides: Sides
    matters: tuple[Matter, ...]
    words: tuple[str, ...]
    bare: tuple[str, ...]
    person: Person | None
    period: Period
    asks: Asks
    strangers: tuple[str, ...]
    follows: bool
    means_person_before: bool
    about_all: bool
    asks_nothing: bool
    """Not a word of it asks or names anything: a greeting, a row of rockets."""


def parts_of(text: str, known: Known) -> Parts:
    """Read one question. Errors: none; a question that says nothing has empty parts."""
    text = without_asides(text)
    folded = fold(text)
    mentions = [one for one in known.resolver.question_mentions(text) if one.confidence >= LEAST_CONFIDENCE]
    strong = [(one.span.start, one.span.end) for one in mentions if not one.weak]
    person = person_in(text, known.holders, strong)
    mentions = _meant(mentions, person)
    taken = [(one.span.start, one.span.end) for one in mentions] + ([person.place] if person else [])
    period = period_of(blanked(folded, taken), known.today)
    rest = without(blanked(folded, taken), period)
    hits = table_of(SIDES).hits(rest)
    matters, words, bare = _matter(blanked(rest, [(hit.start, hit.end) for hit in hits]))
    comparison = _compares(folded, mentions)
    names_something = bool(mentions or person or hits or words or not period.is_open)
    return Parts(
        text=text,
        language=language_of(rest) if any(char.isalpha() for char in rest) else None,
        subjects=_subjects(mentions, comparison=comparison),
        comparison=comparison,
        sides=_sides(hits),
        matters=matters,
        words=words,
        bare=bare,
        person=person,
        period=period,
        asks=_asks(rest, comparison=comparison),
        strangers=() if mentions else strangers_in(text, without(blanked(text, taken), period)),
        follows=_follows(folded),
        means_person_before=person is None and bool(pattern("person").search(rest)),
        about_all=bool(pattern("whole").search(folded)),
        asks_nothing=not names_something and not _asks_anything(rest),
    )


def _meant(mentions: Sequence[Mention], person: Person | None) -> list[Mention]:
    """The mentions that name a subject; a hint at one (a founder, a product) only where nothing names any."""
    free = [one for one in mentions if person is None or not overlaps((one.span.start, one.span.end), [person.place])]
    named = [one for one in free if not one.weak]
    return named or free


def _subjects(mentions: Sequence[Mention], *, comparison: bool) -> tuple[Subject, ...]:
    """Each once, in order; a company gives way to its own segment ("Xiaomi's SU7"), unless the two are compared."""
    subjects = list({one.subject.key: one.subject for one in mentions}.values())
    if comparison:
        return tuple(subjects)
    return tuple(
        one for one in subjects if not any(other.key != one.key and one.covers(other.key) for other in subjects)
    )


def _compares(folded: str, mentions: Sequence[Mention]) -> bool:
    """Whether two subjects stand beside each other, or a word says that they are compared."""
    if len({one.subject.key for one in mentions}) < 2:
        return False
    between = [folded[left.span.end : right.span.start].strip() for left, right in pairwise(mentions)]
    return any(gap in cues("cues", "between") for gap in between) or pattern("compare").search(folded) is not None


def _sides(hits: Sequence[Hit]) -> Sides:
    names = {hit.name for hit in hits}
    strong = [stance for stance in (Stance.BULL, Stance.BEAR, Stance.NEUTRAL) if stance in names]
    weak = [stance for stance in (Stance.BULL, Stance.BEAR) if f"{stance}_weak" in names]
    both = "both" in names or {Stance.BULL, Stance.BEAR} <= set(strong)
    return Sides(
        stance=strong[0] if strong and not both else None,
        weak=weak[0] if len(weak) == 1 and not strong and not both else None,
        both=both,
        flipped="flip" in names,
    )


def _asks(rest: str, *, comparison: bool) -> Asks:
    """ "Who has the better model?" asks which of two companies; "what happens when" asks for no date."""
    if pattern("who").search(rest) and not comparison:
        return Asks.WHO
    found = pattern("when").search(rest)
    is_asked = found is not None and (not found.group().isascii() or not rest[: found.start()].strip())
    return Asks.WHEN if is_asked else Asks.WHAT


def _asks_anything(rest: str) -> bool:
    greeted = blanked(rest, [match.span() for match in pattern("greetings").finditer(rest)])
    return any(pattern(name).search(greeted) for name in ASKING)


def _follows(folded: str) -> bool:
    head = folded.strip().strip("?？!！。.")
    starts = any(place[0] == 0 for cue in cues("cues", "follow") for place in places(cue, head[:LEADING]))
    return starts or head.endswith("呢")


def _matter(rest: str) -> tuple[tuple[Matter, ...], tuple[str, ...], tuple[str, ...]]:
    """What is asked about: the matters named, all words of substance, and those that no matter explains."""
    found = spotted(rest)
    taken: list[Place] = [place for one in found for place in one.places]
    meant = {word: misspelt(word) for word in _words(blanked(rest, taken))}
    matters = [one.matter for one in found] + [matter for slip in meant.values() for matter in slip]
    bare = tuple(word for word, slip in meant.items() if not slip)
    return tuple(dict.fromkeys(matters)), tuple(_words(rest)), bare


def _words(rest: str) -> list[str]:
    """The words of substance: Latin ones, and the Chinese runs that are left between common words."""
    words = [word for word in LATIN_WORD.findall(rest) if word.removesuffix("'s") not in _common() and len(word) > 1]
    if HAN_RUN.search(rest):
        words += [run for run in HAN_RUN.findall(_chinese_common().sub(" ", rest)) if len(run) > 1]
    return list(dict.fromkeys(words))


@cache
def _chinese_common() -> re.Pattern[str]:
    return re.compile(any_of(cue for name in COMMON for cue in cues("cues", name) if not cue.isascii()))


@cache
def _common() -> frozenset[str]:
    return frozenset(word for name in (*COMMON, "generic") for word in cues("cues", name))
