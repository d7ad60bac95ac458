"""Who will see an answer, and which other channels' casebooks ("shelves") may therefore be read for it."""

from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.asking import Asked
from bot.cogs.surface.place import store_of, where
from bot.domain.post import ChannelId
from bot.domain.question import Question

if TYPE_CHECKING:
    from discord.abc import MessageableChannel
    from discord.interactions import InteractionChannel

    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]
    Conversation = MessageableChannel | InteractionChannel

Shelf = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel
"""What can be read as a shelf: text and announcement channels, forums, and the text of voice channels."""

READING = ("view_channel", "read_message_history")
LISTENING = (*READING, "connect")
"""What somebody needs to read what was written in a channel; Discord hides a voice channel's text without the last."""


async def shelves_for(
    bot: "CasebookBot", conversation: "Conversation", reader: discord.Member | discord.User
) -> tuple[ChannelId, ...]:
    """The shelves that one person may read, for an answer that nobody else sees.

    `reader` is the member that an interaction or a message came from, with the roles that it came with.
    """
    if not isinstance(reader, discord.Member):
        return ()
    return tuple(_store(shelf) for shelf in await _shelves(bot, conversation) if may_read(reader, shelf))


async def shelves_for_all(bot: "CasebookBot", conversation: "Conversation") -> tuple[ChannelId, ...]:
    """The shelves that everybody may read who sees this conversation, for an answer that stands in it."""
    shelves, _ = await _parted(bot, conversation)
    return shelves


async def leaves_some_out(bot: "CasebookBot", conversation: "Conversation") -> bool:
    """Whether there are shelves that only some of those may read who see this conversation."""
    _, left_out = await _parted(bot, conversation)
    return left_out


async def _parted(bot: "CasebookBot", conversation: "Conversation") -> tuple[tuple[ChannelId, ...], bool]:
    """The shelves for all, and whether there are others."""
    home, shelves = _home(bot, conversation), await _shelves(bot, conversation)
    for_all = tuple(_store(shelf) for shelf in shelves if home is not None and _is_open_to_all_of(home, shelf))
    return for_all, len(for_all) < len(shelves)


async def asked_alone(interaction: "Acted", question: Question) -> Asked:
    """A question of somebody who alone will see the answer. Errors: OutOfSight."""
    there = where(interaction)
    return Asked(store_of(there), question, await shelves_for(interaction.client, there, interaction.user))


async def asked_by_all(bot: "CasebookBot", conversation: "Conversation", question: Question) -> Asked:
    """A question whose answer everybody will see who sees this conversation."""
    shelves, left_out = await _parted(bot, conversation)
    return Asked(store_of(conversation), question, shelves, left_out)


def may_read(reader: discord.Member, shelf: Shelf) -> bool:
    allowed = shelf.permissions_for(reader)
    return all(getattr(allowed, name) for name in _needed(shelf))


def shelf_of(guild: discord.Guild, channel_id: str) -> Shelf | None:
    """The channel of this server that has the id, if it is one that can be read as a shelf."""
    found = guild.get_channel(int(channel_id)) if channel_id.isdecimal() else None
    return found if isinstance(found, Shelf) else None


async def _shelves(bot: "CasebookBot", conversation: "Conversation") -> list[Shelf]:
    """Those that are set and still there. A direct message has none."""
    home = _home(bot, conversation)
    if home is None:
        return []
    chosen = (await bot.casebook.settings(ChannelId(str(home.id)))).shelves
    found = [shelf_of(home.guild, channel) for channel in chosen]
    return [shelf for shelf in found if shelf is not None and shelf.id != home.id]


def _home(bot: "CasebookBot", conversation: "Conversation") -> discord.abc.GuildChannel | None:
    """The channel of the server that decides who sees a conversation: a thread's parent, for a private one too."""
    # As the gateway keeps it: what comes with an interaction does not say who may see the channel.
    found = bot.get_channel(int(store_of(conversation)))
    return found if isinstance(found, discord.abc.GuildChannel) else None


def _store(shelf: Shelf) -> ChannelId:
    return ChannelId(str(shelf.id))


def _needed(shelf: Shelf) -> tuple[str, ...]:
    return LISTENING if isinstance(shelf, discord.VoiceChannel) else READING


def _is_open_to_all_of(home: discord.abc.GuildChannel, shelf: Shelf) -> bool:
    """Whether whoever sees `home` may read `shelf`; in doubt, not.

    Either everybody in the server may, or both channels are shown to the same roles and members.
    """
    needed = _needed(shelf)
    everyone = shelf.guild.default_role
    denied = {name for rule in shelf.overwrites.values() for name in needed if getattr(rule, name) is False}
    allowed = shelf.permissions_for(everyone)
    if not denied and all(getattr(allowed, name) for name in needed):
        return True
    beyond_sight = all(getattr(everyone.permissions, name) for name in needed if name != "view_channel")
    return beyond_sight and denied <= {"view_channel"} and _rules(home, needed) == _rules(shelf, needed)


def _rules(channel: discord.abc.GuildChannel, names: tuple[str, ...]) -> dict[int, tuple[bool | None, ...]]:
    """For which roles and members the channel differs from the server in these permissions, and how."""
    rules = {target.id: tuple(getattr(rule, name) for name in names) for target, rule in channel.overwrites.items()}
    return {target: rule for target, rule in rules.items() if any(choice is not None for choice in rule)}
