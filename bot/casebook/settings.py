"""What is set for a channel and its threads."""

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.domain.shown import ThreadState


class Setting(AtDesk):
    """What those who manage a channel chose, and what its threads asked for."""

    async def settings(self, channel: ChannelId) -> ChannelSettings:
        """What is set, or what holds where nobody set anything."""
        return await self._channel(channel).settings()

    async def set_settings(self, channel: ChannelId, settings: ChannelSettings) -> None:
        await self._channel(channel).set_settings(settings)

    async def thread_state(self, channel: ChannelId, thread: str) -> ThreadState | None:
        """What a thread has asked of the bot; None where it asked for nothing."""
        return await self._channel(channel).thread_state(thread)

    async def set_thread_state(self, channel: ChannelId, thread: str, state: ThreadState) -> None:
        await self._channel(channel).set_thread_state(thread, state)
