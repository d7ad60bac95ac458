"""The other side of a message: of all that speaks against its claims, the few that are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from bot.answers.counter.finding import Objection, Said, Shelf, objections
from bot.answers.selection import same_words
from bot.answers.voices import Stores, person
from bot.domain.answer import Evidence, Held
from bot.domain.argument import Aspect, Stance
from bot.domain.counter import Claim, Counter, Countered
from bot.domain.subject import Subject
from bot.domain.text import Language

SHOWN = 6
"""Arguments of one message."""
NEAR = 0.04
"""Least directness of what is shown. With more, less of what answers the messages of `tests/evaluation` is shown, and
hardly less on the wrong side; with less, more beside the matter."""
NEAR_TO_ANYBODY = 0.2
"""The same where the message names no company: then all companies' arguments are candidates."""
EQUALLY_DIRECT = 0.02
SIDES = (Stance.BULL, Stance.BEAR)
HELD = 6


async def counter_of(said: Said, stores: Stores) -> Counter:
    """At most six arguments against what is claimed; a claim that may be meant either way is answered apart, for both.

    Errors: StoreError's children.
    """
    clear = tuple(one for one in said.claims if one.is_clear)
    answered = await _countered(replace(said, claims=clear), stores)
    either: list[Countered] = []
    for one in said.claims:
        if not one.is_clear:
            for stance in SIDES:
                either += await _countered(replace(said, claims=(one.turned(stance),)), stores)
    empty = [one.claim for one in answered if not one.evidence]
    return Counter(claims=tuple(answered), either=tuple(either), held=await _held(empty, stores))


async def _countered(said: Said, stores: Stores) -> list[Countered]:
    """Each claim with those of the chosen that speak to it most directly, numbered from 1 through all."""
    found = [
        one
        for claimed in said.claims
        for shelf, store in stores.items()
        for one in await objections(claimed, said, Shelf(shelf, store))
    ]
    chosen, numbers = _chosen(found, said.reader), count(1)
    return [
        Countered(
            claim=claimed.claim,
            evidence=tuple(_evidence(next(numbers), one) for one in chosen if one.claimed is claimed),
        )
        for claimed in said.claims
    ]


def _chosen(found: Iterable[Objection], reader: Language | None) -> list[Objection]:
    """The most direct of what is near enough, each text once, of different people first."""
    ranked = sorted(_near(found), key=lambda one: _distance(one, reader))
    once: list[Objection] = []
    for one in ranked:
        if not any(same_words(one.voice.candidate, other.voice.candidate) for other in once):
            once.append(one)
    heard, first, again = set[str](), list[Objection](), list[Objection]()
    for one in once:
        who = person(one.voice.candidate.argument.holder or "")
        (again if who in heard else first).append(one)
        heard |= {who} if who else set()
    return sorted([*first, *again][:SHOWN], key=lambda one: _distance(one, reader))


def _near(found: Iterable[Objection]) -> list[Objection]:
    return [
        one for one in found if one.directness >= (NEAR if one.claimed.claim.subject is not None else NEAR_TO_ANYBODY)
    ]


def _distance(one: Objection, reader: Language | None) -> tuple[float, bool]:
    """Of those that are as direct as each other the readable ones go first."""
    return -round(one.worth / EQUALLY_DIRECT), reader not in (None, one.voice.candidate.language)


def _evidence(n: int, one: Objection) -> Evidence:
    return one.voice.evidence.model_copy(update={"n": n})


async def _held(claims: Sequence[Claim], stores: Stores) -> tuple[Held, ...]:
    """What there is on the other side of these claims' subjects, aspect by aspect, most first."""
    sides = dict.fromkeys((one.subject, one.stance.opposite) for one in claims if one.subject is not None)
    counts: dict[tuple[Subject, Stance, Aspect | None], int] = {}
    for store in stores.values():
        for held in await store.coverage():
            for subject, stance in sides:
                if held.stance is stance and subject.covers(held.subject.key):
                    key = (subject, stance, held.aspect)
                    counts[key] = counts.get(key, 0) + held.arguments
    ranked = sorted(counts.items(), key=lambda item: -item[1])[:HELD]
    return tuple(
        Held(subject=subject, stance=stance, aspect=aspect, arguments=arguments)
        for (subject, stance, aspect), arguments in ranked
    )
