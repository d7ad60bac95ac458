"""Saving what was pasted."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.casebook.desk import AtDesk
from bot.domain.argument import Argument
from bot.domain.post import ChannelId, Paste, Post, PostId
from bot.domain.receipt import Own, Receipt, SavedPost
from storage import ChannelStore

LEASE = timedelta(minutes=2)
"""How long one process may take to read a post before another may claim it: a hundred times the longest seen."""


class Saving(AtDesk):
    """Keeping pastes, and reading the posts in them for arguments."""

    async def keep(self, channel: ChannelId, paste: Paste) -> Receipt:
        """Save a paste: on disk when this returns, its new posts waiting to be read for arguments.

        Errors: NothingToSave, NotText, TooLarge; nothing was kept then.
        """
        return await self._desk.ingest.keep(paste, self._channel(channel))

    async def save(self, channel: ChannelId, paste: Paste) -> Receipt:
        """Save a paste and read its posts for arguments at once.

        Nothing is claimed: where this process is killed amid it, the next one reads without waiting for a lease.
        Errors: as `keep`; UnknownPost where a post was deleted meanwhile.
        """
        receipt, store = await self.keep(channel, paste), self._channel(channel)
        return _with(receipt, [await self._read_at_once(saved, store) for saved in receipt.posts])

    async def _read_at_once(self, saved: SavedPost, store: ChannelStore) -> SavedPost:
        return _argued(saved, await self._desk.ingest.read(saved.post, store)) if saved.waiting else saved

    async def finish(self, channel: ChannelId, receipt: Receipt) -> Receipt:
        """Read the receipt's waiting posts for arguments. One that somebody else reads at this moment goes on waiting.

        Errors: UnknownPost (it was deleted meanwhile).
        """
        store = self._channel(channel)
        return _with(receipt, [await self._finished(saved, store) for saved in receipt.posts])

    async def _finished(self, saved: SavedPost, store: ChannelStore) -> SavedPost:
        post_id = saved.post.post_id
        if not saved.waiting:
            return saved
        if await store.claim(post_id, LEASE):
            return _argued(saved, await self._read_claimed(saved.post, store))
        waiting = await store.is_waiting(post_id)  # asked first: who is done after this is told of too
        arguments = tuple(await store.arguments_of(post_id))
        return saved.model_copy(update={"arguments": arguments, "waiting": waiting})

    async def prepare(self) -> None:
        """Load what reading posts needs, if that was not done before. Errors: EmbeddingsFailed."""
        await self._desk.ingest.extractor.prepare()

    async def read_waiting(self, channel: ChannelId, progress: Callable[[], None] | None = None) -> int:
        """Read what an earlier process saved and did not come to read; how many posts that were."""
        store, count = self._channel(channel), 0
        while (post := await store.claim_waiting(LEASE)) is not None:
            await self._read_claimed(post, store)
            count += 1
            if progress:
                progress()
        return count

    async def _read_claimed(self, claimed: Post, store: ChannelStore) -> tuple[Argument, ...]:
        try:
            return await self._desk.ingest.read(claimed, store)
        except BaseException:  # cancelled too: it waits for the next reader, not for the end of the lease
            await store.release(claimed.post_id)
            raise

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


def _with(receipt: Receipt, posts: Sequence[SavedPost]) -> Receipt:
    return receipt.model_copy(update={"posts": tuple(posts)})


def _argued(saved: SavedPost, arguments: tuple[Argument, ...]) -> SavedPost:
    return saved.model_copy(update={"arguments": arguments, "waiting": False})
