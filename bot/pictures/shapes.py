"""The shapes of the marks: each kind is told by its outline, each side by its colour."""

from dataclasses import dataclass
from math import pi

from matplotlib.patches import Circle, Patch, RegularPolygon, Wedge

from bot.domain.argument import Stance
from bot.domain.timeline import MarkKind
from bot.pictures.layout import At
from bot.pictures.palette import BEAR, BEAR_LINE, BULL, GREY, GROUND, INK

RADIUS = 21
POINTED = 1.24
"""How much farther corners stand out than a disc of the same weight."""


@dataclass(frozen=True, slots=True)
class Look:
    """What decides a mark's shape and colours. A neutral one stands for either side, where shapes are explained."""

    kind: MarkKind
    stance: Stance = Stance.NEUTRAL
    dated: bool = True
    radius: float = RADIUS

    def patches(self, at: At) -> list[Patch]:
        """A disc, hollow for an undated post; a diamond for a new point, a hollow square for a silent one, a ring of
        both colours for a turn."""
        match self.kind:
            case MarkKind.POST:
                disc = Circle((at.x, at.y), self.radius)
                return [self._filled(disc) if self.dated else self._hollow(disc)]
            case MarkKind.NEW_POINT:
                return [self._filled(RegularPolygon((at.x, at.y), 4, radius=self.radius * POINTED))]
            case MarkKind.SILENT_POINT:
                square = RegularPolygon((at.x, at.y), 4, radius=self.radius * POINTED, orientation=pi / 4)
                square.set_linestyle((0, (3, 2)))
                return [self._hollow(square)]
            case MarkKind.CHANGED_MIND:
                return self._ring(at)

    @property
    def number_colour(self) -> str:
        """Of the number inside: white on blue alone."""
        filled = self.dated and self.kind in (MarkKind.POST, MarkKind.NEW_POINT)
        return "white" if filled and self.stance is Stance.BULL else INK

    def _filled(self, patch: Patch) -> Patch:
        patch.set(facecolor=_FILLS[self.stance], edgecolor=_LINES[self.stance], linewidth=2)
        return patch

    def _hollow(self, patch: Patch) -> Patch:
        patch.set(facecolor=GROUND, edgecolor=_LINES[self.stance], linewidth=3)
        return patch

    def _ring(self, at: At) -> list[Patch]:
        place, width = (at.x, at.y), self.radius / 4
        return [
            Circle(place, self.radius, facecolor=GROUND),
            Wedge(place, self.radius + 1, 90, 270, width=width, facecolor=BULL, edgecolor=BULL, linewidth=1),
            Wedge(place, self.radius + 1, 270, 90, width=width, facecolor=BEAR, edgecolor=BEAR_LINE, linewidth=1),
        ]


_FILLS = {Stance.BULL: BULL, Stance.BEAR: BEAR, Stance.NEUTRAL: GREY}
_LINES = {Stance.BULL: BULL, Stance.BEAR: BEAR_LINE, Stance.NEUTRAL: GREY}
