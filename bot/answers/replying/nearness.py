"""How near points of two sides are to one another, by where they lie."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from storage import Means, Places

Pairs: TypeAlias = NDArray[np.float32]
"""Shape: (bull, bear)."""
PRIOR = 4.0
"""How many points lie at the origin, as it were, when what all of a side share is reckoned."""
NEAREST = 2
"""Of the other side, with which a point's likeness to one of them is compared."""
USUAL = 0.2
"""The least likeness of these that is reckoned with: where little is said, the nearest may be far."""
NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Nearness:
    """Of each two points. `lead`: how much more alike they are than each is to its nearest of the other side.

    Source: Conneau et al., "Word Translation Without Parallel Data", ICLR 2018 (cross-domain similarity local scaling).
    """

    likeness: Pairs
    lead: Pairs

    def of(self, row: int, column: int) -> "Near":
        return Near(float(self.likeness[row, column]), float(self.lead[row, column]))


@dataclass(frozen=True, slots=True)
class Near:
    """Of two points."""

    likeness: float
    lead: float


def nearness(bull: Means, bear: Means) -> Nearness:
    """What all points of a side share says nothing of which of them speaks to whom."""
    if not len(bull.points) or not len(bear.points) or bull.means.shape[1] != bear.means.shape[1]:
        nothing = np.zeros((len(bull.points), len(bear.points)), np.float32)
        return Nearness(nothing, nothing)
    likeness: Pairs = _around_their_own(bull.means) @ _around_their_own(bear.means).T
    lead: Pairs = 2 * likeness - _nearest(likeness)[:, None] - _nearest(likeness.T)
    return Nearness(likeness, lead)


def _around_their_own(means: Places) -> Places:
    around = means - means.sum(axis=0) / (len(means) + np.float32(PRIOR))
    around[~means.any(axis=1)] = 0  # nothing of it is measured yet
    unit: Places = around / np.maximum(np.linalg.norm(around, axis=1, keepdims=True), NOTHING)
    return unit


def _nearest(likeness: Pairs) -> NDArray[np.float32]:
    """(rows,): the mean of the greatest in each row."""
    most = min(NEAREST, likeness.shape[1])
    greatest = np.full((len(likeness), NEAREST), USUAL, np.float32)
    greatest[:, :most] = np.partition(likeness, -most, axis=1)[:, -most:]
    mean: NDArray[np.float32] = np.maximum(greatest, np.float32(USUAL)).mean(axis=1)
    return mean
