"""The words by which questions and quotes show what they are about, read from every locale once a process."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.domain.text import Locale
from bot.locales import Wording, wording

LOCALES = (Locale.ENGLISH, Locale.SIMPLIFIED)
"""A locale for each language: what is read stands in these."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a cue stands in a folded text: half-open, in code points."""

    name: str
    start: int
    end: int


class CueTable:
    """Named lists of cues, found in a folded text; where cues overlap the longest one wins."""

    def __init__(self, lists: dict[str, Sequence[str]]) -> None:
        named = [(cue, name) for name, cues in lists.items() for cue in cues]
        self._longest_first = sorted(named, key=lambda pair: -len(pair[0]))

    def hits(self, folded: str) -> list[Hit]:
        """The cues in their order; they don't overlap."""
        found: list[Hit] = []
        for cue, name in self._longest_first:
            for start, end in places(cue, folded):
                if all(end <= hit.start or hit.end <= start for hit in found):
                    found.append(Hit(name, start, end))
        return sorted(found, key=lambda hit: hit.start)


def places(cue: str, folded: str) -> list[tuple[int, int]]:
    """Where a cue stands in a folded text."""
    # Most cues stand in no given question: a look for their first letters spares compiling a thousand patterns.
    if cue.partition("*")[0].partition(" ")[0] not in folded:
        return []
    return [match.span() for match in _compiled(cue).finditer(folded)]


@cache
def _compiled(cue: str) -> re.Pattern[str]:
    return re.compile(_pattern(cue))


def _pattern(cue: str) -> str:
    """A cue as a pattern: Latin ones at word ends only, `*` for the rest of a word, any white space for a space."""
    body = r"\s+".join(re.escape(part) for part in cue.split(" ")).replace(r"\*", r"[a-z0-9'\-]*")
    before = r"(?<![a-z0-9])" if cue[0].isascii() else ""
    after = r"(?![a-z0-9])" if cue[-1].isascii() else ""
    return f"{before}{body}{after}"


def any_of(cues: Iterable[str]) -> str:
    """A pattern without groups that finds any of `cues`, the longest first."""
    return "(?:" + "|".join(_pattern(cue) for cue in sorted(cues, key=len, reverse=True)) + ")"


def _locales() -> Iterator[Wording]:
    return (wording(tag) for tag in LOCALES)


@cache
def cues(table: str, name: str) -> tuple[str, ...]:
    """The cues of one list in every locale."""
    return tuple(cue for locale in _locales() for cue in locale.table(table)[name])


@cache
def pattern(name: str, table: str = "cues") -> re.Pattern[str]:
    """A pattern that finds any cue of one list in a folded text."""
    return re.compile(any_of(cues(table, name)))


@cache
def latin(name: str, table: str = "cues") -> str:
    """As the source of a pattern, without the Chinese cues: compiling a long list costs more than all else on a first
    question, and most questions are in one script."""
    return any_of(cue for cue in cues(table, name) if cue.isascii())


@cache
def chinese(name: str, table: str = "cues") -> str:
    """As `latin`, with the Chinese cues alone."""
    return any_of(cue for cue in cues(table, name) if not cue.isascii())


@cache
def table_of(names: Sequence[str], table: str = "cues") -> CueTable:
    """Several lists of a table that compete for the places in a text."""
    return CueTable({name: cues(table, name) for name in names})
