"""Cutting a long quote where a reader would: between its clauses, and never inside one."""

import re
from collections.abc import Iterator, Sequence

from bot.answers.fold import HAN_RUN, fold, pairs_of

LONGEST = 320
"""Characters of a quote that is shown whole; a Chinese one says as much in half of them."""
TELLING = 3
"""An opening that takes less than this part of its room is passed over for a later stretch."""
_CLAUSE_END = re.compile(r"[,;:!?.](?=\s)|[，。；：！？…]+|\s[-–—]+(?=\s)")
_EDGES = " \t,;:，；：、-–—"


def shortened(quote: str, terms: Sequence[str]) -> str:
    """A stretch of whole clauses of `quote`, word for word, that holds most of `terms`; the quote itself where it is
    short enough or can't be cut.
    """
    longest = LONGEST // 2 if _is_chinese(quote) else LONGEST
    if len(quote) <= longest:
        return quote
    wanted = [piece for term in terms for piece in (pairs_of(term) if HAN_RUN.match(term) else [term])]
    windows = list(_windows(quote, longest))
    return max(windows, key=lambda window: (_hits(window, wanted), len(window)), default=quote)


def opening(quote: str, longest: int) -> str:
    """How `quote` begins, word for word and in whole clauses, in at most `longest` characters; the quote itself where
    it is short enough or can't be cut. `longest` counts for half in Chinese.
    """
    longest = longest // 2 if _is_chinese(quote) else longest
    if len(quote) <= longest:
        return quote
    windows = list(_windows(quote, longest))
    # A first clause of a few words before a very long one says nothing alone.
    telling = (window for window in windows if len(window) * TELLING >= longest)
    return next(telling, max(windows, key=len, default=quote))


def _is_chinese(quote: str) -> bool:
    return sum(len(run) for run in HAN_RUN.findall(quote)) * 2 > len(quote)


def _windows(quote: str, longest: int) -> Iterator[str]:
    """For each clause, the longest run of clauses that begins with it and is no longer than `longest`."""
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(quote)), len(quote)]
    for at, start in enumerate(cuts[:-1]):
        ends = [end for end in cuts[at + 1 :] if end - start <= longest]
        if ends and (window := quote[start : ends[-1]].strip(_EDGES)):
            yield window


def _hits(window: str, wanted: Sequence[str]) -> int:
    folded = fold(window)
    return sum(piece in folded for piece in wanted)
