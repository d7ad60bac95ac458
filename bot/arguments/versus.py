"""Sentences that set one company against another: for the one, against the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from bot.arguments.tables import read_table
from bot.domain.subject import Mention, Subject
from bot.domain.text import Span

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Versus:
    """Who comes out better, and who worse."""

    better: Subject
    worse: Subject


@dataclass(frozen=True, slots=True)
class Rivalry:
    """What can stand between two names where the one gets the better of the other."""

    beats: re.Pattern[str]
    loses: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        table = read_table("rules")["versus"]
        return cls(re.compile(table["beats"]), re.compile(table["loses"]))

    def of(self, body: str, span: Span, mentions: Sequence[Mention]) -> Versus | None:
        """The pair that a unit sets against each other, where the words between their names say so plainly."""
        here = [m for m in mentions if span.holds(m.span) and not m.weak]
        for left, right in pairwise(here):
            between = _SPACES.sub(" ", body[left.span.end : right.span.start])  # rows of them would be slow
            if left.subject.company != right.subject.company and self.beats.match(between):
                return Versus(left.subject, right.subject)
            if left.subject.company != right.subject.company and self.loses.match(between):
                return Versus(right.subject, left.subject)
        return None
