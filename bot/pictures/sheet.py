"""A sheet to draw on, measured in pixels.

Nothing of pyplot and no setting of matplotlib's own is touched: several threads may draw, each on its own sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, cast

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from PIL import Image

from bot.pictures.layout import HEIGHT, WIDTH, At
from bot.pictures.lettering import Lettering
from bot.pictures.palette import EDGE, GROUND, INK

DPI = 72
"""A point, in which matplotlib measures letters and lines, is then a pixel."""
COLOURS = 64
CANDIDATES = 200
"""Of the palette: what is left are single pixels of edges."""
ALIKE = 8
"""Steps of a channel. Pillow takes colours that are closer for one another."""
Colour = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are set: size in pixels, and which end of them stands at their place."""

    size: float
    colour: str = INK
    end: Literal["left", "center", "right"] = "left"
    upright: Literal["baseline", "center"] = "baseline"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """How a shape is filled and outlined."""

    colour: str
    line: str = "none"
    hatch: str | None = None
    width: float = 0


class Sheet:
    def __init__(self) -> None:
        self._figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=GROUND)
        self._canvas = FigureCanvasAgg(self._figure)
        # A frame: in Discord's light theme the ground would have no edge.
        self.box(At(0, 0), At(WIDTH, HEIGHT), Fill(GROUND, EDGE, width=3))

    def put(self, artist: Artist) -> None:
        """Anything that matplotlib draws, its places in pixels, over all that was put there before."""
        artist.set_transform(IdentityTransform())
        artist.set_zorder(len(self._figure.get_children()))
        self._figure.add_artist(artist)

    def box(self, corner: At, opposite: At, fill: Fill) -> None:
        box = Rectangle(
            (corner.x, corner.y),
            opposite.x - corner.x,
            opposite.y - corner.y,
            facecolor=fill.colour,
            edgecolor=fill.line,
            hatch=fill.hatch,
            linewidth=fill.width,
        )
        box.set_hatch_linewidth(fill.width)
        self.put(box)

    def line(self, places: Sequence[At], colour: str, width: float) -> None:
        xs, ys = [at.x for at in places], [at.y for at in places]
        self.put(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt"))

    def write(self, words: Lettering, at: At, letters: Letters) -> None:
        """No word is taken for a formula, however many dollars stand in it."""
        text = Text(
            at.x,
            at.y,
            words.text,
            color=letters.colour,
            horizontalalignment=letters.end,
            verticalalignment=letters.upright,
            fontproperties=FontProperties(fname=str(words.font), size=letters.size),
            parse_math=False,
            usetex=False,
        )
        if letters.bold:
            # The wheel has the font in one weight.
            text.set_path_effects([withStroke(linewidth=letters.size / 36, foreground=letters.colour)])
        self.put(text)

    def png(self) -> bytes:
        """In as few colours as its edges need."""
        self._canvas.draw()  # type: ignore[no-untyped-call]
        pixels = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]
        drawn = Image.frombuffer("RGBA", (WIDTH, HEIGHT), pixels, "raw", "RGBA", 0, 1).convert("RGB")
        packed = BytesIO()
        drawn.quantize(palette=_palette(drawn), dither=Image.Dither.NONE).save(packed, format="PNG", compress_level=6)
        return packed.getvalue()


def _palette(drawn: Image.Image) -> Image.Image:
    """The colours that cover most and are not almost another: the large ones stay exactly what they are."""
    counted = cast(list[tuple[int, Colour]], drawn.getcolors(WIDTH * HEIGHT))
    kept: list[Colour] = []
    for _, colour in sorted(counted, reverse=True)[:CANDIDATES]:
        if len(kept) < COLOURS and not any(_alike(colour, other) for other in kept):
            kept.append(colour)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in kept for part in colour])
    return palette


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(here - there) <= ALIKE for here, there in zip(one, other, strict=True))
