"""What a question asks about, and whether a quote speaks of it: concepts named in both languages by the locales."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from bot.answers.cues import LOCALES, pattern, places
from bot.answers.fold import stem
from bot.domain.argument import Aspect
from bot.locales import wording

TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Matter:
    """A concept of the locales' `[matters]`: `valuation` is an aspect at large, `shareholders.dividend` narrower."""

    name: str

    @property
    def is_narrow(self) -> bool:
        return "." in self.name

    @property
    def aspect(self) -> Aspect | None:
        """The aspect that it belongs to; None for a topic, which may come up under any."""
        head = self.name.split(".")[0]
        return None if head == TOPIC else Aspect(head)

    def spoken_of(self, folded: str) -> bool:
        """Whether a folded text names this matter, in either language."""
        return any(places(cue, folded) for cue in matters()[self.name])


@cache
def matters() -> dict[str, tuple[str, ...]]:
    """Every matter's cues in all locales, by its name."""
    tables = [wording(tag).table("matters") for tag in LOCALES]
    return {name: tuple(cue for table in tables for cue in table[name]) for name in tables[0]}


@dataclass(frozen=True, slots=True)
class Spotted:
    """A matter in a folded question, and where each of its cues stands."""

    matter: Matter
    places: tuple[tuple[int, int], ...]


def spotted(folded: str) -> list[Spotted]:
    """The matters that a folded question names: the narrow ones, and an aspect at large where no narrow one took its
    words. Several matters may share words: memory is a cost of phones and a market of its own.
    """
    found = [
        Spotted(Matter(name), stands)
        for name, cues in matters().items()
        if (stands := tuple(place for cue in cues for place in places(cue, folded)))
    ]
    found = _not_only_assessed(found, folded)
    narrow = [place for one in found if one.matter.is_narrow for place in one.places]
    return [one for one in found if one.matter.is_narrow or _has_own(one.places, narrow)]


def _not_only_assessed(found: list[Spotted], folded: str) -> list[Spotted]:
    """Without those that only assess another: "how safe is the dividend?" asks of no accidents."""
    assessing = [match.span() for match in pattern("assessing").finditer(folded)]
    named = [one for one in found if _has_own(one.places, assessing)]
    return named or found


def _has_own(places: tuple[tuple[int, int], ...], taken: list[tuple[int, int]]) -> bool:
    """Whether a place is not within (or the same as) a taken one."""
    return any(not any(start <= a and b <= end for start, end in taken) for a, b in places)


SHORTEST_MISSPELT = 5
"""Letters of a word from which on one slip leaves no doubt which was meant."""


def misspelt(word: str) -> tuple[Matter, ...]:
    """The matters that a Latin word of a question names but for one slip: a letter too many, too few, wrong, or two of
    them swapped.
    """
    if len(word) < SHORTEST_MISSPELT or not word.isascii():
        return ()
    names = {name for cue, name in _single_words() if _is_one_slip(cue, word) or _is_one_slip(cue, stem(word))}
    return tuple(Matter(name) for name in sorted(names))


def _is_one_slip(cue: str, word: str) -> bool:
    return abs(len(cue) - len(word)) < 2 and OSA.distance(cue, word, score_cutoff=1) == 1


@cache
def _single_words() -> tuple[tuple[str, str], ...]:
    """Latin cues of one word, long enough to be misspelt, with their matters."""
    named = [(cue.removesuffix("*"), name) for name, cues in matters().items() for cue in cues]
    whole = [(cue, name) for cue, name in named if cue.isascii() and cue.isalpha()]
    return tuple((cue, name) for cue, name in whole if len(cue) >= SHORTEST_MISSPELT)
