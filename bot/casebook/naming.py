"""A channel's own names for companies."""

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId
from bot.domain.subject import Alias


class Naming(AtDesk):
    async def aliases(self, channel: ChannelId) -> list[Alias]:
        return await self._channel(channel).aliases()

    async def add_alias(self, channel: ChannelId, alias: Alias) -> None:
        await self._channel(channel).add_alias(alias)

    async def remove_alias(self, channel: ChannelId, name: str) -> None:
        """Errors: UnknownAlias."""
        await self._channel(channel).remove_alias(name)
