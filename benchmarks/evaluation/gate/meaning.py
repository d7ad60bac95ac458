"""Corruptions that turn what a sentence means: its side, a "no", a clause that nobody said."""

import re
from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.evaluation.gate.corrupting import QUOTED, Change, body_of, listed, one_of, saying
from benchmarks.evaluation.gate.sentences import Manner, Right
from bot.domain.text import Language

_SAID_SIDES = (("argues for", "argues against"), ("argue for", "argue against"), ("看多", "看空"))
_DENIED = (("argues ", "does not argue "), ("argue ", "do not argue "), ("看多", "不看多"), ("看空", "不看空"))
_END = re.compile(r"[.。!！?？\s]*$")


def side(right: Right, dice: Random) -> Right | None:
    """The other side: of who says it in a composed sentence, else of a word with an opposite."""
    if right.manner is Manner.COMPOSED:
        return one_of(list(_pairs(right, _SAID_SIDES, before=_quotation(right))), right, dice)
    return one_of(list(_pairs(right, listed("opposites", right.language), start=body_of(right))), right, dice)


def negation(right: Right, dice: Random) -> Right | None:
    """A "no" where there was none, or none where there was one."""
    if right.manner is Manner.COMPOSED:
        return _denied_attribution(right)
    return one_of(list(_pairs(right, listed("negations", right.language), start=body_of(right))), right, dice)


def _denied_attribution(right: Right) -> Right | None:
    for said, denied in _DENIED:
        at = right.sentence.text.find(said, 0, _quotation(right))
        if at >= 0:
            return saying(right, Change(at, at + len(said), denied).of(right.sentence.text))
    return None


def _quotation(right: Right) -> int:
    quoted = QUOTED.search(right.sentence.text)
    return quoted.start() if quoted else len(right.sentence.text)


def _pairs(right: Right, pairs: Sequence[Sequence[str]], start: int = 0, before: int | None = None) -> Iterator[Change]:
    """One word of a pair for the other, where the sentence doesn't hold both; the longest that fits a place."""
    text, taken = right.sentence.text, set[int]()
    both = [turned for one, other in pairs for turned in ((one, other), (other, one))]
    for one, other in sorted(both, key=lambda pair: -len(pair[0])):
        if other.strip() in text.replace(one, ""):
            continue
        for match in re.finditer(_bounded(one, right.language), text[:before]):
            if match.start() >= start and taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield Change(*match.span(), other)


def _bounded(word: str, language: Language) -> str:
    if language is Language.CHINESE or not word.strip().isascii():
        return re.escape(word)
    after = "(?=[a-z])" if word.endswith(" ") else "(?![A-Za-z'])"
    return rf"(?<![A-Za-z']){re.escape(word)}{after}"


def clause(right: Right, dice: Random) -> Right | None:
    """A clause more, in the sentence's language."""
    text = right.sentence.text
    end = _END.search(text)
    at = end.start() if end else len(text)
    return saying(right, Change(at, at, dice.choice(listed("clauses", right.language))).of(text))
