"""Sentences in which somebody says of themselves that they changed their mind: "I was wrong about …", 不再看好."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.answers.fold import fold
from bot.domain.argument import Stance
from bot.domain.subject import Subject
from bot.domain.text import Span


@dataclass(frozen=True, slots=True)
class Admission:
    """Where it stands in a post's body, and on which side the writer is now; None where the sentence leaves it open.

    `of`: what the writer is no longer for or against, folded, where the sentence says so.
    """

    span: Span
    now: Stance | None
    of: str = ""

    def fits(self, stance: Stance) -> bool:
        return self.now in (None, stance)

    def is_on(self, subject: Subject) -> bool:
        """Whether it may be this subject: by a name or a code of its own, by a pronoun, or unnamed."""
        names = (subject.name, subject.name_zh, *(ticker.symbol for ticker in subject.tickers))
        is_it = _pattern("admits", "it").match(self.of) is not None
        return is_it or any(fold(name) in self.of for name in names if name)


def admissions_in(body: str) -> list[Admission]:
    """The sentences of a post in which its author admits to have turned."""
    from bot.arguments.sentences import paragraphs  # a native module, for which most timelines have no use

    folded = fold(body)
    blocks = [block for block in paragraphs(body) if _pattern("admits", "hint").search(block.of(folded))]
    return [found for block in blocks for found in _in_block(block, body, folded)]


def sounds_like_one(folded: str) -> bool:
    """Whether a folded text has the words of an admission, whoever says them of whom."""
    return any(_pattern("admits", name).search(folded) for name in ("turned", "now_bear", "now_bull"))


def _in_block(block: Span, body: str, folded: str) -> Iterator[Admission]:
    from bot.arguments.sentences import sentences

    for sentence in sentences(block.of(body)):
        span = Span(start=block.start + sentence.start, end=block.start + sentence.end)
        admits, side = _side(span.of(folded), folded[span.end : span.end + 1])
        if admits:
            yield Admission(span, side, _of_what(span.of(folded)))


def _side(folded: str, behind: str) -> tuple[bool, Stance | None]:
    """Whether a sentence admits it, and to which side."""
    if _pattern("admits", "not_so").search(folded) or behind == "?":
        return False, None
    if _pattern("admits", "now_bear").search(folded):
        return True, Stance.BEAR
    if _pattern("admits", "now_bull").search(folded):
        return True, Stance.BULL
    return _pattern("admits", "turned").search(folded) is not None, None


def _of_what(folded: str) -> str:
    found = _pattern("admits", "of_what").search(folded)
    return next((text.strip() for text in found.groups() if text), "") if found else ""


def is_disowned(body: str) -> bool:
    """Whether the author of a post says in it that what it argues is played, mocked, passed on or refuted, or that they
    hold on to their view."""
    return _pattern("reports", "disowned").search(fold(body)) is not None


def is_reported(before: str, quote: str) -> bool:
    """Whether a quote may be what others say: by its own words, or by those right before it."""
    return _pattern("reports", "others").search(fold(f"{before} {quote}")) is not None


@cache
def terms() -> tuple[str, ...]:
    """What the words index is asked for, to find such sentences."""
    return tuple(_tables()["admits"]["terms"])


@cache
def nobody() -> frozenset[str]:
    """Names that many go by, folded."""
    return frozenset(_tables()["reports"]["nobody"])


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(_tables()[table][name])


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("bot.answers") / "changes.toml").read_text(encoding="utf-8"))
