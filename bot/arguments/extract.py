"""What every engine that finds arguments gives."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.domain.argument import ArgumentDraft
from bot.domain.post import Post

if TYPE_CHECKING:
    from bot.embeddings.embedder import Vector
    from bot.subjects.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Found:
    """An argument found in a post, and its quote's passage vector; None where the engine has no embeddings."""

    draft: ArgumentDraft
    vector: "Vector | None" = None


class Extractor(Protocol):
    """An engine that reads posts for arguments. `engine` names it and its version: `extractive/3`."""

    @property
    def engine(self) -> str: ...

    async def prepare(self) -> None:
        """Load what reading needs, so that the first post does not wait for it. Errors: EmbeddingsFailed."""
        ...

    async def extract(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> list[Found]:
        """The arguments of a post in the order of their quotes; no two share both span and subject.

        `quoted` is the post that this one reposts or replies to: a reply that names no company is about the same one.

        Errors: EmbeddingsFailed.
        """
        ...
