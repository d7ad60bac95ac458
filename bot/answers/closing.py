"""Sentences out of text that comes in pieces: each as soon as it is closed, with the numbers that it cites."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.answers.gate.claim import MARKER
from bot.domain.answer import DraftSentence

NOTHING = "NONE"
"""What a model writes where no evidence answers: see prompts/answer.md."""
_ENDS = ".!?。！？…"
_CLOSERS = "\"'”’」』）)"
_RUN = rf"(?:{MARKER.pattern})(?:\s*(?:{MARKER.pattern}))*"
_CLOSED = re.compile(
    rf"(?:[{_ENDS}][{re.escape(_CLOSERS)}]*\s*{_RUN}[{_ENDS}]?|{MARKER.pattern}\s*[{_ENDS}][{re.escape(_CLOSERS)}]*)(?=\s*[^\s\[【［{_ENDS}])"
)
"""Numbers beside a full stop, with something else behind them: the next sentence of the same line."""
_LEAD = re.compile(r"^\s*(?:[-*•·–—>#]+\s+|\d{1,2}[.)、]\s+)+")
_BOLD = re.compile(r"\*\*|__")
_BEFORE_STOP = re.compile(rf"\s+(?=[{_ENDS}，,；;])")


class Closing:
    """Takes a model's text in pieces. What is not closed when the text breaks off is nobody's sentence."""

    def __init__(self) -> None:
        self._open = ""

    def feed(self, piece: str) -> Iterator[DraftSentence]:
        """The sentences that this piece closes, in order."""
        self._open += piece
        *lines, self._open = self._open.split("\n")
        for line in lines:
            yield from _sentences(line)
        *closed, self._open = _parts(self._open)
        for part in closed:
            yield from _sentence(part)

    def end(self) -> Iterator[DraftSentence]:
        """The rest, where the text ended by itself."""
        rest, self._open = self._open, ""
        yield from _sentences(rest)


def _sentences(line: str) -> Iterator[DraftSentence]:
    for part in _parts(line):
        yield from _sentence(part)


def _parts(line: str) -> list[str]:
    cuts = [0, *(match.end() for match in _CLOSED.finditer(line)), len(line)]
    return [line[start:end] for start, end in pairwise(cuts)]


def _sentence(part: str) -> Iterator[DraftSentence]:
    """Without list marks, emphasis and the numbers, which stand beside it; none where it says nothing."""
    text = _BOLD.sub("", _LEAD.sub("", part))
    numbers = [int(n) for group in MARKER.findall(text) for n in re.findall(r"\d+", group)]
    plain = _BEFORE_STOP.sub("", " ".join(MARKER.sub(" ", text).split()))
    if any(map(str.isalnum, plain)) and plain.strip(_ENDS) != NOTHING:
        yield DraftSentence(text=plain, citations=tuple(dict.fromkeys(numbers)))
