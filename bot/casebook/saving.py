"""Saving what was pasted."""

from collections.abc import Callable
from datetime import timedelta

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId, Paste
from bot.domain.receipt import Receipt

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
        """Save a paste and read its posts for arguments at once. Errors: as `keep`."""
        return await self.finish(channel, await self.keep(channel, paste))

    async def finish(self, channel: ChannelId, receipt: Receipt) -> Receipt:
        """Read the receipt's waiting posts for arguments."""
        store = self._channel(channel)
        posts = [await self._desk.ingest.finish(saved, store) for saved in receipt.posts]
        return receipt.model_copy(update={"posts": tuple(posts)})

    async def read_waiting(self, channel: ChannelId, progress: Callable[[], None] | None = None) -> int:
        """Read what an earlier process saved and did not come to read; how many posts that were."""
        store, count = self._channel(channel), 0
        while (post := await store.claim_waiting(LEASE)) is not None:
            try:
                await self._desk.ingest.read(post, store)
            except BaseException:  # cancelled too: it waits for the next reader, not for the end of the lease
                await store.release(post.post_id)
                raise
            count += 1
            if progress:
                progress()
        return count
