"""What every engine that finds arguments takes and gives."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.domain.argument import ArgumentDraft
from bot.domain.post import Post
from bot.domain.subject import Subject

if TYPE_CHECKING:
    from bot.embeddings.embedder import Vector
    from bot.errors import ModelError
    from bot.llm.deadline import Deadline
    from bot.subjects.resolve import Resolver
    from storage import ChannelStore


@dataclass(frozen=True, slots=True)
class Found:
    """An argument found in a post, and its quote's passage vector; None where the engine has no embeddings.

    `own`: the post's author says it, and reports nobody; so it is also where the author is not known.
    """

    draft: ArgumentDraft
    vector: "Vector | None" = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A post to be read, and who names companies in its channel.

    `quoted` is the post that this one reposts or replies to: a reply that names no company is about the same one.
    `about`: what people say that a post is about which names no company.
    """

    post: Post
    resolver: "Resolver"
    quoted: Post | None = None
    about: Subject | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Posts of one channel that are read together, and the channel's store: it says what may be spent on them.

    `deadline`: of a person who waits for more than their being read; None: nobody does. `share`: of the day's budget.
    """

    posts: Sequence[Unread]
    store: "ChannelStore"
    deadline: "Deadline | None" = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post's arguments in the order of their quotes; no two share both span and subject.

    `engine` is what found them, with its version: `extractive/3`. `failure`: why a model that was to read it could not
    be asked, where it may be another time.
    """

    post: Post
    found: Sequence[Found]
    engine: str
    failure: "ModelError | None" = None


class Extractor(Protocol):
    """An engine that reads posts for arguments.

    `engine` names it and its version. `is_paid`: reading costs money, so that no two processes may read one post.
    """

    @property
    def engine(self) -> str: ...

    @property
    def is_paid(self) -> bool: ...

    async def prepare(self) -> None:
        """Load what reading needs, so that the first post does not wait for it. Errors: EmbeddingsFailed."""
        ...

    def has_room(self, posts: Sequence[Post]) -> bool:
        """Whether one more post may be handed over together with these."""
        ...

    def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        """Each of the posts once, as it is done. Errors: EmbeddingsFailed, StoreError's children."""
        ...
