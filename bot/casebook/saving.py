"""Saving what was pasted."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from time import monotonic
from typing import TypeAlias

from bot.casebook.desk import AtDesk
from bot.domain.argument import Argument
from bot.domain.post import ChannelId, Paste, Post, PostId
from bot.domain.receipt import Own, Receipt, SavedPost
from bot.errors import StoreError
from bot.llm.deadline import Deadline
from bot.watching.events import PostRead, PostsKept, tell
from storage import ChannelStore

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
"""So long a post is held by a reader that was killed. One that lives renews it, however long a post takes. The clocks
of two machines may differ by less."""
RENEWED = 5.0
"""Seconds after which a living reader does so."""

Argued: TypeAlias = dict[PostId, tuple[Argument, ...]]
"""Posts that were read, with their arguments."""


class Saving(AtDesk):
    """Keeping pastes, and reading the posts in them for arguments."""

    async def keep(self, channel: ChannelId, paste: Paste) -> Receipt:
        """Save a paste: on disk when this returns, its new posts waiting to be read for arguments.

        Errors: NothingToSave, NotText, TooLarge, PostTooLong; nothing was kept then.
        """
        began = monotonic()
        receipt = await self._desk.ingest.keep(paste, self._channel(channel))
        repeated = sum(saved.duplicate_of is not None for saved in receipt.posts)
        tell(log, PostsKept(len(receipt.posts) - repeated, repeated, monotonic() - began))
        return receipt

    async def save(self, channel: ChannelId, paste: Paste) -> Receipt:
        """Save a paste and read its posts for arguments at once.

        Nothing is claimed, unless reading is paid: where this process is killed amid it, the next one reads without
        waiting for a lease.
        Errors: as `keep`; UnknownPost where a post was deleted meanwhile.
        """
        return await self.read_kept(channel, await self.keep(channel, paste))

    async def read_kept(self, channel: ChannelId, receipt: Receipt) -> Receipt:
        """The second half of `save`: read for arguments what was kept just now. Errors: UnknownPost."""
        if self._desk.ingest.extractor.is_paid:
            return await self.finish(channel, receipt)
        store, read = self._channel(channel), Argued()
        for saved in receipt.posts:
            if saved.waiting:
                await self._read([saved.post], store, read)
        return _with(receipt, [_argued(saved, read) for saved in receipt.posts])

    async def finish(self, channel: ChannelId, receipt: Receipt) -> Receipt:
        """Read the receipt's waiting posts for arguments. One that somebody else reads at this moment goes on waiting.

        Errors: UnknownPost (it was deleted meanwhile).
        """
        store, read = self._channel(channel), Argued()
        waiting = deque(saved.post for saved in receipt.posts if saved.waiting)
        while waiting:
            await self._read_claimed(await self._claimed(waiting, store), store, read)
        return _with(receipt, [await self._finished(saved, read, store) for saved in receipt.posts])

    async def _claimed(self, waiting: deque[Post], store: ChannelStore) -> list[Post]:
        """The next posts that can be read together, taken from those that wait; none that somebody else reads."""
        claimed = list[Post]()
        while waiting and self._desk.ingest.extractor.has_room(claimed):
            post = waiting.popleft()
            if await store.claim(post.post_id, LEASE):
                claimed.append(post)
        return claimed

    async def _finished(self, saved: SavedPost, read: Argued, store: ChannelStore) -> SavedPost:
        if not saved.waiting:
            return saved
        # As it is by now: somebody may have put it right while it was read.
        saved = saved.model_copy(update={"post": await store.post(saved.post.post_id)})
        post_id = saved.post.post_id
        if post_id in read:
            return _argued(saved, read)
        waiting = await store.is_waiting(post_id)  # asked first: who is done after this is told of too
        arguments = tuple(await store.arguments_of(post_id))
        return saved.model_copy(update={"arguments": arguments, "waiting": waiting})

    async def prepare(self) -> None:
        """Load what reading posts and asking a model needs, if that was not done before. Errors: EmbeddingsFailed."""
        await self._desk.ingest.extractor.prepare()
        await self._desk.load_chat()

    async def read_waiting(self, channel: ChannelId, progress: Callable[[], None] | None = None) -> int:
        """Read what an earlier process saved and did not come to read; how many posts that were."""
        return await self._read_waiting(channel, progress, None)

    async def catch_up(self, channel: ChannelId, progress: Callable[[], None] | None = None) -> int:
        """The same for who waits for an answer: a language model is waited for no longer than by a question."""
        return await self._read_waiting(channel, progress, Deadline(self._desk.answers_within))

    async def _read_waiting(
        self, channel: ChannelId, progress: Callable[[], None] | None, deadline: Deadline | None
    ) -> int:
        store, count = self._channel(channel), 0
        while claimed := await self._claimed_waiting(store):
            await self._read_claimed(claimed, store, Argued(), deadline)
            for _ in claimed:
                count += 1
                if progress:
                    progress()
        return count

    async def _claimed_waiting(self, store: ChannelStore) -> list[Post]:
        claimed = list[Post]()
        while self._desk.ingest.extractor.has_room(claimed):
            post = await store.claim_waiting(LEASE)
            if post is None:
                break
            claimed.append(post)
        return claimed

    async def _read_claimed(
        self, claimed: Sequence[Post], store: ChannelStore, read: Argued, deadline: Deadline | None = None
    ) -> None:
        try:
            async with _held(claimed, store):
                await self._read(claimed, store, read, deadline)
        except BaseException:  # cancelled too: they wait for the next reader, not for the end of the lease
            for post in claimed:
                if post.post_id not in read:
                    await store.release(post.post_id)
            raise

    async def _read(
        self, posts: Sequence[Post], store: ChannelStore, read: Argued, deadline: Deadline | None = None
    ) -> None:
        """Adds to what was read, a post at a time."""
        began = monotonic()
        async for post_id, arguments in self._desk.ingest.read(posts, store, deadline):
            read[post_id] = arguments
            tell(log, PostRead(len(arguments), monotonic() - began))
            began = monotonic()

    async def group(self, channel: ChannelId) -> int:
        """Bring all arguments of a channel into points; how many were in none before."""
        return await self._channel(channel).group(self._desk.ingest.grouping)

    async def channels(self) -> list[ChannelId]:
        """The channels of which anything is kept."""
        return await self._desk.store.channels()

    async def waiting_channels(self) -> list[ChannelId]:
        """The channels in which posts wait to be read."""
        return await self._desk.store.waiting_channels()

    async def saved_from(self, channel: ChannelId, source: str) -> Receipt:
        """What was saved from one message or file, with its arguments; no posts where nothing was."""
        return Receipt(posts=await self._channel(channel).saved_from(source))

    async def own(self, channel: ChannelId, saved_by: str) -> Own:
        """How much a person saved here."""
        return await self._channel(channel).own(saved_by)

    async def savers(self, channel: ChannelId, post_id: PostId) -> list[str]:
        """Who saved a post, earliest first; nobody where there is no such post."""
        return await self._channel(channel).savers(post_id)


@asynccontextmanager
async def _held(claimed: Sequence[Post], store: ChannelStore) -> AsyncIterator[None]:
    """Nobody else claims these meanwhile, as long as this process lives."""
    renewing = asyncio.create_task(_renew([post.post_id for post in claimed], store))
    try:
        yield
    finally:
        renewing.cancel()
        await asyncio.wait([renewing])


async def _renew(post_ids: Sequence[PostId], store: ChannelStore) -> None:
    while True:
        await asyncio.sleep(RENEWED)
        with suppress(StoreError):  # if that lasts, somebody else may read them too, and what is kept is the same
            await store.renew(post_ids, LEASE)


def _with(receipt: Receipt, posts: Sequence[SavedPost]) -> Receipt:
    return receipt.model_copy(update={"posts": tuple(posts)})


def _argued(saved: SavedPost, read: Argued) -> SavedPost:
    arguments = read.get(saved.post.post_id)
    return saved if arguments is None else saved.model_copy(update={"arguments": arguments, "waiting": False})
