"""Finding arguments without a language model: embeddings, small trained heads and rules."""

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from bot.arguments.extract import Found
from bot.domain.post import Post

if TYPE_CHECKING:
    from bot.arguments.reading import PostReader
    from bot.embeddings.embedder import Embedder
    from bot.subjects.resolve import Resolver


class ExtractiveExtractor:
    """Works without an embedder too, on words alone, and finds less.

    So it does with an embedder whose vectors the heads were not trained on: it embeds the quotes, for the search, and
    judges by words.
    """

    engine = "extractive/2"

    def __init__(self, embedder: "Embedder | None") -> None:
        self._embedder = embedder

    @cached_property
    def _reader(self) -> "PostReader":
        # Tables and weights take some 40 ms to load: a process that only answers never needs them.
        from bot.arguments.reading import PostReader

        return PostReader.load()

    async def extract(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> list[Found]:
        # In a thread: a long post must not hold up those who ask meanwhile.
        outline = await asyncio.to_thread(lambda: self._reader.outline(post, resolver, quoted))
        vectors = await self._embedder.passages(outline.quotes) if self._embedder and outline.quotes else None
        name = self._embedder.name if self._embedder else None
        return await asyncio.to_thread(lambda: self._reader.judge(outline, vectors, name))
