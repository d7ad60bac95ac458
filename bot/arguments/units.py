"""The units that are judged: clauses of a body without the tags, addresses and introductions around them."""

import re
from dataclasses import dataclass

from bot.arguments.hearing import Hearing
from bot.arguments.sentences import clauses, each_sentence, paragraphs
from bot.arguments.speech import Speech, Spoken
from bot.domain.text import Span

MOST = 400
"""Units of one post that are judged; nobody pastes more for a casebook, and each costs 20 ms."""
LONGEST_READ = 60_000
"""Characters of a body, from its first on, in which arguments are looked for: about as many as that many units have."""
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


def opening(body: str) -> str:
    """What is read of a body: all of it, or of a very long one its beginning, up to a line's or a word's end."""
    if len(body) <= LONGEST_READ:
        return body
    window = body[:LONGEST_READ]
    end = max(window.rfind("\n"), window.rfind(" "), window.rfind("。"))
    return window[: end + 1] if end > LONGEST_READ // 2 else window


def units(body: str, speech: Speech) -> list[Unit]:
    """A body's units in order, none over another; stretches without words are none."""
    found: list[Unit] = []
    blocks = iter(paragraphs(body))
    block = next(blocks, None)
    hearing = Hearing(speech, body)
    for sentence in each_sentence(body):
        while block and block.end <= sentence.start:
            block = next(blocks, None)
        if block is None or len(found) >= MOST:
            break
        for clause in clauses(body, sentence):
            unit = _unit(clause, hearing)
            if unit:
                found.append(Unit(unit[0], sentence, block, unit[1]))
    return found[:MOST]


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
