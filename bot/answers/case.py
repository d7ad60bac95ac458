"""What a channel, and the ones whose casebooks it reads, hold on one subject: side by side, aspect by aspect."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from bot.answers.candidates import Candidate
from bot.answers.cues import pattern
from bot.answers.places import folded_name
from bot.answers.retrieve import DOUBTFUL
from bot.answers.selection import same_words
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId, Aspect, Stance
from bot.domain.case import Case, Point
from bot.domain.post import ChannelId
from bot.domain.subject import Subject
from bot.domain.text import Language
from storage import ChannelStore, Heap, Scope

SHOWN = 4
"""Quotes of one point."""
LOOKED_THROUGH = 6
"""Arguments of a point that are read from each store: some may say the same."""

Stores = Mapping[ChannelId | None, ChannelStore]
"""The channel's own store under None, and those of the channels that it reads."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A company covers its segments. `reader`: of quotes as strong as each other, those in this language go first."""

    subject: Subject
    stances: Sequence[Stance]
    reader: Language | None = None


@dataclass(frozen=True, slots=True)
class Shelved:
    """Something of a store; `shelf` as in `Evidence`."""

    shelf: ChannelId | None
    heap: Heap


@dataclass(frozen=True, slots=True)
class Voice:
    """An argument that may be shown, and where it is kept."""

    shelf: ChannelId | None
    candidate: Candidate


async def case_of(wanted: Wanted, stores: Stores) -> Case:
    """The points of a subject, those with most people first; without points where nothing is held on it."""
    heaps = await _surest(wanted, stores)
    voices = await _voices(heaps, stores)
    together: defaultdict[tuple[Stance, Aspect], list[Shelved]] = defaultdict(list)
    for one in heaps:
        together[one.heap.stance, one.heap.aspect].append(one)
    points = [_point(group, voices, wanted.reader) for group in together.values()]
    aspects, stances = list(Aspect), list(Stance)
    points.sort(key=lambda one: (-one.people, -one.arguments, aspects.index(one.aspect), stances.index(one.stance)))
    return Case(subject=wanted.subject, points=_numbered(points))


async def _surest(wanted: Wanted, stores: Stores) -> list[Shelved]:
    """The arguments whose side is not doubtful; of a side on which no store holds one, the doubtful ones."""
    sure = await _told(stores, Scope((wanted.subject.key,), tuple(wanted.stances), DOUBTFUL))
    told = {one.heap.stance for one in sure}
    missing = tuple(stance for stance in wanted.stances if stance not in told)
    return sure + (await _told(stores, Scope((wanted.subject.key,), missing)) if missing else [])


async def _told(stores: Stores, scope: Scope) -> list[Shelved]:
    return [
        Shelved(shelf, heap) for shelf, store in stores.items() for heap in await store.heaps(scope, LOOKED_THROUGH)
    ]


async def _voices(heaps: Sequence[Shelved], stores: Stores) -> Mapping[ArgumentId, Voice]:
    """The best of all heaps, read at once from each store."""
    found: dict[ArgumentId, Voice] = {}
    for shelf, store in stores.items():
        best = [argument for one in heaps if one.shelf == shelf for argument in one.heap.best]
        for argument, post in await store.evidence(best) if best else ():
            found[argument.argument_id] = Voice(shelf, Candidate(argument, post))
    return found


def _point(group: Sequence[Shelved], voices: Mapping[ArgumentId, Voice], reader: Language | None) -> Point:
    """One side of one aspect, from the heaps of all stores. Its evidence is not numbered yet."""
    held = [(_person(name), many) for one in group for name, many in one.heap.holders.items()]
    offered = [voices[argument] for one in group for argument in one.heap.best if argument in voices]
    return Point(
        stance=group[0].heap.stance,
        aspect=group[0].heap.aspect,
        people=len({person for person, _ in held if person is not None}),
        unnamed=sum(one.heap.unnamed for one in group) + sum(many for person, many in held if person is None),
        arguments=sum(one.heap.arguments for one in group),
        evidence=tuple(_evidence(1, voice) for voice in _shown(offered, reader)),
    )


@lru_cache(maxsize=8192)
def _person(name: str) -> str | None:
    """A holder, however the name is written; None for a camp ("the bears"), which is nobody in particular."""
    person = folded_name(name).lstrip("@").removeprefix("u/")
    return None if any(match.end() == len(person) for match in pattern("camps").finditer(person)) else person


def _shown(offered: Sequence[Voice], reader: Language | None) -> list[Voice]:
    """The strongest few in different words, of different people first."""
    ranked = sorted(offered, key=lambda voice: _weakness(voice.candidate, reader))
    heard, first, again = set[str | None](), list[Voice](), list[Voice]()
    for voice in ranked:
        person = _person(voice.candidate.argument.holder or "")
        (again if person in heard else first).append(voice)
        heard.add(person)
    shown: list[Voice] = []
    for voice in first + again:
        if len(shown) < SHOWN and not any(_is_one(voice.candidate, other.candidate) for other in shown):
            shown.append(voice)
    return shown


def _weakness(one: Candidate, reader: Language | None) -> tuple[float, bool, float]:
    """Of equally sure arguments the readable ones go first, then the newer."""
    day = one.post.published_at or one.post.saved_at
    return -round(one.argument.stance_confidence, 1), reader not in (None, one.language), -day.toordinal()


def _is_one(left: Candidate, right: Candidate) -> bool:
    # Texts that are nearly the same share words: most pairs don't, and need no comparison of their letters.
    return len(left.words & right.words) * 2 >= min(len(left.words), len(right.words)) and same_words(left, right)


def _evidence(n: int, voice: Voice) -> Evidence:
    return Evidence(n=n, argument=voice.candidate.argument, post=voice.candidate.post, shelf=voice.shelf)


def _numbered(points: Sequence[Point]) -> tuple[Point, ...]:
    """With the evidence counted from 1 through all points."""
    numbers = count(1)
    return tuple(
        point.model_copy(
            update={"evidence": tuple(one.model_copy(update={"n": next(numbers)}) for one in point.evidence)}
        )
        for point in points
    )
