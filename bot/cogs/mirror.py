"""What is changed or deleted in Discord is changed or deleted in the casebook too, and in the answers that cited it."""

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.cogs.cards.withdrawn import withdrawn_card
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.catching_up import catch_up
from bot.cogs.surface.finding import store_of_id
from bot.cogs.surface.message_text import texts_of
from bot.cogs.surface.place import message_link, store_of
from bot.domain.post import ChannelId
from bot.domain.shown import ShownAnswer

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)


class Mirror(commands.Cog):
    """Listens to raw events: what they tell of is seldom in memory."""

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        if event.message.author == self.bot.user:
            return
        self.bot.note_work()
        with logging_faults("an edit"):
            channel = await store_of_id(self.bot, event.channel_id)
            await self._revise(channel, event.message)

    async def _revise(self, channel: ChannelId, message: discord.Message) -> None:
        source = message_link(message.guild.id if message.guild else None, message.channel.id, message.id)
        if not self.bot.can_read(message) or not (await self.bot.casebook.saved_from(channel, source)).posts:
            return
        now = await texts_of(message, me=self.bot.user.id if self.bot.user else None)
        receipt = await self.bot.casebook.revise(channel, source, now.texts)
        if receipt is not None:
            await self.on_deletion()
            async with self.bot.reading:
                await self.bot.casebook.finish(channel, receipt)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        with logging_faults("a deletion"):
            await self._withdraw(event.guild_id, event.channel_id, {event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        with logging_faults("a deletion of many"):
            await self._withdraw(event.guild_id, event.channel_id, event.message_ids)

    async def _withdraw(self, guild_id: int | None, channel_id: int, message_ids: set[int]) -> None:
        channel = await store_of_id(self.bot, channel_id)
        for message_id in message_ids:
            given = await self.bot.casebook.shown_at(channel, str(message_id))
            if given is not None:
                await self.bot.casebook.drop_answer(channel, given.answer_id)
            await self.bot.casebook.withdraw(channel, message_link(guild_id, channel_id, message_id))
        await self.on_deletion()

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        with logging_faults("a thread's deletion"):
            below = message_link(event.guild_id, event.thread_id, 0).removesuffix("0")
            await self.bot.casebook.withdraw_all_under(ChannelId(str(event.parent_id)), below)
            await self.on_deletion()

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        with logging_faults("a channel's deletion"):
            await self.bot.casebook.erase(store_of(channel))
            await self.on_deletion()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """After a start, and after a break that was too long for Discord to tell what was missed."""
        self.bot.begin(self._catch_up())

    async def _catch_up(self) -> None:
        with logging_faults("what happened meanwhile"):
            await catch_up(self.bot, self._revise)
            await self.on_deletion()

    @commands.Cog.listener()
    async def on_deletion(self) -> None:
        """Something was deleted, by whatever way: answers that cited it are taken back."""
        for channel in await self.bot.casebook.withdrawn_channels():
            for given in await self.bot.casebook.withdrawn(channel):
                with logging_faults("an answer to take back"):
                    await self._take_back(channel, given)

    async def _take_back(self, channel: ChannelId, given: ShownAnswer) -> None:
        """In Discord first: if that fails for now, the next deletion or start tries again."""
        if given.place is not None:
            there = self.bot.get_partial_messageable(int(given.place.channel))
            try:
                await there.get_partial_message(int(given.place.message)).edit(view=withdrawn_card(given))
            except (discord.NotFound, discord.Forbidden):
                log.info("an answer that cites a deleted post is out of reach")
        await self.bot.casebook.drop_answer(channel, given.answer_id)


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(Mirror(bot))
