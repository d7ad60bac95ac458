"""Whose store a conversation uses, and what its people may do there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.domain.post import ChannelId
from bot.errors import NotAllowed, OutOfSight

if TYPE_CHECKING:
    from discord.abc import GuildChannel, MessageableChannel, PrivateChannel
    from discord.interactions import InteractionChannel


def store_of(conversation: "MessageableChannel | InteractionChannel | GuildChannel | PrivateChannel") -> ChannelId:
    """A channel's own store; a thread's is its parent's, a forum post's the forum's; a direct message has its own."""
    if isinstance(conversation, discord.Thread):
        return ChannelId(str(conversation.parent_id))
    return ChannelId(str(conversation.id))


def here(interaction: discord.Interaction) -> ChannelId:
    """The store of the conversation in which a command was given. Errors: OutOfSight."""
    return store_of(where(interaction))


def where(interaction: discord.Interaction) -> "InteractionChannel":
    """The conversation in which a command was given or a button pressed. Errors: OutOfSight."""
    require_sight(interaction)
    if interaction.channel is None:
        raise OutOfSight
    return interaction.channel


def jump_link(interaction: discord.Interaction, message_id: int) -> str:
    """Where a message of this conversation is."""
    return message_link(interaction.guild_id, interaction.channel_id, message_id)


def message_link(guild_id: int | None, channel_id: int | None, message_id: int) -> str:
    return f"{links_begin(guild_id, channel_id)}{message_id}"


def links_begin(guild_id: int | None, channel_id: int | None) -> str:
    """What the links of all messages of a channel or thread begin with."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/"


def person(interaction: discord.Interaction) -> str:
    """Who acts, as the store knows them."""
    return str(interaction.user.id)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the one who acts may do in this conversation. In direct messages: everything."""

    permissions: discord.Permissions
    alone: bool

    @property
    def sees(self) -> bool:
        return self.alone or self.permissions.view_channel

    @property
    def moderates(self) -> bool:
        return self.alone or self.permissions.manage_messages

    @property
    def manages(self) -> bool:
        return self.alone or self.permissions.manage_channels


def rights(interaction: discord.Interaction) -> Rights:
    """As Discord gives them with each press and command, so that a right that was taken away is gone at once."""
    return Rights(interaction.permissions, alone=interaction.guild_id is None)


def require_sight(interaction: discord.Interaction) -> None:
    """Errors: OutOfSight where the person can't see the channel (any more): an old message may still be open."""
    if not rights(interaction).sees:
        raise OutOfSight


def require_moderator(interaction: discord.Interaction) -> None:
    """Errors: NotAllowed."""
    if not rights(interaction).moderates:
        raise NotAllowed(permission="manage_messages")


def require_manager(interaction: discord.Interaction) -> None:
    """Errors: NotAllowed."""
    if not rights(interaction).manages:
        raise NotAllowed(permission="manage_channels")
