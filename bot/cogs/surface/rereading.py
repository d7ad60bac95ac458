"""Reading a message again that something was saved from."""

import logging
from itertools import chain
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.message_text import texts_of
from bot.cogs.surface.place import message_link
from bot.domain.post import ChannelId
from bot.domain.receipt import Receipt
from bot.errors import FileUnreadable

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)


def link_of(message: discord.Message) -> str:
    return message_link(message.guild.id if message.guild else None, message.channel.id, message.id)


async def read_again(bot: "CasebookBot", channel: ChannelId, message: discord.Message) -> Receipt | None:
    """What was saved from a message says what the message says now, its new posts waiting to be read for arguments.

    None where nothing changed, or nothing is saved from it. Errors: those of `revise`; FileUnreadable where one of its
    files could not be fetched, and then nothing was changed.
    """
    link = link_of(message)
    async with bot.changes.in_turn(link):
        said = bot.changes.latest_of(link, message)
        if said.edited_at is None and _has_files(said):
            return None  # its files are what they were, and are not fetched again for a preview that Discord added
        now = await texts_of(said, me=bot.user.id if bot.user else None)
        for error in now.unread:
            if isinstance(error, FileUnreadable):
                raise error
        return await bot.casebook.revise(channel, link, now.texts)


async def overtaken(bot: "CasebookBot", channel: ChannelId, source: str) -> Receipt | None:
    """Apply to what was just saved what Discord told of its message meanwhile.

    Where the message was edited, it is read again, and what is kept now is given. Where it was deleted, all is
    withdrawn; None then, as where nothing happened.
    """
    if bot.changes.is_gone(source):
        await bot.casebook.withdraw(channel, source)
        return None
    told = bot.changes.latest(source)
    if told is None:
        return None
    try:
        return await read_again(bot, channel, told)
    except FileUnreadable:
        log.warning("a message that was edited while it was saved could not be read again")
        return None


def _has_files(message: discord.Message) -> bool:
    return any(chain(message.attachments, *(snapshot.attachments for snapshot in message.message_snapshots)))
