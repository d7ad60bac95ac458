"""The fonts that words are drawn in, and what of a text they can draw.

One font for every locale, from a wheel (Noto Sans SC, SIL OFL 1.1): it has all characters of GB 2312, GBK, Big5 and
Shift JIS, and a picture is then the same on every machine, whichever fonts that has. What an alphabet's names need and
it lacks, as Š or an Arabic name, is drawn in DejaVu Sans, which comes with matplotlib.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib
import pylopdf_fonts_zh_cn
from matplotlib.font_manager import get_font

from bot.answers.render import inert

SUBPIXELS = 64
LONGEST = 120
"""Characters of a name that are measured: the width of a picture never has room for more."""
CUT = "…"


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text that can be drawn as it is, and the font that has all its characters."""

    text: str
    font: Path

    def width(self, size: float) -> float:
        """In pixels, with letters of `size` pixels."""
        font = get_font(str(self.font))
        font.set_size(size, 72)
        font.set_text(self.text)
        return font.get_width_height()[0] / SUBPIXELS

    def within(self, room: float, size: float) -> "Lettering":
        """Itself, or so much of it as `room` pixels hold, with a mark that it was cut."""
        if self.width(size) <= room:
            return self
        cuts = (Lettering(self.text[:end].rstrip() + CUT, self.font) for end in range(len(self.text), -1, -1))
        return next(cut for cut in cuts if cut.width(size) <= room or cut.text == CUT)


def lettering(text: str) -> Lettering:
    """A text in the font that has most of its characters, without those that it lacks: emoji, and other scripts."""
    line = inert(text)[:LONGEST]
    font = min((noto(), dejavu()), key=lambda one: sum(char not in glyphs(one) for char in line))
    return Lettering(inert("".join(_drawable(line, glyphs(font)))), font)


def first_drawable(texts: Iterable[str]) -> Lettering:
    """The first of which anything is left to read; an empty one where nothing is of any."""
    found = (lettering(text) for text in texts)
    return next((one for one in found if any(map(str.isalnum, one.text))), Lettering("", noto()))


def _drawable(text: str, known: frozenset[str]) -> Iterable[str]:
    for char in text:
        # Without its accent a letter is still the letter.
        parts = char if char in known else unicodedata.normalize("NFKD", char)
        yield from (part for part in parts if part in known and (part == char or not unicodedata.combining(part)))


@cache
def noto() -> Path:
    return pylopdf_fonts_zh_cn.sans_path()


@cache
def dejavu() -> Path:
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@cache
def glyphs(font: Path) -> frozenset[str]:
    """The characters that a font can draw, by its own table."""
    return frozenset(map(chr, get_font(str(font)).get_charmap()))
