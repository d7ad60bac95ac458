"""Whole clauses of a quote: what may be told of it without the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.answers.cues import any_of
from bot.answers.fold import fold
from bot.answers.gate.quotations import evened
from bot.answers.gate.statement import LEAST_OF_CLAUSE, length_of
from bot.answers.gate.twists import OPPOSITES, poles_in
from bot.answers.gate.words import listed, names_in, words_of

WEIGHED = (*OPPOSITES, "merit")
"""Tables of `words.toml` whose `up` and `down` are good and bad, more and less."""
MOST_CLAUSES = 24
"""Of a quote; of a longer one, only all of it may be told."""
_CUT = re.compile(
    r"(?<=\d)[,.](?=\d)|(?P<end>^(?:\$[^\s$]{1,40}\$?\s*)+|\.(?=\s|$)|[,，。;；:：!！?？\n—()（）、]+|\s-+\s)"
)
_EDGE = " \t\n,，.。;；:：、-—"


def tells_alone(words: str, quote: str) -> bool:
    """Whether `words` are whole clauses of a quote, in a row, and nothing hangs on the clauses that they leave out.

    Who quotes "margins will fall" of "if rates rise, margins will fall" tells something else.
    """
    return _trimmed(words) in stretches_told_alone(quote)


@lru_cache(maxsize=256)
def stretches_told_alone(quote: str) -> tuple[str, ...]:
    """All folded stretches of a quote that `tells_alone` takes, the longest first."""
    whole = _trimmed(quote)
    parts = [part.text for part in _parts(whole) if not _hangs(part)]
    return tuple(sorted({whole, *parts}, key=len, reverse=True))


def _trimmed(text: str) -> str:
    return fold(evened(text)).strip(_EDGE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of clauses that is not all of a quote, and what it leaves out."""

    text: str
    rest: str
    clauses: int


def _parts(whole: str) -> Iterator[_Part]:
    starts, ends = _bounds(whole)
    if len(starts) > MOST_CLAUSES:
        return
    for at, start in enumerate(starts):
        for clauses, end in enumerate(ends[at:], 1):
            text, rest = whole[start:end].strip(_EDGE), f"{whole[:start]} {whole[end:]}"
            if text and rest.strip(_EDGE):
                yield _Part(text, rest, clauses)


def _bounds(whole: str) -> tuple[list[int], list[int]]:
    cuts = [match.span() for match in _CUT.finditer(whole) if match["end"]]
    return [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(whole)]


def _hangs(part: _Part) -> bool:
    """An "if" alone tells nothing, nor does "additionally"; what an "if" is left out of tells too much; and of "a great
    company, a terrible price" neither half tells what is thought.
    """
    alone = part.clauses == 1 and words_of("reserves", "any").search(part.text)
    return bool(alone or length_of(part.text) < LEAST_OF_CLAUSE or _hinges().search(part.rest)) or _turns(part)


def _turns(part: _Part) -> bool:
    poles = ((poles_in(table, part.text), poles_in(table, part.rest)) for table in WEIGHED)
    return any(here and there and here != there for here, there in poles)


@cache
def _hinges() -> re.Pattern[str]:
    return re.compile(any_of(word for name in names_in("hinges") for word in listed("hinges", name)))
