"""ArguAna's points and their counters: which document speaks against a point, found as the product finds it.

Source: Wachsmuth, Syed and Stein, "Retrieval of the Best Counterargument without Prior Topic Knowledge", ACL 2018.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.evaluation.public.bm25 import Bm25
from benchmarks.evaluation.public.measures import mean, ndcg
from benchmarks.evaluation.public.rows import Compared
from benchmarks.evaluation.public.words import stems
from benchmarks.evaluation.tables import Row
from bot.answers.counter.claims import Claimed
from bot.answers.counter.finding import Said, Shelf, objections
from bot.domain.argument import ArgumentDraft, Aspect, Kind, Stance
from bot.domain.counter import Claim
from bot.domain.post import ChannelId, Part, Paste, Platform, PostDraft, Reading, Segment
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language, Span
from storage import ChannelStore, Embedded, KeptArgument, KnownPost, open_store

if TYPE_CHECKING:
    from bot.embeddings.embedder import Matrix

REACH = 0.50
POINT, COUNTER = "a-point", "b-counter"
"""What the ids of a point and of its counter end with; they begin alike."""
DEBATES = Subject(key=SubjectKey("debates"), name="Debates")
"""What all documents are about, as far as the store knows: topics are not given to who looks for a counter."""
SAVED_AT = datetime(2026, 1, 1, tzinfo=UTC)
TOP = 10


@dataclass(frozen=True, slots=True)
class Pool:
    """Documents' texts by their ids, and the vector of each in that order: (n, d)."""

    texts: Mapping[str, str]
    vectors: "Matrix"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each point with its counter."""
        points = [name for name in self.texts if name.endswith(POINT)]
        pairs = [(name, f"{name.removesuffix(POINT)}{COUNTER}") for name in points]
        return [pair for pair in pairs if pair[1] in self.texts]


async def counter_rows(pool: Pool, model: str) -> list[Row]:
    """One row, or none where no point has its counter in the pool. `model` made its vectors."""
    if not pool.pairs:
        return []
    ours, trivial = await found(pool, model), by_words(pool)
    compared = Compared(*(mean(map(_worth, pool.pairs, rankings)) for rankings in (ours, trivial)))
    return [compared.row("ArguAna: counter-argument retrieval, nDCG@10", REACH)]


def _worth(pair: tuple[str, str], ranking: Sequence[str]) -> float:
    return ndcg(ranking, {pair[1]})


def by_words(pool: Pool) -> list[list[str]]:
    """BM25 for each point with all of its words, without the point itself."""
    names, words = list(pool.texts), [stems(text) for text in pool.texts.values()]
    index, places = Bm25(words), {name: place for place, name in enumerate(names)}
    rankings = ([names[place] for place in index.ranking(words[places[point]])] for point, _ in pool.pairs)
    return [
        [name for name in ranking if name != point] for ranking, (point, _) in zip(rankings, pool.pairs, strict=True)
    ]


async def found(pool: Pool, model: str) -> list[list[str]]:
    """What the product finds on the other side of each point, in a store in which all documents are on one."""
    async with open_store("sqlite:///:memory:") as store:
        channel = store.channel(ChannelId("debates"))
        names = {text: name for name, text in pool.texts.items()}
        await _keep(pool, channel, model)
        vectors = dict(zip(pool.texts, pool.vectors, strict=True))
        rankings = []
        for point, _ in pool.pairs:
            claim = Claim(
                quote=pool.texts[point], subject=DEBATES, stance=Stance.BULL, confidence=1, aspect=Aspect.OTHER
            )
            claimed = Claimed(claim, vectors[point])
            objecting = await objections(claimed, Said(claim.quote, [claimed], model), Shelf(None, channel))
            rankings.append([names[one.voice.quote] for one in objecting[:TOP]])
        return rankings


async def _keep(pool: Pool, channel: ChannelStore, model: str) -> None:
    for text, vector in zip(pool.texts.values(), pool.vectors, strict=True):
        post = PostDraft(platform=Platform.GENERIC, language=Language.ENGLISH, body=text)
        whole = Span(start=0, end=len(text))
        reading = Reading(text=text, segments=(Segment(part=Part.BODY, span=whole, post=0),), posts=(post,))
        paste = Paste(raw=text, saved_by="debates", saved_at=SAVED_AT)
        [saved] = await channel.keep(paste, reading, [KnownPost(None, frozenset())])
        await channel.settle(saved.post.post_id, [KeptArgument(_draft(text), Embedded(model, vector), "")], "debates/1")


def _draft(text: str) -> ArgumentDraft:
    return ArgumentDraft(
        claim=text,
        span=Span(start=0, end=len(text)),
        stance=Stance.BEAR,
        stance_confidence=1,
        subject=DEBATES,
        aspect=Aspect.OTHER,
        holder=None,
        kind=Kind.OPINION,
    )
