"""Deleting what was saved."""

from collections.abc import Sequence

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId, PostId
from bot.domain.receipt import Forgotten


class Forgetting(AtDesk):
    """A deletion deletes: the post, all that came from it, in every table, index and file of the store.

    Answers that cite any of it are flagged, in whatever channel they were given: see `withdrawn`.
    """

    async def forget(self, channel: ChannelId, post_ids: Sequence[PostId]) -> Forgotten:
        """Delete posts and all that came from them. Errors: UnknownPost, and nothing was deleted then."""
        async with self._desk.changing:
            return await self._channel(channel).forget(post_ids)

    async def forget_own(self, channel: ChannelId, post_id: PostId, saved_by: str) -> Forgotten:
        """Undo one person's saving of a post: where nobody else saved it, it is deleted with all that came of it.

        Errors: UnknownPost.
        """
        async with self._desk.changing:
            store = self._channel(channel)
            if set(await store.savers(post_id)) <= {saved_by}:
                return await store.forget([post_id])
            return await store.withdraw_post(post_id, saved_by)

    async def forget_mine(self, channel: ChannelId, saved_by: str) -> Forgotten:
        """Delete all that `saved_by` saved here, and said of answers; a post that others saved too stays theirs."""
        async with self._desk.changing:
            return await self._channel(channel).forget_mine(saved_by)

    async def withdraw(self, channel: ChannelId, source: str, saved_by: str | None = None) -> Forgotten:
        """Undo what was saved from a message, or what one person saved from it; a post that was saved otherwise too
        stays."""
        async with self._desk.changing:
            return await self._channel(channel).withdraw(source, saved_by)

    async def withdraw_all_under(self, channel: ChannelId, prefix: str) -> Forgotten:
        """The same for every message whose link begins so: a deleted thread. The prefix ends with a slash."""
        async with self._desk.changing:
            return await self._channel(channel).withdraw_all_under(prefix)

    async def erase(self, channel: ChannelId) -> Forgotten:
        """Delete everything of a channel: posts, aliases, settings, and the answers that were given in it."""
        async with self._desk.changing:
            return await self._channel(channel).erase()
