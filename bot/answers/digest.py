"""What came into a channel in some time: new arguments by subject, new points, points that are answered now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count

from bot.answers.candidates import Candidate
from bot.answers.retrieve import DOUBTFUL
from bot.answers.selection import same_words
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId, Stance
from bot.domain.digest import Arrived, Digest, Window
from bot.domain.subject import SubjectKey
from storage import Arrival, ChannelStore

MOST_SUBJECTS = 25
SHOWN = 3
"""Quotes of one subject."""
LOOKED_THROUGH = 4
"""Arguments of each side of a subject that are read: some may say the same."""

Candidates = dict[ArgumentId, Candidate]


async def digest_of(store: ChannelStore, window: Window) -> Digest:
    """Quiet where nothing was saved in that time that argues anything."""
    arrivals = await store.arrivals(window)
    subjects = defaultdict[SubjectKey, list[Arrival]](list)
    for one in arrivals:
        subjects[one.subject].append(one)
    groups = sorted(subjects.values(), key=lambda group: (-len(group), group[0].position))
    told = groups[:MOST_SUBJECTS]
    found = await _read(store, told)
    return Digest(
        window=window,
        posts=len({one.post_id for one in arrivals}),
        subjects=tuple(_numbered(_arrived(group, found) for group in told if _offered(group, found))),
        more=len(groups) - len(told),
    )


async def _read(store: ChannelStore, groups: Sequence[Sequence[Arrival]]) -> Candidates:
    wanted = [one.argument_id for group in groups for one in _surest(group)]
    return {argument.argument_id: Candidate(argument, post) for argument, post in await store.evidence(wanted)}


def is_sure(one: Arrival) -> bool:
    """Whether it is on a side that may be told."""
    return one.stance != Stance.NEUTRAL and one.confidence >= DOUBTFUL


def _surest(group: Sequence[Arrival]) -> list[Arrival]:
    """Of both sides in turn, the surest of each first; then those on no side."""
    ranked = sorted(group, key=lambda one: (-one.confidence, -one.position))
    bull, bear = ([one for one in ranked if is_sure(one) and one.stance == side] for side in (Stance.BULL, Stance.BEAR))
    rest = [one for one in ranked if not is_sure(one)]
    rest.sort(key=lambda one: one.stance != Stance.NEUTRAL)
    first, second = (bull, bear) if len(bull) >= len(bear) else (bear, bull)
    return [*_in_turn(first[:LOOKED_THROUGH], second[:LOOKED_THROUGH]), *rest[:LOOKED_THROUGH]]


def _in_turn(first: Sequence[Arrival], second: Sequence[Arrival]) -> list[Arrival]:
    both = [one for pair in zip(first, second, strict=False) for one in pair]
    return [*both, *first[len(second) :], *second[len(first) :]]


def _offered(group: Sequence[Arrival], found: Candidates) -> list[Candidate]:
    """What may be quoted: where a side is sure, nothing else."""
    surest = _surest(group)
    if any(is_sure(one) for one in surest):
        surest = [one for one in surest if is_sure(one)]
    return [found[one.argument_id] for one in surest if one.argument_id in found]


def _arrived(group: Sequence[Arrival], found: Candidates) -> Arrived:
    """Its evidence is not numbered yet."""
    sure = [one.stance for one in group if is_sure(one)]
    shown: list[Candidate] = []
    for one in _offered(group, found):
        if len(shown) < SHOWN and not any(same_words(one, other) for other in shown):
            shown.append(one)
    return Arrived(
        subject=shown[0].argument.subject,
        bull=sure.count(Stance.BULL),
        bear=sure.count(Stance.BEAR),
        neutral=len(group) - len(sure),
        evidence=tuple(Evidence(n=1, argument=one.argument, post=one.post) for one in shown),
    )


def _numbered(subjects: Iterable[Arrived]) -> Iterable[Arrived]:
    numbers = count(1)
    for one in subjects:
        evidence = tuple(item.model_copy(update={"n": next(numbers)}) for item in one.evidence)
        yield one.model_copy(update={"evidence": evidence})
