"""The front door over a reader and vectors that cost nothing: what it shows of whom is the same, only sooner."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from bot.answers.answer import Answerer
from bot.answers.sameness import same_quote
from bot.arguments.extract import Batch, Found, ReadPost, Unread
from bot.arguments.grouping import PointGrouping
from bot.arguments.points.space import Space, load_space
from bot.casebook import Casebook
from bot.casebook.desk import AtDesk, Desk
from bot.domain.argument import ArgumentDraft, Aspect, Kind, Stance
from bot.domain.post import Post
from bot.domain.text import Span
from bot.embeddings.embedder import Matrix, Vector
from bot.intake.ingest import Ingest
from bot.subjects.companies import Companies
from storage import Store
from storage.words import words_of

SENTENCE = re.compile(r"\S.*?[.。](?=\s|$)")
BEAR = re.compile("fall|risk|expensive|下跌")
ASPECTS = tuple(Aspect)


@dataclass(frozen=True, slots=True)
class HashedWords:
    """Texts with words in common lie close together."""

    name: str = "hashed-words"
    dimensions: int = 32

    async def passages(self, texts: Sequence[str]) -> Matrix:
        rows = np.full((len(texts), self.dimensions), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words_of(text):
                row[crc32(word.encode()) % self.dimensions] += 1
        unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    async def query(self, text: str) -> Vector:
        vector: Vector = (await self.passages([text]))[0]
        return vector

    async def ping(self) -> None:
        """It always works."""


@dataclass(frozen=True, slots=True)
class SentenceReader:
    """Takes every sentence for an argument of the author's: about the company named in it, else the post's first."""

    embedder: HashedWords
    engine: str = "sentences/1"
    is_paid: bool = False
    patience: float = 0.0

    async def prepare(self) -> None:
        """Nothing is loaded."""

    def has_room(self, posts: Sequence[Post]) -> bool:
        return not posts

    async def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        for one in batch.posts:
            drafts = list(drafts_in(one))
            vectors = await self.embedder.passages([draft.claim for draft in drafts])
            found = [Found(draft, vector) for draft, vector in zip(drafts, vectors, strict=True)]
            yield ReadPost(one.post, found, self.engine)


def drafts_in(unread: Unread) -> list[ArgumentDraft]:
    body = unread.post.body
    mentions = unread.resolver.mentions(body)
    return [
        ArgumentDraft(
            claim=sentence[0].strip(),
            span=Span(start=sentence.start(), end=sentence.end()),
            stance=Stance.BEAR if BEAR.search(sentence[0]) else Stance.BULL,
            stance_confidence=0.9,
            subject=next(
                (one for one in mentions if sentence.start() <= one.span.start < sentence.end()), mentions[0]
            ).subject,
            aspect=ASPECTS[crc32(sentence[0][:20].encode()) % len(ASPECTS)],
            holder=unread.post.author,
            kind=Kind.OPINION,
        )
        for sentence in SENTENCE.finditer(body)
        if mentions
    ]


def words_alone() -> Space:
    """The shipped space where no encoder runs."""
    return replace(load_space(), name="words-alone", read=None)


class CheapCasebook(Casebook):
    """The front door on these; nothing of it is replaced."""

    def __init__(self, store: Store, companies: Companies) -> None:
        embedder = HashedWords()
        grouping = PointGrouping(same_quote, load=words_alone)
        ingest = Ingest(companies, SentenceReader(embedder), embedder.name, grouping)
        AtDesk.__init__(self, Desk(store, companies, embedder, ingest, Answerer(companies, embedder)))
