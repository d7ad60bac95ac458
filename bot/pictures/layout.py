"""Where things stand on the sheet. All in pixels, from the lower left corner."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.periods import Column

WIDTH, HEIGHT = 1100, 700
MARGIN = 40
NAME, CAPTION = 636, 588
"""Baselines of the two lines above the bars."""
BULL_LANE, BEAR_LANE = 540, 146
"""Middles of the lanes in which the marks of a side stand."""
TOP, BOTTOM = 500, 186
LEFT, RIGHT = 88, 1056
TICK, YEAR, FOOT = 94, 66, 23
"""Baselines of the lines below the bars."""
NAME_SIZE, TEXT_SIZE, SMALL_SIZE = 42, 27, 24
"""A phone shows the sheet at about a third: no letter is then smaller than Discord's own small print."""

WIDEST = 120
"""Of a column with its gap: three weeks should not look like three walls."""
LOWEST = 3
"""Arguments that either half has room for, however few there are."""
LEAST_SHARE = 0.2
"""Of the larger half that the smaller one has room for."""
GRID_GAP = 46
"""Between two lines of the grid, at least."""


@dataclass(frozen=True, slots=True)
class At:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns side by side around a middle line, on one scale: bull grows up from it, bear down."""

    places: int
    up: float
    down: float

    @property
    def slot(self) -> float:
        """The width of a column with its gap."""
        return min((RIGHT - LEFT) / self.places, WIDEST)

    def x(self, place: int) -> float:
        """The middle of a column."""
        return (LEFT + RIGHT) / 2 + (place + 0.5 - self.places / 2) * self.slot

    @property
    def unit(self) -> float:
        """The height of one argument."""
        return (TOP - BOTTOM) / (self.up + self.down)

    def y(self, arguments: float) -> float:
        """The height of so many arguments for, or, below 0, against."""
        return BOTTOM + (self.down + arguments) * self.unit

    @property
    def grid(self) -> Sequence[int]:
        """The counts that have a line, against below 0: at round steps, as many as there is room for."""
        step = next(size * ten for ten in _TENS for size in (1, 2, 5) if size * ten * self.unit >= GRID_GAP)
        return range(-int(self.down // step) * step, int(self.up) + 1, step)


_TENS = [10**power for power in range(9)]


def plot(columns: Sequence[Column]) -> Plot:
    """Room for the longest bars of either side."""
    bull, bear = max(column.up for column in columns), max(column.down for column in columns)
    least = max(LOWEST, max(bull, bear) * LEAST_SHARE)
    return Plot(len(columns), up=max(bull, least), down=max(bear, least))


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Places in the order of those wanted, at least `gap` apart and as near to them as that allows.

    Shapes: n ascending places in, n out; all between LEFT and RIGHT if n of them have room there.
    Source: moved by their rank, the places need only ascend: isotonic regression, by pooling adjacent violators
    (Barlow, Bartholomew, Bremner and Brunk, "Statistical Inference under Order Restrictions", 1972).
    """
    blocks: list[tuple[float, int]] = []
    for rank, place in enumerate(wanted):
        blocks.append((place - rank * gap, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            blocks[-2:] = [_pooled(*blocks[-2:])]
    fitted = [mean for mean, size in blocks for _ in range(size)]
    highest = RIGHT - (len(wanted) - 1) * gap
    return [max(LEFT, min(place, highest)) + rank * gap for rank, place in enumerate(fitted)]


def _pooled(left: tuple[float, int], right: tuple[float, int]) -> tuple[float, int]:
    size = left[1] + right[1]
    return (left[0] * left[1] + right[0] * right[1]) / size, size
