"""The units that are judged: clauses of a body without the tags, addresses and introductions around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.arguments.hearing import Hearing
from bot.arguments.sentences import clauses, each_sentence, paragraphs
from bot.arguments.speech import Speech, Spoken
from bot.domain.text import Span

MOST = 400
"""Units that are judged together: what is learnt of a sentence takes 32 kB while it is."""
LONGEST = 60_000
"""Characters that are read together. Almost every post is shorter, and is one part."""
NEAR = 2_000
"""Characters before a unit that may say what it is about where nothing else stands for long."""
_TAG = r"\$[^\s$()（）][^$()（）\n]{0,40}(?:\([^()\n]{1,24}\)){1,2}\$?|\$[A-Za-z][A-Za-z.]{0,9}\b|#[^#\s]{1,30}#?"
_TAGS_BEFORE = re.compile(rf"(?:(?:{_TAG})[\s,，:：、]*)+")
_TAGS_AFTER = re.compile(rf"(?:[\s,，、]*(?:{_TAG}))+[\s。.]*$")
_QUIET = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a post that may argue. `span` is what would be quoted; `sentence` is what it was cut from."""

    span: Span
    sentence: Span
    paragraph: Span
    spoken: Spoken | None
    """Who is reported to say it; None where the author speaks."""

    def moved(self, by: int, within: Span) -> Self:
        """The same in a text that begins `by` characters later, which holds no more than a stretch of this one."""
        start, end = max(self.paragraph.start, within.start), min(self.paragraph.end, within.end)
        paragraph = Span(start=start, end=end)
        return replace(self, span=self.span.moved(by), sentence=self.sentence.moved(by), paragraph=paragraph.moved(by))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a body that is read as a post of its own, and its units; all of a post that is not very long."""

    span: Span
    units: tuple[Unit, ...]
    is_all: bool = True


def parts(body: str, found: Sequence[Unit]) -> list[Part]:
    """A body in parts that hold all of its units, each once and in order; one part where it has none.

    It is cut between paragraphs; within one that is very long, between sentences. Time grows with the length.
    """
    made, start, first = list[Part](), 0, 0
    while first < len(found):
        if found[first].paragraph.start - start > LONGEST:
            start = found[first].paragraph.start - NEAR
        last = _last(found, first, start)
        end = _seam(found, last) if last < len(found) else min(len(body), found[-1].paragraph.end + LONGEST)
        made.append(Part(Span(start=start, end=end), tuple(found[first:last])))
        start, first = end, last
    return [replace(part, is_all=len(made) == 1) for part in made] or [Part(Span(start=0, end=len(body)), ())]


def _last(found: Sequence[Unit], first: int, start: int) -> int:
    """The first unit that is not in the part any more which begins with `first`."""
    most = min(first + MOST, len(found))
    end = first + 1
    while end < most and found[end].span.end - start <= LONGEST:
        end += 1
    if end == len(found):
        return end
    cuts = range(end, (first + end - 1) // 2, -1)  # no part is less than half of what it could be
    between = (n for n in cuts if found[n].paragraph != found[n - 1].paragraph)
    within = (n for n in cuts if found[n].sentence != found[n - 1].sentence)
    return next(between, None) or next(within, end)


def _seam(found: Sequence[Unit], last: int) -> int:
    """Where a part ends behind which the unit `last` comes."""
    before = found[last - 1]
    return (before.paragraph if before.paragraph != found[last].paragraph else before.sentence).end


def units(body: str, speech: Speech) -> list[Unit]:
    """A body's units in order, none over another; stretches without words are none."""
    found: list[Unit] = []
    blocks = iter(paragraphs(body))
    block = next(blocks, None)
    hearing = Hearing(speech, body)
    for sentence in each_sentence(body):
        while block and block.end <= sentence.start:
            block = next(blocks, None)
        if block is None:
            break
        for clause in clauses(body, sentence):
            unit = _unit(clause, hearing)
            if unit:
                found.append(Unit(unit[0], sentence, block, unit[1]))
    return found


def _unit(clause: Span, hearing: Hearing) -> tuple[Span, Spoken | None] | None:
    """A clause without the tags around it and without "bears say"; None where little is left."""
    body, start, end = hearing.body, clause.start, clause.end
    if after := _TAGS_AFTER.search(body, start, end):
        end = after.start()
    if before := _TAGS_BEFORE.match(body, start, end):
        # A tag that the sentence goes on from is its subject: "$AAPL keeps half of it".
        start = before.end() if not body[before.end() : before.end() + 1].islower() else start
    spoken = hearing.spoken(start, end)
    start += spoken.length if spoken else 0
    text = body[start:end]
    start += len(text) - len(text.lstrip(' \t\u3000,，:："“「『'))
    end -= len(text) - len(text.rstrip())
    if end <= start or len(_QUIET.sub("", body[start:end])) < 3:
        return None
    return Span(start=start, end=end), spoken
