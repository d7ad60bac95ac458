"""Which point of one side speaks to which of the other, and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import MappingProxyType
from typing import Self

import numpy as np

from bot.answers.replying.granting import grants
from bot.answers.replying.nearness import Near, Nearness, Pairs, nearness
from bot.answers.replying.spoken import Spoken
from bot.answers.replying.weights import ByWords, load_weights
from bot.answers.replying.wording import Common, Wording
from bot.domain.case import Point, PointId, Relation
from storage import Means

SPEAKS = 0.3
"""Likeness from which on two points are on one matter."""
TINY, IN_REPLY = 0.05, 1.0
"""Two points no less near than this, of which one was posted in reply to the other, are at least so alike."""

NOTHING_ELSE: Mapping[PointId, PointId] = MappingProxyType({})

Answer = tuple[PointId, PointId]
"""A point, and one of the other side that stands against it."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Likeness of points of one side with those of the other.

    Shapes: (bull, bear); rows and columns in the order of `bull` and `bear`. `granted`: points that don't answer the
    one that stands against them, for it grants what they say.
    """

    bull: Sequence[PointId]
    bear: Sequence[PointId]
    likeness: Pairs
    near: Nearness
    granted: frozenset[Answer] = frozenset()

    def nearest(self, point_id: PointId) -> list[PointId]:
        """The points of the other side that speak to this one, the nearest first."""
        if point_id in self.bull:
            row, others = self.likeness[self.bull.index(point_id)], self.bear
        else:
            row, others = self.likeness[:, self.bear.index(point_id)], self.bull
        speak = [others[int(n)] for n in np.argsort(-row, kind="stable") if row[n] >= SPEAKS]
        return [one for one in speak if (one, point_id) not in self.granted]

    def unanswered(self) -> tuple[int, int]:
        """How many points of bulls and of bears nobody of the other side speaks to."""
        to_bull = self.likeness >= SPEAKS
        to_bear = to_bull.copy()
        rows, columns = _places(self.bull), _places(self.bear)
        for granted, by in self.granted:
            if granted in rows:
                to_bear[rows[granted], columns[by]] = False
            else:
                to_bull[rows[by], columns[granted]] = False
        return int((~to_bull.any(axis=1)).sum()), int((~to_bear.any(axis=0)).sum())

    def heard(self, told: Sequence[Point], told_as: Mapping[PointId, PointId] = NOTHING_ELSE) -> Self:
        """With these points' words, which say more than where they lie. `told_as`: under which one another is told."""
        spoken = {one.point_id: Spoken.by(one) for one in told}
        wording, weights = Wording.of(list(spoken.values())), load_weights().by_words
        likeness, granted = self.likeness.copy(), set[Answer]()
        bulls, bears = (
            [(n, one, words) for one, n in _places(side).items() if (words := spoken.get(told_as.get(one, one)))]
            for side in (self.bull, self.bear)
        )
        for (row, bull, ours), (column, bear, theirs) in product(bulls, bears):
            near = self.near.of(row, column)
            likeness[row, column] = likeness_by_words(near, wording.common(ours, theirs), weights)
            granted |= {(bull, bear)} if grants(theirs, ours) else set()
            granted |= {(bear, bull)} if grants(ours, theirs) else set()
        return replace(self, likeness=likeness, granted=frozenset(granted))


def _places(points: Sequence[PointId]) -> dict[PointId, int]:
    return {point: n for n, point in enumerate(points)}


def speaking(bull: Means, bear: Means) -> Speaking:
    """By where points lie alone."""
    near, weights = nearness(bull, bear), load_weights().by_place
    likeness = weights.base + weights.near * near.likeness + weights.lead * near.lead
    return Speaking(bull.points, bear.points, likeness, near)


def likeness_by_words(near: Near, common: Common, weights: ByWords) -> float:
    """Of two points, by where they lie and by what they say."""
    alike = weights.base + weights.near * near.likeness + weights.lead * near.lead
    alike += weights.words * common.words + weights.matters * common.matters
    return max(alike, IN_REPLY) if common.in_reply and near.likeness >= TINY else alike


def relation_of(point: Point, answering: Point) -> Relation:
    """How a point stands to one of the other side that lies near it, by what both say."""
    one, other = Spoken.by(answering), Spoken.by(point)
    if grants(one, other):
        return Relation.QUALIFIES
    return Relation.IGNORES if grants(other, one) else Relation.REBUTS
