"""The store and its channels."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import date, timedelta

from bot.domain.answer import Considered, Held
from bot.domain.argument import Argument, ArgumentId
from bot.domain.post import ChannelId, Paste, Post, PostDraft, PostId, Reading
from bot.domain.receipt import Counts, Forgotten, Imported, Listed, SavedPost
from bot.domain.subject import Alias
from storage.kept import KeptArgument, KnownPost, PostFilter, StoreHealth
from storage.scope import Embedded, Scope


class ChannelStore:
    """Everything that is kept of one channel."""

    channel_id: ChannelId

    async def keep(self, paste: Paste, reading: Reading, known: Sequence[KnownPost]) -> tuple[SavedPost, ...]:
        raise NotImplementedError

    async def look_alikes(self, fingerprint: frozenset[int], draft: PostDraft, least: int = 6) -> list[Post]:
        raise NotImplementedError

    async def settle(self, post_id: PostId, found: Sequence[KeptArgument], engine: str) -> tuple[Argument, ...]:
        raise NotImplementedError

    async def claim_waiting(self, lease: timedelta) -> Post | None:
        raise NotImplementedError

    async def release(self, post_id: PostId) -> None:
        raise NotImplementedError

    async def post(self, post_id: PostId) -> Post:
        raise NotImplementedError

    async def arguments_of(self, post_id: PostId) -> list[Argument]:
        raise NotImplementedError

    async def posts(self, wanted: PostFilter) -> list[Listed]:
        raise NotImplementedError

    async def by_words(self, terms: Sequence[str], scope: Scope, limit: int) -> list[ArgumentId]:
        raise NotImplementedError

    async def by_meaning(self, asked: Embedded, scope: Scope, limit: int) -> list[tuple[ArgumentId, float]]:
        raise NotImplementedError

    async def newest(self, scope: Scope, limit: int) -> list[ArgumentId]:
        raise NotImplementedError

    async def evidence(self, ids: Sequence[ArgumentId]) -> list[tuple[Argument, Post]]:
        raise NotImplementedError

    async def considered(self, scope: Scope, today: date | None = None) -> Considered:
        raise NotImplementedError

    async def coverage(self) -> list[Held]:
        raise NotImplementedError

    async def holders(self) -> list[str]:
        raise NotImplementedError

    async def counts(self) -> Counts:
        raise NotImplementedError

    async def forget(self, post_ids: Sequence[PostId]) -> Forgotten:
        raise NotImplementedError

    async def forget_mine(self, saved_by: str) -> Forgotten:
        raise NotImplementedError

    async def aliases(self) -> list[Alias]:
        raise NotImplementedError

    async def add_alias(self, alias: Alias) -> None:
        raise NotImplementedError

    async def remove_alias(self, name: str) -> None:
        raise NotImplementedError

    def export_lines(self) -> AsyncIterator[str]:
        raise NotImplementedError

    async def restore(self, lines: AsyncIterable[str] | Iterable[str]) -> Imported:
        raise NotImplementedError


class Store:
    """A store that was opened; whoever opened it closes it."""

    def channel(self, channel_id: ChannelId) -> ChannelStore:
        raise NotImplementedError

    async def ping(self) -> StoreHealth:
        raise NotImplementedError

    async def waiting_channels(self) -> list[ChannelId]:
        raise NotImplementedError

    async def verify(self) -> list[str]:
        raise NotImplementedError
