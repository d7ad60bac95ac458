"""The numbered marks: which are drawn, and where each stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.argument import Stance
from bot.domain.timeline import Mark, MarkKind
from bot.pictures.layout import BEAR_LANE, BOTTOM, BULL_LANE, TOP, At, Plot, spread
from bot.pictures.periods import Periods

GAP = 50
"""Between the middles of two marks, at least."""
MOST = 12
"""Marks of one picture: more could not be told apart on a phone."""
UNDATED = "undated_post"
ORDER = (MarkKind.CHANGED_MIND, MarkKind.NEW_POINT, MarkKind.SILENT_POINT, MarkKind.POST)
"""Which are kept where there are more."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark in the lane of its side, above or below the end of the bar that it belongs to."""

    mark: Mark
    at: At
    bar: At

    @property
    def leader(self) -> tuple[At, At, At]:
        """The line to its bar: straight up or down until all bars have ended, so that it crosses none."""
        return self.bar, At(self.bar.x, BOTTOM if self.mark.stance is Stance.BEAR else TOP), self.at


def most_telling(marks: Sequence[Mark]) -> list[Mark]:
    """Those that are drawn, in the order of their numbers."""
    kept = sorted(marks, key=lambda mark: (ORDER.index(mark.kind), mark.n))[:MOST]
    return sorted(kept, key=lambda mark: mark.n)


def by_kind(marks: Sequence[Mark]) -> dict[str, list[Mark]]:
    """Those of each kind that there are, by the key of its word."""
    keys = [kind.value for kind in MarkKind]
    keys.insert(1, UNDATED)
    kinds = {key: [mark for mark in marks if (mark.kind if mark.dated else UNDATED) == key] for key in keys}
    return {key: of_kind for key, of_kind in kinds.items() if of_kind}


def placed(marks: Sequence[Mark], found: Periods, plotted: Plot) -> list[Placed]:
    """No two of them touch."""
    against = [mark for mark in marks if mark.stance is Stance.BEAR]
    others = [mark for mark in marks if mark.stance is not Stance.BEAR]
    return [
        *_in_lane(others, found, lambda place: plotted.y(found.columns[place].up), plotted),
        *_in_lane(against, found, lambda place: plotted.y(-found.columns[place].down), plotted),
    ]


def _in_lane(marks: Sequence[Mark], found: Periods, end: Callable[[int], float], plotted: Plot) -> list[Placed]:
    ordered = sorted(marks, key=lambda mark: (found.of(mark.day), mark.day, mark.n))
    bars = [At(plotted.x(found.of(mark.day)), end(found.of(mark.day))) for mark in ordered]
    lanes = [BEAR_LANE if mark.stance is Stance.BEAR else BULL_LANE for mark in ordered]
    places = map(At, spread([bar.x for bar in bars], GAP), lanes)
    return [Placed(mark, at, bar) for mark, at, bar in zip(ordered, places, bars, strict=True)]
