"""Having the language model read what was read without it."""

from datetime import timedelta

from bot.casebook.desk import AtDesk
from bot.casebook.pointing import SHARE
from bot.domain.post import ChannelId, Post
from bot.errors import ModelResting
from storage import ChannelStore

LEASE = timedelta(minutes=3)
"""For the reading, and where that fails, until the post is tried again."""


class SecondReadings(AtDesk):
    async def second_reading_channels(self) -> list[ChannelId]:
        """The channels with posts that the model is to read yet, where there is one."""
        return await self._desk.store.second_reading_channels() if self.has_model else []

    async def read_again(self, channel: ChannelId) -> int:
        """Have the model read the posts that were read without it because its server failed; how many it read.

        What they argue is replaced. Where it fails still, or the channel does not let it, they stay as they are.
        Errors: UnknownPost where one was deleted meanwhile.
        """
        store, count = self._channel(channel), 0
        while (await store.settings()).model_allowed and (claimed := await self._claimed_again(store)):
            before = count
            async for post_id, failure in self._desk.ingest.read_again(claimed, store, SHARE):
                count += failure is None
                if isinstance(failure, ModelResting):  # nothing was asked
                    await store.release_second_reading(post_id)
            if count < before + len(claimed):
                break
        return count

    async def _claimed_again(self, store: ChannelStore) -> list[Post]:
        """Those that can be read together; one alone where its server failed the last time that it was asked."""
        claimed = list[Post]()
        while self._desk.ingest.extractor.has_room(claimed) and (post := await store.claim_second_reading(LEASE)):
            claimed.append(post)
            if self._desk.model_rests():
                break
        return claimed
