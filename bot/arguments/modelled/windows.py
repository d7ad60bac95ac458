"""Which stretches of which posts a model is shown together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.arguments.outlined import Outline
from bot.llm.tokens import estimated_tokens

MOST_POSTS = 8
MOST_UNITS = 40
"""Of one call: what is found in them is written in a minute, also by a server that writes 60 tokens a second."""
OVERLAP = 3
"""Units that two windows of a long post share, so that no argument is cut in two: it has three at most."""
FIELDS = 70
"""Tokens of an argument beside its claim, which is about as long as what it is a claim of."""
MOST_TOKENS = 30_000
"""For one post, at the most: less than a third of what a channel may take in a day where nobody chose otherwise. What
comes behind is read as without a model."""
AROUND = 130
"""Tokens around a post's units: its author, its companies, as long as they are shown, and the fence."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a post's units; `post` is the post's place among those that are read together."""

    post: int
    units: range

    @property
    def size(self) -> int:
        return len(self.units)

    def quotes(self, outlines: Sequence[Outline]) -> list[str]:
        return outlines[self.post].quotes[self.units.start : self.units.stop]


@dataclass(frozen=True, slots=True)
class Room:
    """How much fits into one call. Units: tokens, for what is shown and what is written of it."""

    tokens: int

    def ends(self, outline: Outline, start: int) -> int:
        """Where a window ends that begins at a unit. One unit it holds in any case."""
        left, end = self.tokens - AROUND, start
        for quote in outline.quotes[start : start + MOST_UNITS]:
            left -= tokens_of(quote)
            if left < 0:
                break
            end += 1
        return max(end, start + 1)


def tokens_of(quote: str) -> int:
    """What a unit takes, shown, and written of if it argues."""
    return written_of(quote) + estimated_tokens(quote) + 4


def written_of(quote: str) -> int:
    return FIELDS + estimated_tokens(quote)


def windows_of(post: int, outline: Outline, room: Room) -> Iterator[Window]:
    """A post's windows, one where it fits into one; none of a post that is about nothing, of which none is kept."""
    start, last = 0, len(outline.units) if any(outline.topics) else 0
    while start < last:
        end = room.ends(outline, start)
        yield Window(post, range(start, end))
        start = end if end == last else max(end - OVERLAP, start + 1)


def affordable(windows: Iterable[Window], outlines: Sequence[Outline]) -> Iterator[Window]:
    """As many of a post's windows, from its beginning, as a model is paid for; one in any case."""
    left = MOST_TOKENS
    for window in windows:
        size = _size(window, outlines)
        if size > left and left < MOST_TOKENS:
            return
        left -= size
        yield window


def calls_of(windows: Iterable[Window], outlines: Sequence[Outline], room: Room) -> Iterator[list[Window]]:
    """Windows in their order, as many in a call as fit."""
    call, left = list[Window](), room.tokens
    for window in windows:
        size = _size(window, outlines)
        full = len(call) == MOST_POSTS or sum(one.size for one in call) + window.size > MOST_UNITS or size > left
        if call and full:
            yield call
            call, left = [], room.tokens
        call.append(window)
        left -= size
    if call:
        yield call


def _size(window: Window, outlines: Sequence[Outline]) -> int:
    """What a window takes of a call, shown and written."""
    return AROUND + sum(map(tokens_of, window.quotes(outlines)))
