"""Lines for people: in colour and wrapped on a terminal, plain and whole in a pipe."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from bot.cli.output import writing
from bot.domain.argument import Stance

if TYPE_CHECKING:
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text


class Tone(StrEnum):
    """How a piece of a line stands out, in rich's words."""

    PLAIN = ""
    NAME = "bold"
    TITLE = "bold cyan"
    DIM = "dim"
    GOOD = "green"
    BAD = "red"


SIGNS = {Stance.BULL: "▲", Stance.BEAR: "▼", Stance.NEUTRAL: "•"}
"""So that a side can be told where there are no colours."""
TONES = {Stance.BULL: Tone.GOOD, Stance.BEAR: Tone.BAD, Stance.NEUTRAL: Tone.DIM}


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """`indent` spaces stand before it, and `hang` more before what is wrapped; a `cut` line ends at the edge."""

    pieces: tuple[Piece, ...]
    indent: int = 0
    hang: int = 0
    cut: bool = False


def plain(text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line((Piece(text, tone),))


BLANK = plain("")

NARROWEST = 20
WIDEST = 100
"""Columns: longer lines are hard to read."""

_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
_UNBROKEN = re.compile(rf"\s+|[{_WIDE}][，。！？、；：”’』」）》…%]*|[^\s{_WIDE}]+")
"""What a line is not broken within: spaces, a word, a Chinese character with the punctuation that must follow it."""


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""What would steer a terminal or turn the direction of the line: a post may hold it, the screen shows a space."""


def show(lines: Iterable[Line]) -> None:
    """Write lines to standard output. Errors: OutputFailed."""
    lines = map(_harmless, lines)
    with writing():
        if sys.stdout.isatty():
            _show_in_colour(lines)
        else:
            for line in lines:
                text = "".join(piece.text for piece in line.pieces)
                sys.stdout.write(f"{' ' * line.indent}{text}".rstrip() + "\n")


@contextmanager
def redrawn() -> Iterator[Callable[[Iterable[Line]], None]]:
    """What it gives draws lines in the place of those that it drew before; when the block ends all are wiped away.

    Only on a terminal that may be steered: elsewhere nothing is drawn.
    """
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        yield _draw_nothing
        return
    with ExitStack() as shown:
        live: Live | None = None

        def draw(lines: Iterable[Line]) -> None:
            from rich.console import Group

            nonlocal live
            live = live or shown.enter_context(_live())
            rows = [row for line in lines for row in _rows(_harmless(line), live.console)]
            live.update(Group(*rows), refresh=True)

        yield draw


def _live() -> "Live":
    from rich.live import Live

    # Logs go to standard error as they always do, and no thread draws by itself.
    return Live(console=_console(), auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False)


def _draw_nothing(_lines: Iterable[Line]) -> None:
    return


def _harmless(line: Line) -> Line:
    return replace(line, pieces=tuple(Piece(_UNSEEN.sub(" ", piece.text), piece.tone) for piece in line.pieces))


def _console() -> "Console":
    from rich.console import Console  # 50 ms that a pipe need not wait for

    # rich's own NO_COLOR leaves bold and dim.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(color_system=colours, highlight=False, markup=False, emoji=False)


def _show_in_colour(lines: Iterable[Line]) -> None:
    console = _console()
    for line in lines:
        for row in _rows(line, console):
            console.print(row, no_wrap=True, crop=False, overflow="ignore")


def _rows(line: Line, console: "Console") -> "Iterator[Text]":
    """The line as it stands on a terminal: at least one row."""
    from rich.text import Text

    text = Text.assemble(*((piece.text, piece.tone.value) for piece in line.pieces))
    width = max(min(console.width, WIDEST) - line.indent - line.hang, NARROWEST)
    if line.cut:
        text.truncate(width, overflow="ellipsis")
        yield Text(" " * line.indent) + text
        return
    for number, (start, end) in enumerate(_breaks(text.plain, width)):
        yield Text(" " * (line.indent + (line.hang if number else 0))) + text[start:end]


def _breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the rows of `text` begin and end; none is wider than `width` columns but a word that is."""
    from rich.cells import cell_len

    start = end = column = 0
    for unbroken in _UNBROKEN.finditer(text):
        wide = cell_len(unbroken.group())
        if column + wide > width and end > start and not unbroken.group().isspace():
            yield start, start + len(text[start:end].rstrip())
            start, column = unbroken.start(), 0
        end, column = unbroken.end(), column + wide
    yield start, start + len(text[start:].rstrip())
