"""Finding arguments without a language model: embeddings, small trained heads and rules."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.arguments.extract import Batch, Found, ReadPost, Unread
from bot.domain.post import Post

if TYPE_CHECKING:
    from bot.arguments.heads import Array
    from bot.arguments.outlined import Outline, Study
    from bot.arguments.reading import PostReader
    from bot.embeddings.embedder import Embedder
    from bot.subjects.resolve import Resolver

CHUNK = 16
"""Texts read by the encoder at once, some 120 ms."""


class ExtractiveExtractor:
    """Works without an embedder too, on words alone, and finds less.

    So it does with an embedder whose vectors the heads were not trained on: it embeds the quotes, for the search, and
    judges by words.
    """

    engine = "extractive/3"
    is_paid = False

    def __init__(self, embedder: "Embedder | None") -> None:
        self._embedder = embedder

    @cached_property
    def reader(self) -> "PostReader":
        """The tables and weights."""
        # Tables and weights take some 40 ms to load: a process that only answers never needs them.
        from bot.arguments.reading import loaded_reader

        return loaded_reader()

    async def prepare(self) -> None:
        await asyncio.to_thread(lambda: self.reader)
        if self._embedder is not None and self._knows_the_vectors:
            await self._embedder.passages(["ready"])

    def has_room(self, posts: Sequence[Post]) -> bool:
        return not posts  # nothing is gained by more, and the next reader may come before they are done

    async def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        for one in batch.posts:
            yield ReadPost(one.post, await self._found(one), self.engine)

    async def extract(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> list[Found]:
        """The arguments of one post. Errors: EmbeddingsFailed."""
        return await self._found(Unread(post, resolver, quoted))

    async def _found(self, unread: Unread) -> list[Found]:
        study = await self.study(unread)
        return await asyncio.to_thread(lambda: self.reader.found(study))

    async def study(self, unread: Unread) -> "Study":
        """What is thought of each unit of a post. Errors: EmbeddingsFailed."""
        # In a thread: a long post must not hold up those who ask meanwhile.
        read = unread.post, unread.resolver, unread.quoted, unread.about
        return await self.judge(await asyncio.to_thread(lambda: self.reader.outline(*read)))

    async def judge(self, outline: "Outline") -> "Study":
        """What is thought of each unit of an outline. Errors: EmbeddingsFailed."""
        vectors = await self._embedder.passages(outline.quotes) if self._embedder and outline.quotes else None
        said = await self._said(outline.nameless) if vectors is not None and self._knows_the_vectors else None
        return await asyncio.to_thread(lambda: self.reader.study(outline, vectors, said))

    @property
    def _knows_the_vectors(self) -> bool:
        return self._embedder is not None and self._embedder.name == self.reader.heads.facts.model

    async def _said(self, texts: Sequence[str]) -> "Array | None":
        """What the encoder says of texts, a few at a time: a post that is given up wastes no more than these."""
        encoder = self.reader.encoder
        if encoder is None:
            return None
        import numpy as np

        chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
        said: Array = np.concatenate([await asyncio.to_thread(encoder.read, chunk) for chunk in chunks])
        return said
