"""One post's arguments: outline what might argue and what it is about, then judge it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING, Self

import numpy as np

from bot.arguments.aspects import AspectTable
from bot.arguments.claims import claim_of
from bot.arguments.extract import Found, Unread
from bot.arguments.features import Reader, Seen, simplified
from bot.arguments.heads import Array, Heads
from bot.arguments.judging import Rules, camp_chance
from bot.arguments.outlined import Judged, Outline, Sides, Study
from bot.arguments.outputs import ARGUES, NEUTRAL, SIDE
from bot.arguments.short_names import short_mentions
from bot.arguments.speech import Speech
from bot.arguments.topics import TopicCues, Topics
from bot.arguments.units import Part, Unit, parts, units
from bot.arguments.versus import Rivalry, Versus
from bot.domain.argument import ArgumentDraft, Stance
from bot.domain.post import Post, Ticker
from bot.domain.subject import Mention, Subject
from bot.domain.text import Span
from bot.embeddings.encoder import Encoder

if TYPE_CHECKING:
    from bot.embeddings.embedder import Matrix
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
class Chances:
    """Of n units, (n,) each: that it argues; that it speaks for its subject, if it takes a side; that it takes none."""

    argues: Array
    bull: Array
    neutral: Array


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

    def parts(self, post: Post) -> list[Part]:
        """What is outlined together: the whole post, but for a very long one."""
        return parts(post.body, units(post.body, self.speech))

    def outline(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> Outline:
        """Units that rules don't rule out, and what each is about; of a very long post its first part's."""
        return self.outlined(Unread(post, resolver, quoted), self.parts(post)[0])

    def outlined(self, unread: Unread, part: Part, before: Subject | None = None) -> Outline:
        """The same of any part. One that names nobody is about whom the part `before` was about, or what is quoted."""
        post, start = unread.post, part.span.start
        topics = self._topics(post, part.span, unread.resolver)
        if not topics.mentions and not topics.tagged:
            known = before or unread.about or (self._main(unread.quoted, unread.resolver) if unread.quoted else None)
            topics.tagged = [known] if known else []
        moved = [unit.moved(-start, part.span) for unit in part.units]
        about, mentions = topics.of(moved), {id(one): _moved(one, start) for one in topics.mentions}
        kept = [n for n, unit in enumerate(part.units) if not self.rules.is_noise(simplified(unit.span.of(post.body)))]
        subjects = tuple(topic and topic.moved(mentions) for topic in (about[n] for n in kept))
        shown, tagged = tuple(part.units[n] for n in kept), tuple(topics.tagged)
        main = None if part.is_all else topics.main(moved) or before
        return Outline(post, tuple(mentions.values()), shown, subjects, tagged, main)

    def _main(self, post: Post, resolver: "Resolver") -> Subject | None:
        """Whom a post is about, by its first part."""
        first = self.parts(post)[0]
        return self._topics(post, first.span, resolver).main(first.units)

    def _topics(self, post: Post, stretch: Span, resolver: "Resolver") -> Topics:
        """The companies that a stretch of a post names, and those that the post tags: of several only those that the
        stretch names too, if it names any of them."""
        body = stretch.of(post.body)
        found = resolver.mentions(body)
        tagged = list(_tagged(post, resolver, found))
        mentions = short_mentions(body, tagged, found)
        here = {mention.subject.company for mention in mentions}
        subjects = [subject for _, subject in tagged]
        if stretch.end - stretch.start < len(post.body):
            subjects = [subject for subject in subjects if subject.company in here] or subjects
        return Topics(self.topics, body, mentions, subjects)

    def study(self, outline: Outline, vectors: "Matrix | None", said: Array | None) -> Study:
        """Judge an outline's units by their quotes' vectors and by what the encoder says of each.

        Without the latter by words alone; the vectors are then only handed on.
        """
        return Study(outline, tuple(self._judged(outline, vectors, said)) if outline.units else ())

    def found(self, study: Study) -> list[Found]:
        """The arguments among a post's units, in order."""
        return self.drafted(study.outline, (item for item in study.judged if item and item.argues))

    def drafted(self, outline: Outline, items: Iterable[Judged]) -> list[Found]:
        """What units argue, one argument for a span and a subject."""
        found: dict[tuple[object, ...], Found] = {}
        for item in items:
            for one in self._drafted(outline, item):
                found.setdefault((one.draft.span.start, one.draft.span.end, one.draft.subject.key), one)
        return list(found.values())

    def _judged(self, outline: Outline, vectors: "Matrix | None", said: Array | None) -> Iterator[Judged | None]:
        known = vectors if said is not None else None
        chances = self.chances(outline.quotes, known, said)
        threshold = self.heads.facts.threshold["argues" if known is not None else "argues_words"]
        for n, (unit, topic) in enumerate(zip(outline.units, outline.topics, strict=True)):
            plain = simplified(unit.span.of(outline.post.body))
            needed = threshold * self._caution(unit, plain)
            argues = bool(topic and not topic.example and chances.argues[n] >= needed)
            lead = log_odds(float(chances.argues[n])) - log_odds(needed)
            sides = Sides(float(chances.bull[n]), float(chances.neutral[n]))
            vector, read = (None if rows is None else rows[n] for rows in (vectors, known))
            yield Judged(unit, topic, plain, argues, lead, sides, vector, read) if topic else None

    def chances(self, quotes: Sequence[str], vectors: "Matrix | None", said: Array | None) -> Chances:
        """What is thought of a post's units in order.

        `vectors` are the quotes', by the model that the heads know; `said` is what the encoder says of them: (n, 3).
        """
        trust = self.heads.facts.rules
        ruled = np.array([[self.rules.odds(simplified(quote), trust)] for quote in quotes], dtype=np.float32)
        if vectors is None or said is None:
            return self._by_words(self.features.see(quotes, None), ruled)
        seen = self.features.see(quotes, vectors)
        heads = self.heads
        return Chances(
            argues=heads.argues.chances(seen.for_detection(), seen.grams, said[:, ARGUES, None]),
            bull=heads.side.chances(seen.for_sides(), seen.grams, np.concatenate([said[:, SIDE, None], ruled], axis=1)),
            neutral=heads.neutral.chances(seen.words, seen.grams, said[:, NEUTRAL, None]),
        )

    def _by_words(self, seen: Seen, ruled: Array) -> Chances:
        nothing = ruled[:, :0]
        return Chances(
            argues=self.heads.argues_words.chances(seen.for_detection(), seen.grams, nothing),
            bull=self.heads.side_words.chances(seen.for_sides(), seen.grams, ruled),
            neutral=np.zeros(len(ruled), dtype=np.float32),
        )

    def _caution(self, unit: Unit, plain: str) -> float:
        """What a unit's threshold is multiplied by for what rules see in it."""
        if self.rules.speaks_plainly(plain) or (unit.spoken and unit.spoken.side):
            return ASSERTING
        return ASKING if self.rules.asks(plain) else 1.0

    def _drafted(self, outline: Outline, item: Judged) -> Iterator[Found]:
        """A unit's argument; two where it sets one company against another."""
        pair = self._pair(outline, item)
        for subject in (pair.better, pair.worse) if pair else (item.topic.subject,):
            told = replace(item, topic=replace(item.topic, subject=subject)) if pair else item
            stance = max(self.sides(outline, told).likely.items(), key=lambda one: one[1])
            yield self.draft(outline.post, told, stance)

    def _pair(self, outline: Outline, item: Judged) -> Versus | None:
        """The companies that a unit sets against each other, where it is about one of them."""
        pair = self.rivalry.of(outline.post.body, item.unit.span, outline.mentions)
        return pair if pair and item.topic.subject.company in (pair.better.company, pair.worse.company) else None

    def sides(self, outline: Outline, item: Judged) -> Sides:
        """The chances of a unit's sides, its rules heard too."""
        if pair := self._pair(outline, item):
            is_better = item.topic.subject.company == pair.better.company
            return Sides(VERSUS_CONFIDENCE if is_better else 1 - VERSUS_CONFIDENCE, 0.0)
        if self.rules.is_neutral(item.plain):
            return Sides(item.sides.bull, NEUTRAL_CONFIDENCE)
        if item.unit.spoken and (side := item.unit.spoken.side):
            chance = camp_chance(side, item.sides.bull)
            return Sides(chance if side is Stance.BULL else 1 - chance, 0.0)
        verdict = self.rules.verdict(item.plain, self.heads.facts.rules)
        return item.sides if verdict is None else Sides(verdict, 0.0)

    def draft(self, post: Post, item: Judged, stance: tuple[Stance, float]) -> Found:
        """A unit as an argument for a side, and the chance that this is right."""
        unit = item.unit
        draft = ArgumentDraft(
            claim=claim_of(post.body, unit.span, item.topic),
            span=unit.span,
            stance=stance[0],
            stance_confidence=round(stance[1], 3),
            subject=item.topic.subject,
            aspect=self.aspects.of(item.plain, item.known, self.heads.prototypes),
            holder=unit.spoken.holder if unit.spoken else post.author,
            kind=self.rules.kind_of(item.plain),
        )
        return Found(draft, item.vector, own=unit.spoken is None)


def _moved(mention: Mention, by: int) -> Mention:
    return mention if by == 0 else mention.model_copy(update={"span": mention.span.moved(by)})


def log_odds(chance: float) -> float:
    """Of a chance, 0 to 1; of one that is certain, what is next to it."""
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))


@cache
def loaded_reader() -> PostReader:
    """The shipped one, which all engines of a process share."""
    return PostReader.load()


@cache
def loaded_encoder() -> Encoder:
    """The one that is tuned on sides. Errors: ModuleNotFoundError where the wheel is not installed."""
    data = files("bot.arguments") / "data"
    return Encoder.load(data / "encoder.onnx", data / "encoder.npz")


def _tagged(post: Post, resolver: "Resolver", found: Sequence[Mention]) -> Iterator[tuple[Ticker, Subject]]:
    """The companies that a post's tags name, in order; a tag that no table knows is its own company."""
    listed = {(ticker.symbol, ticker.market): one.subject for one in found for ticker in one.subject.tickers}
    for ticker in post.tickers:
        subject = listed.get((ticker.symbol, ticker.market)) or resolver.named(ticker.symbol)
        if subject:
            yield ticker, subject
