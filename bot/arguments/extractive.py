"""Finding arguments without a language model: embeddings, small trained heads and rules."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.arguments.extract import Batch, Found, ReadPost, Unread
from bot.domain.post import Post
from bot.embeddings.local import local_is_available

if TYPE_CHECKING:
    from bot.arguments.heads import Array
    from bot.arguments.outlined import Judged, Outline, Study
    from bot.arguments.reading import PostReader
    from bot.embeddings.embedder import Embedder, Matrix
    from bot.reader_process import Run
    from bot.subjects.resolve import Resolver

CHUNK = 16
"""Texts read by the encoder at once, some 120 ms."""


class ExtractiveExtractor:
    """Works without an embedder too, on words alone, and finds less.

    So it does with an embedder whose vectors the heads were not trained on: it embeds the quotes, for the search, and
    judges by words. `run`: where a post is taken apart and judged.
    """

    engine = "extractive/3"
    is_paid = False

    def __init__(self, embedder: "Embedder | None", run: "Run" = asyncio.to_thread) -> None:
        self._embedder = embedder
        self._run = run
        self._model: str | None = None
        """Whose vectors the heads know, once that was asked."""

    @cached_property
    def reader(self) -> "PostReader":
        """The tables and weights."""
        return _reader()

    async def prepare(self) -> None:
        await self._run(_ready)
        if self._embedder is not None and await self._knows_the_vectors():
            await self._embedder.passages(["ready"])

    def has_room(self, posts: Sequence[Post]) -> bool:
        return not posts  # nothing is gained by more, and the next reader may come before they are done

    async def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        for one in batch.posts:
            yield ReadPost(one.post, await self.extract(one.post, one.resolver, one.quoted), self.engine)

    async def extract(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> list[Found]:
        """The arguments of one post. Errors: EmbeddingsFailed."""
        return await self.found(await self.study(Unread(post, resolver, quoted)))

    async def study(self, unread: Unread) -> "Study":
        """What is thought of each unit of a post. Errors: EmbeddingsFailed."""
        return await self.judge(await self.outline(unread))

    async def outline(self, unread: Unread) -> "Outline":
        """Of a post what might argue, and what it is about."""
        return await self._run(_outlined, unread)

    async def judge(self, outline: "Outline") -> "Study":
        """What is thought of each unit of an outline. Errors: EmbeddingsFailed."""
        vectors = await self._embedder.passages(outline.quotes) if self._embedder and outline.quotes else None
        said = await self._said(outline.nameless) if vectors is not None and await self._knows_the_vectors() else None
        return await self._run(_studied, outline, vectors, said)

    async def found(self, study: "Study") -> list[Found]:
        """The arguments of a post, in order."""
        return await self._run(_found, study)

    async def drafted(self, study: "Study", items: Sequence["Judged"]) -> list[Found]:
        """What some of a post's units argue, whether they seem to or not."""
        return await self._run(_drafted, study, items) if items else []

    async def _knows_the_vectors(self) -> bool:
        if self._model is None:
            self._model = await self._run(_model)
        return self._embedder is not None and self._embedder.name == self._model

    async def _said(self, texts: Sequence[str]) -> "Array | None":
        """What the encoder says of texts, a few at a time: a post that is given up wastes no more than these."""
        if not local_is_available():
            return None
        import numpy as np

        chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
        said: Array = np.concatenate([await self._run(_said, chunk) for chunk in chunks])
        return said


# What is run elsewhere. Tables and weights take some 40 ms to load: a process that only answers never needs them.


def _reader() -> "PostReader":
    from bot.arguments.reading import loaded_reader

    return loaded_reader()


def _ready() -> None:
    _reader()
    if local_is_available():
        _said(["ready"])


def _model() -> str:
    return _reader().heads.facts.model


def _outlined(unread: Unread) -> "Outline":
    return _reader().outline(unread.post, unread.resolver, unread.quoted)


def _said(texts: Sequence[str]) -> "Array":
    from bot.arguments.reading import loaded_encoder

    return loaded_encoder().read(texts)


def _studied(outline: "Outline", vectors: "Matrix | None", said: "Array | None") -> "Study":
    return _reader().study(outline, vectors, said)


def _drafted(study: "Study", items: Sequence["Judged"]) -> list[Found]:
    return _reader().drafted(study.outline, items)


def _found(study: "Study") -> list[Found]:
    return _reader().found(study)
