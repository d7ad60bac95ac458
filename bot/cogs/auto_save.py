"""Saving posts as they are pasted, in channels that asked for it."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.cogs.surface.boundary import apologising_in_reply, logging_faults, noted
from bot.cogs.surface.card import Card
from bot.cogs.surface.conversation import is_by_a_person, is_followed
from bot.cogs.surface.layout import Room, fitting
from bot.cogs.surface.message_text import TABLE
from bot.cogs.surface.reply import reply_to
from bot.cogs.surface.saving import Saved, read_through, save_message, store_of_message
from bot.cogs.surface.tongue import locale_of_message
from bot.cogs.surface.using import using
from bot.errors import CasebookError, UnreadableFile
from bot.intake.files import is_readable_name
from bot.intake.looks import looks_pasted
from bot.locales import Wording, wording
from bot.watching.events import Name

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

AUTO_SAVE = Name("auto_save")
SAVED = "🗂️"
"""The sign under a message that what it holds is on disk."""


class AutoSave(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if not is_by_a_person(message) or self.bot.user in message.mentions:
            return
        self.bot.note_work()
        wanted, saved = False, None
        with logging_faults("whether a message is to be saved"):  # most are not meant for us: no line is due
            wanted = await self._wants(message)
        if not wanted:
            return
        async with apologising_in_reply(message):
            with using(AUTO_SAVE):
                saved = await self._save(message)
        if saved is not None:
            with logging_faults("a post that was saved by itself"):
                await read_through(self.bot, saved)

    async def _wants(self, message: discord.Message) -> bool:
        """Asked in this order: most messages come to channels that did not ask for it."""
        channel = await store_of_message(self.bot, message)
        settings = await self.bot.casebook.settings(channel)
        return settings.auto_save and _holds_a_post(message) and not await self._is_said_to_us(message)

    async def _is_said_to_us(self, message: discord.Message) -> bool:
        """Whether it stands in a thread that is a conversation with the bot."""
        return isinstance(message.channel, discord.Thread) and await is_followed(self.bot, message.channel)

    async def _save(self, message: discord.Message) -> Saved:
        """Errors: as `save_message`."""
        saved = await save_message(self.bot, message, str(message.author.id))
        words = wording(locale_of_message(message))
        if saved.receipt.posts:
            await self._acknowledge(message, saved, words)
        # A picture beside the post is none of ours, and nobody asked for it to be read.
        faults = [error for error in saved.unread if not isinstance(error, UnreadableFile)]
        if faults:
            await reply_to(message, _faults_card(faults, words))
        return saved

    async def _acknowledge(self, message: discord.Message, saved: Saved, words: Wording) -> None:
        try:
            await message.add_reaction(SAVED)
        except discord.Forbidden:
            await message.reply(words.say(TABLE, "auto_saved"), mention_author=False)
        except discord.NotFound:
            # It was deleted while it was saved, and the deletion found nothing yet to take back.
            await self.bot.casebook.withdraw(saved.wanted.channel, saved.wanted.source)


def _holds_a_post(message: discord.Message) -> bool:
    """A pasted post, a file that can be read, or something forwarded."""
    snapshots = message.message_snapshots
    files = chain(message.attachments, *(snapshot.attachments for snapshot in snapshots))
    return (
        any(is_readable_name(file.filename, file.content_type) for file in files)
        or any(snapshot.content or snapshot.embeds for snapshot in snapshots)
        or looks_pasted(message.content)
    )


def _faults_card(faults: Sequence[CasebookError], words: Wording) -> Card:
    lines = [noted(error, words) for error in faults]
    return Card().text(*fitting(lines, Room(), lambda count: words.count(TABLE, "more_notes", count)))


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(AutoSave(bot))
