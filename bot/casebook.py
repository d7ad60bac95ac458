"""The front door: everything that a person can do with a casebook, for the terminal and Discord alike."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.answers.answer import Answerer
from bot.domain.answer import Answer
from bot.domain.post import ChannelId, Paste, PostId
from bot.domain.question import Question
from bot.domain.receipt import Forgotten, Imported, Listed, Receipt
from bot.domain.subject import Alias
from bot.intake.ingest import Ingest
from bot.subjects.resolve import Resolver
from storage import PostFilter, Store

if TYPE_CHECKING:
    from bot.arguments.extract import Extractor
    from bot.embeddings.embedder import Embedder
    from bot.subjects.companies import Companies

LEASE = timedelta(minutes=2)
"""How long one process may take to read a post before another may claim it: a hundred times the longest seen."""


@dataclass(frozen=True, slots=True)
class PostQuery:
    """Which saved posts to list; a subject is given by any of its names."""

    subject: str | None = None
    author: str | None = None
    limit: int = 50
    offset: int = 0


class Casebook:
    """One store's casebooks, a channel at a time. Errors of every method: NoChannel, StoreError's children."""

    def __init__(
        self, store: Store, companies: "Companies", extractor: "Extractor", embedder: "Embedder | None"
    ) -> None:
        self.store = store
        self.embedder = embedder
        self._companies = companies
        self._ingest = Ingest(companies, extractor, embedder.name if embedder else None)
        self._answerer = Answerer(companies, embedder)

    async def keep(self, channel: ChannelId, paste: Paste) -> Receipt:
        """Save a paste: on disk when this returns, its new posts waiting to be read for arguments.

        Errors: NothingToSave, NotText, TooLarge; nothing was kept then.
        """
        return await self._ingest.keep(paste, self.store.channel(channel))

    async def save(self, channel: ChannelId, paste: Paste) -> Receipt:
        """Save a paste and read its posts for arguments at once. Errors: as `keep`."""
        store = self.store.channel(channel)
        receipt = await self._ingest.keep(paste, store)
        posts = [await self._ingest.finish(saved, store) for saved in receipt.posts]
        return receipt.model_copy(update={"posts": tuple(posts)})

    async def read_waiting(self, channel: ChannelId, progress: Callable[[], None] | None = None) -> int:
        """Read what an earlier process saved and did not come to read; how many posts that were."""
        store, count = self.store.channel(channel), 0
        while (post := await store.claim_waiting(LEASE)) is not None:
            try:
                await self._ingest.read(post, store)
            except BaseException:  # cancelled too: it waits for the next reader, not for the end of the lease
                await store.release(post.post_id)
                raise
            count += 1
            if progress:
                progress()
        return count

    async def ask(self, channel: ChannelId, question: Question) -> Answer:
        """An answer from this channel's saved arguments alone, or an abstention.

        Errors: EmptyQuestion, QuestionTooLong.
        """
        return await self._answerer.answer(question, self.store.channel(channel))

    async def posts(self, channel: ChannelId, query: PostQuery) -> list[Listed]:
        """Saved posts, newest saving first; none where the subject's name is nobody's."""
        store = self.store.channel(channel)
        subject = None
        if query.subject is not None:
            subject = Resolver(self._companies, await store.aliases()).named(query.subject)
            if subject is None:
                return []
        return await store.posts(
            PostFilter(
                subject=subject.key if subject else None, author=query.author, limit=query.limit, offset=query.offset
            )
        )

    async def forget(self, channel: ChannelId, post_ids: Sequence[PostId]) -> Forgotten:
        """Delete posts and all that came from them. Errors: UnknownPost, and nothing was deleted then."""
        return await self.store.channel(channel).forget(post_ids)

    async def forget_mine(self, channel: ChannelId, saved_by: str) -> Forgotten:
        """Delete all that `saved_by` saved here; a post that others saved too stays theirs."""
        return await self.store.channel(channel).forget_mine(saved_by)

    async def aliases(self, channel: ChannelId) -> list[Alias]:
        return await self.store.channel(channel).aliases()

    async def add_alias(self, channel: ChannelId, alias: Alias) -> None:
        await self.store.channel(channel).add_alias(alias)

    async def remove_alias(self, channel: ChannelId, name: str) -> None:
        """Errors: UnknownAlias."""
        await self.store.channel(channel).remove_alias(name)

    def export(self, channel: ChannelId) -> AsyncIterator[str]:
        """Everything of the channel, a JSON object a line, in an order that depends on nothing but its content."""
        return self.store.channel(channel).export_lines()

    async def import_(self, channel: ChannelId, lines: Iterable[str]) -> Imported:
        """Restore an export; run again, nothing doubles. Errors: BadImport."""
        return await self.store.channel(channel).restore(lines)
