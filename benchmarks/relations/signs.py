"""What the product sees of each two points, in three states of a debate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.relations.reading import ReadPoint, Sides, Tie
from bot.answers.replying.nearness import Near, nearness
from bot.answers.replying.wording import Common, Wording
from bot.domain.case import PointId
from storage import Means

BY_PLACE, BY_WORDS = 2, 4
"""How many of the signs are of places alone, and of all."""
DRAWS, FEW = 6, 2
"""How often a few points of a side are drawn, and how many."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Two points. `ours`, `theirs`: what the bull says to the bear, and the other way round."""

    bull: ReadPoint
    bear: ReadPoint
    near: Near
    common: Common
    ours: Tie | None
    theirs: Tie | None

    @property
    def signs(self) -> tuple[float, float, float, float]:
        return self.near.likeness, self.near.lead, self.common.words, self.common.matters

    @property
    def speak(self) -> bool:
        return self.ours is not None or self.theirs is not None


def seen_in(sides: Sides) -> list[Seen]:
    """Every two points of a subject but the unclear ones, bull by bull."""
    near = nearness(*(_means(side) for side in (sides.bull, sides.bear)))
    wording = Wording.of([one.spoken for one in (*sides.bull, *sides.bear)])
    found = []
    for row, bull in enumerate(sides.bull):
        for column, bear in enumerate(sides.bear):
            common = wording.common(bull.spoken, bear.spoken)
            ours, theirs = sides.ties.get((bull.point, bear.point)), sides.ties.get((bear.point, bull.point))
            if Tie.UNCLEAR not in (ours, theirs):
                found.append(Seen(bull, bear, near.of(row, column), common, ours, theirs))
    return found


def _means(side: Sequence[ReadPoint]) -> Means:
    return Means([PointId(one.point) for one in side], np.array([one.place for one in side], np.float32))


def apart(sides: Sides) -> Sides:
    """With a point for each text: what grouping leaves apart."""
    return replace(sides, bull=_apart(sides.bull), bear=_apart(sides.bear))


def _apart(side: Sequence[ReadPoint]) -> list[ReadPoint]:
    return [ReadPoint(one.point, (text,), one.places[n : n + 1]) for one in side for n, text in enumerate(one.texts)]


def few(sides: Sides) -> Iterator[Sides]:
    """A few points of each side, drawn by lot: what most subjects of a channel have."""
    dice = Random(sides.subject)
    for _ in range(DRAWS):
        bull, bear = (dice.sample(list(side), FEW) for side in (sides.bull, sides.bear))
        yield replace(sides, bull=bull, bear=bear)


def matrix(seen: Sequence[Seen], signs: int) -> NDArray[np.float64]:
    """(n, signs)."""
    return np.array([one.signs[:signs] for one in seen])
