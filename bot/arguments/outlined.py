"""What a post is taken apart into, and what is thought of each part."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arguments.masking import masked
from bot.arguments.topics import Topic
from bot.arguments.units import Unit
from bot.domain.argument import Stance
from bot.domain.post import Post
from bot.domain.subject import Mention, Subject
from bot.domain.text import Span

if TYPE_CHECKING:
    from bot.embeddings.embedder import Vector


@dataclass(frozen=True, slots=True)
class Outline:
    """The units with their topics, before anything is embedded, of a post or of a part of a very long one. All spans
    are of the post's body."""

    post: Post
    mentions: tuple[Mention, ...]
    units: tuple[Unit, ...]
    topics: tuple[Topic | None, ...]
    tagged: tuple[Subject, ...] = ()
    """What the post's tags name; of a reply that names nothing, what it replies to."""
    main: Subject | None = None
    """Of a part: whom it is about as a whole."""

    @property
    def quotes(self) -> list[str]:
        return [unit.span.of(self.post.body) for unit in self.units]

    @property
    def nameless(self) -> list[str]:
        """The quotes with what each is about unnamed."""
        # Each among those that begin inside it: a long post has thousands of mentions and hundreds of units.
        ordered = sorted(self.mentions, key=_start)
        return [
            self._nameless(unit.span, topic, _begun_in(unit.span, ordered))
            for unit, topic in zip(self.units, self.topics, strict=True)
        ]

    def _nameless(self, span: Span, topic: Topic | None, begun: Sequence[Mention]) -> str:
        named = [one.span for one in begun if topic and _names(one, topic.subject) and one.span.end <= span.end]
        places = {Span(start=place.start - span.start, end=place.end - span.start) for place in named}
        return masked(span.of(self.post.body), places)


@dataclass(frozen=True, slots=True)
class Sides:
    """The chances of a unit's sides: `bull` that it speaks for its subject, if it takes a side; `neutral` that it takes
    none."""

    bull: float
    neutral: float

    @property
    def likely(self) -> dict[Stance, float]:
        """The chance of each; together 1."""
        return {
            Stance.BULL: (1 - self.neutral) * self.bull,
            Stance.BEAR: (1 - self.neutral) * (1 - self.bull),
            Stance.NEUTRAL: self.neutral,
        }


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit that is about something: whether it argues, the chances of its sides, and what else is needed to draft
    it."""

    unit: Unit
    topic: Topic
    plain: str
    """Its text as the tables have it."""
    argues: bool
    lead: float
    """The log-odds that it argues, less those that it needs to be taken for an argument."""
    sides: Sides
    vector: "Vector | None"
    known: "Vector | None"
    """The vector where the heads know its model."""


@dataclass(frozen=True, slots=True)
class Study:
    """What is thought of each of an outline's units, in order; None of one that is about nothing."""

    outline: Outline
    judged: tuple[Judged | None, ...]


def _start(mention: Mention) -> int:
    return mention.span.start


def _begun_in(span: Span, ordered: Sequence[Mention]) -> Sequence[Mention]:
    return ordered[bisect_left(ordered, span.start, key=_start) : bisect_left(ordered, span.end, key=_start)]


def _names(mention: Mention, subject: Subject) -> bool:
    """Whether a mention is the subject's name; who leads it keeps his."""
    return not mention.weak and mention.subject.company == subject.company
