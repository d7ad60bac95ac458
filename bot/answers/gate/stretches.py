"""Whole clauses of a quote: what may be told of it without the rest."""

import re
from collections.abc import Iterator
from functools import cache

from bot.answers.cues import any_of
from bot.answers.fold import fold
from bot.answers.gate.quotations import evened
from bot.answers.gate.words import listed, names_in
from bot.answers.places import whole_places

MOST_CLAUSES = 24
"""Of a quote; of a longer one, only all of it may be told."""
_CUT = re.compile(r"(?<=\d)[,.](?=\d)|(?P<end>\.(?=\s|$)|[,，。;；:：!！?？\n—()（）、]+|\s-+\s)")
_EDGE = " \t\n,，.。;；:：、-—"


def tells_alone(words: str, quote: str) -> bool:
    """Whether `words` are whole clauses of a quote, in a row, and nothing hangs on the clauses that they leave out.

    Who quotes "margins will fall" of "if rates rise, margins will fall" tells something else.
    """
    wanted, whole = _trimmed(words), _trimmed(quote)
    if wanted == whole:
        return True
    return any(trimmed == wanted and not _hangs(rest) for trimmed, rest in _parts(whole))


def stretches_told_alone(quote: str) -> list[str]:
    """All folded stretches of a quote that `tells_alone` takes, the longest first."""
    whole = _trimmed(quote)
    parts = [trimmed for trimmed, rest in _parts(whole) if not _hangs(rest)]
    return sorted({whole, *parts}, key=len, reverse=True)


def places_of(stretch: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where a folded stretch stands in a folded text."""
    return whole_places(stretch, folded)


def _trimmed(text: str) -> str:
    return fold(evened(text)).strip(_EDGE)


def _parts(whole: str) -> Iterator[tuple[str, str]]:
    """Each run of clauses that is not all of them, and what it leaves out."""
    starts, ends = _bounds(whole)
    if len(starts) > MOST_CLAUSES:
        return
    for at, start in enumerate(starts):
        for end in ends[at:]:
            rest = f"{whole[:start]} {whole[end:]}"
            if rest.strip(_EDGE):
                yield whole[start:end].strip(_EDGE), rest


def _bounds(whole: str) -> tuple[list[int], list[int]]:
    cuts = [match.span() for match in _CUT.finditer(whole) if match["end"]]
    return [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(whole)]


def _hangs(rest: str) -> bool:
    return _hinges().search(rest) is not None


@cache
def _hinges() -> re.Pattern[str]:
    return re.compile(any_of(word for name in names_in("hinges") for word in listed("hinges", name)))
