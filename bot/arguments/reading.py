"""One post's arguments: outline what might argue and what it is about, then judge it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from bot.arguments.aspects import AspectTable
from bot.arguments.claims import claim_of
from bot.arguments.extract import Found
from bot.arguments.features import Reader, simplified
from bot.arguments.heads import Heads
from bot.arguments.judging import Rules, camp_chance
from bot.arguments.short_names import short_mentions
from bot.arguments.speech import Speech
from bot.arguments.topics import Topic, TopicCues, Topics
from bot.arguments.units import Unit, units
from bot.arguments.versus import Rivalry
from bot.domain.argument import ArgumentDraft, Aspect, Stance
from bot.domain.post import Post, Ticker
from bot.domain.subject import Mention, Subject

if TYPE_CHECKING:
    from bot.embeddings.embedder import Matrix, Vector
    from bot.subjects.resolve import Resolver

NEUTRAL_CONFIDENCE = 0.6
VERSUS_CONFIDENCE = 0.7
"""Priors: the committed sentences hold 5 arguments that the first rule finds, 2 of them neutral, and no pair of names
for the second, which gets what every rule is taken for before it is counted."""
ASKING = 1.25
ASSERTING = 0.1
"""What a threshold is multiplied by: a question must seem surer to argue than a statement, a plain verdict, a camp's
view or a plain direction less so (of the committed sentences with a plain direction 96 in 100 argue)."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A post's units with their topics, before anything is embedded."""

    post: Post
    mentions: tuple[Mention, ...]
    units: tuple[Unit, ...]
    topics: tuple[Topic | None, ...]

    @property
    def quotes(self) -> list[str]:
        return [unit.span.of(self.post.body) for unit in self.units]


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit that argues: the chance that it speaks for its subject, and what else is needed to draft it."""

    unit: Unit
    topic: Topic
    plain: str
    """Its text as the tables have it."""
    chance: float
    aspect: Aspect
    vector: "Vector | None"


@dataclass(frozen=True, slots=True)
class PostReader:
    """The tables and heads, loaded once."""

    features: Reader
    heads: Heads
    speech: Speech
    rules: Rules
    aspects: AspectTable
    topics: TopicCues
    rivalry: Rivalry

    @classmethod
    def load(cls) -> Self:
        return cls(
            Reader.load(),
            Heads.load(),
            Speech.load(),
            Rules.load(),
            AspectTable.load(),
            TopicCues.load(),
            Rivalry.load(),
        )

    def outline(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> Outline:
        """Units that rules don't rule out, and what each is about."""
        topics = self._topics(post, resolver)
        if quoted and not topics.mentions and not topics.tagged:
            source = self._topics(quoted, resolver)
            topics.tagged = [subject for subject in [source.main(units(quoted.body, self.speech))] if subject]
        parts = units(post.body, self.speech)
        about = topics.of(parts)
        kept = [n for n, part in enumerate(parts) if not self.rules.is_noise(simplified(part.span.of(post.body)))]
        return Outline(post, tuple(topics.mentions), tuple(parts[n] for n in kept), tuple(about[n] for n in kept))

    def _topics(self, post: Post, resolver: "Resolver") -> Topics:
        """A post's companies, named and tagged."""
        found = resolver.mentions(post.body)
        tagged = list(_tagged(post, resolver, found))
        return Topics(
            self.topics, post.body, short_mentions(post.body, tagged, found), [subject for _, subject in tagged]
        )

    def judge(self, outline: Outline, vectors: "Matrix | None", model: str | None) -> list[Found]:
        """The arguments among an outline's units; `vectors` are their quotes', by the model of that name."""
        if not outline.units:
            return []
        judged = self._judged(outline, vectors, known=model == self.heads.facts.model)
        found: dict[tuple[object, ...], Found] = {}
        for item in judged:
            for one in self._drafted(outline, item):
                found.setdefault((one.draft.span.start, one.draft.span.end, one.draft.subject.key), one)
        return list(found.values())

    def _judged(self, outline: Outline, vectors: "Matrix | None", *, known: bool) -> Iterator[Judged]:
        seen = self.features.see(outline.quotes, vectors if known else None)
        argues, side = (
            (self.heads.argues, self.heads.side) if known else (self.heads.argues_words, self.heads.side_words)
        )
        threshold = self.heads.facts.threshold["argues" if known else "argues_words"]
        arguing = argues.chances(seen.for_detection(), seen.grams)
        siding = side.chances(seen.for_sides(), seen.grams)
        for n, (unit, topic) in enumerate(zip(outline.units, outline.topics, strict=True)):
            plain = simplified(unit.span.of(outline.post.body))
            needed = threshold * self._caution(unit, plain)
            if topic and not topic.example and arguing[n] >= needed:
                vector = None if vectors is None else vectors[n]
                aspect = self.aspects.of(plain, vector if known else None, self.heads.prototypes)
                yield Judged(unit, topic, plain, float(siding[n]), aspect, vector)

    def _caution(self, unit: Unit, plain: str) -> float:
        """What a unit's threshold is multiplied by for what rules see in it."""
        if self.rules.speaks_plainly(plain) or (unit.spoken and unit.spoken.side):
            return ASSERTING
        return ASKING if self.rules.asks(plain) else 1.0

    def _drafted(self, outline: Outline, item: Judged) -> Iterator[Found]:
        """A unit's argument; two where it sets one company against another."""
        pair = self.rivalry.of(outline.post.body, item.unit.span, outline.mentions)
        if pair and item.topic.subject.company in (pair.better.company, pair.worse.company):
            for subject, stance in ((pair.better, Stance.BULL), (pair.worse, Stance.BEAR)):
                topic = replace(item.topic, subject=subject)
                yield self._found(outline.post, replace(item, topic=topic), (stance, VERSUS_CONFIDENCE))
            return
        yield self._found(outline.post, item, self._stance(item))

    def _stance(self, item: Judged) -> tuple[Stance, float]:
        """The side, and the chance that it is right."""
        if self.rules.is_neutral(item.plain):
            return Stance.NEUTRAL, NEUTRAL_CONFIDENCE
        chance = self.rules.turned(item.plain, item.chance, self.heads.facts.rules)
        if item.unit.spoken and item.unit.spoken.side:
            chance = camp_chance(item.unit.spoken.side, chance)
        return (Stance.BULL, chance) if chance >= 0.5 else (Stance.BEAR, 1 - chance)

    def _found(self, post: Post, item: Judged, stance: tuple[Stance, float]) -> Found:
        unit = item.unit
        draft = ArgumentDraft(
            claim=claim_of(post.body, unit.span, item.topic),
            span=unit.span,
            stance=stance[0],
            stance_confidence=round(stance[1], 3),
            subject=item.topic.subject,
            aspect=item.aspect,
            holder=unit.spoken.holder if unit.spoken else post.author,
            kind=self.rules.kind_of(item.plain),
        )
        return Found(draft, item.vector)


def _tagged(post: Post, resolver: "Resolver", found: Sequence[Mention]) -> Iterator[tuple[Ticker, Subject]]:
    """The companies that a post's tags name, in order; a tag that no table knows is its own company."""
    listed = {(ticker.symbol, ticker.market): one.subject for one in found for ticker in one.subject.tickers}
    for ticker in post.tickers:
        subject = listed.get((ticker.symbol, ticker.market)) or resolver.named(ticker.symbol)
        if subject:
            yield ticker, subject
