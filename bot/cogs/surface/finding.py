"""Finding a conversation by its id: in memory, or else by asking Discord."""

import discord

from bot.cogs.surface.place import store_of
from bot.domain.post import ChannelId

Channel = discord.abc.GuildChannel | discord.abc.PrivateChannel | discord.Thread


async def conversation(client: discord.Client, channel_id: int) -> Channel:
    """An archived thread is not in memory. Errors: NotFound, Forbidden (discord.py's)."""
    return client.get_channel(channel_id) or await client.fetch_channel(channel_id)


async def store_of_id(client: discord.Client, channel_id: int) -> ChannelId:
    """Whose store it uses. One that Discord does not show us (any more) is taken for a channel of its own."""
    try:
        found = await conversation(client, channel_id)
    except (discord.NotFound, discord.Forbidden):
        return ChannelId(str(channel_id))
    return store_of(found)
