"""Deleting what was saved."""

from collections.abc import Sequence

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId, PostId
from bot.domain.receipt import Forgotten


class Forgetting(AtDesk):
    """A deletion deletes: the post, all that came from it, in every table, index and file of the store."""

    async def forget(self, channel: ChannelId, post_ids: Sequence[PostId]) -> Forgotten:
        """Delete posts and all that came from them. Errors: UnknownPost, and nothing was deleted then."""
        return await self._channel(channel).forget(post_ids)

    async def forget_mine(self, channel: ChannelId, saved_by: str) -> Forgotten:
        """Delete all that `saved_by` saved here; a post that others saved too stays theirs."""
        return await self._channel(channel).forget_mine(saved_by)
