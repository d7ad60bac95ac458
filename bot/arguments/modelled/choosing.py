"""From what a model says of a post to what may be drafted of it: stretches of units that are there, and whom they are
about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.arguments.modelled.form import Told, ToldArgument
from bot.arguments.modelled.subjects import Subjects
from bot.arguments.outlined import Outline
from bot.arguments.sentences import LONGEST
from bot.arguments.topics import Topic
from bot.arguments.units import Unit
from bot.domain.text import Span

MOST_JOINED = 3
"""Units of one argument."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch of a post that a model takes for an argument. `units` are the places of what it was joined from."""

    told: ToldArgument
    units: range
    unit: Unit
    topic: Topic
    strays: bool
    """Whether the model had named another, which the post does not bear out."""

    def repeats(self, other: "Chosen") -> bool:
        """Whether both are one argument, as where two windows share units."""
        shared = self.units.start < other.units.stop and other.units.start < self.units.stop
        return shared and self.topic.subject.key == other.topic.subject.key


def chosen(told: Sequence[Told], subjects: Subjects) -> list[Chosen]:
    """In the order of the post, each argument once: the first that was told."""
    kept: list[Chosen] = []
    for item in _possible(told, subjects):
        if not any(item.repeats(other) for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.units.start)


def _possible(told: Sequence[Told], subjects: Subjects) -> Iterator[Chosen]:
    outline = subjects.outline
    for one in (argument for part in told for argument in part.arguments):
        units = _stretch(one.units, outline)
        if units is None:
            continue
        unit, own = _joined(units, outline), outline.topics[units.start]
        subject = subjects.named(one.subject)
        topic = subjects.borne_out(subject, unit, own) if subject else None
        strays = subject is not None and topic is None
        if kept := topic or (own if own and not own.example else None):
            yield Chosen(one, units, unit, kept, strays)


def _stretch(numbers: Sequence[int], outline: Outline) -> range | None:
    """The units that follow each other under these numbers, without those that make too long a quote; None where a
    number is nobody's, where they have gaps, or where something else stands between them."""
    units = sorted(set(numbers))
    if not units or len(units) > MOST_JOINED or units[0] < 0 or units[-1] >= len(outline.units):
        return None
    if units != list(range(units[0], units[-1] + 1)) or not all(_adjoin(n, outline) for n in units[1:]):
        return None
    start = outline.units[units[0]].span.start
    short = [n for n in units[1:] if outline.units[n].span.end - start <= LONGEST]
    return range(units[0], units[0] + 1 + len(short))


def _adjoin(n: int, outline: Outline) -> bool:
    """Whether a unit goes on where the one before ended: in the same paragraph, from the same mouth, and with nothing
    between them, neither a line that was not shown nor "bears say"."""
    before, unit = outline.units[n - 1], outline.units[n]
    gap = outline.post.body[before.span.end : unit.span.start]
    speakers = [one.spoken.holder if one.spoken else outline.post.author for one in (before, unit)]
    return before.paragraph == unit.paragraph and speakers[0] == speakers[1] and not any(map(str.isalnum, gap))


def _joined(units: range, outline: Outline) -> Unit:
    first, last = outline.units[units[0]], outline.units[units[-1]]
    return replace(first, span=Span(start=first.span.start, end=last.span.end))
