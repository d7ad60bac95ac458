"""Which channels this process hears of, where several share a bot's shards."""

from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.finding import conversation

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class Homes:
    """A channel never moves to another server: what Discord said of one is not asked again."""

    def __init__(self, bot: "CasebookBot") -> None:
        self._bot = bot
        self._heard: dict[int, bool] = {}

    async def hears(self, channel_id: int) -> bool:
        """Whether what happens in a channel is told to this process, and not to another.

        One that is deleted is everybody's; one that Discord hides from us is another's: our own servers' are all told.
        """
        if self._bot.options.shards.are_all or self._bot.get_channel(channel_id) is not None:
            return True
        if channel_id not in self._heard:
            self._heard[channel_id] = await self._ask(channel_id)
        return self._heard[channel_id]

    async def _ask(self, channel_id: int) -> bool:
        try:
            found = await conversation(self._bot, channel_id)
        except discord.NotFound:
            return True
        except discord.Forbidden:
            return False
        return self._bot.options.shards.hear(_guild_of(found))


def _guild_of(channel: "discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread") -> int | None:
    return None if isinstance(channel, discord.abc.PrivateChannel) else channel.guild.id
