"""What is changed or deleted in Discord is changed or deleted in the casebook too, and in the answers that cited it."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING

import discord
from discord.ext import commands, tasks

from bot.cogs.mirroring.broken_off import BrokenOff, Part
from bot.cogs.mirroring.catching_up import catch_up
from bot.cogs.mirroring.taking_back import TakingBack
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.place import links_begin, message_link, store_of
from bot.cogs.surface.rereading import link_of, read_again
from bot.cogs.surface.saving import store_of_message
from bot.domain.post import ChannelId
from bot.domain.receipt import Receipt
from bot.domain.shown import Place
from bot.errors import UnknownPost

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class Mirror(commands.Cog):
    """Listens to raw events: what they tell of is seldom in memory.

    Each notes what it is told before it waits for anything, and so in the order in which it was told.
    """

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self.answers = TakingBack(bot)
        self.broken_off = BrokenOff(bot)
        self._catching_up: asyncio.Task[None] | None = None
        self._hearing: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        await self.broken_off.look()
        self.look_around.start()
        self.look_at_cards.start()
        self._hearing = asyncio.create_task(self.hear_of_deletions(self.bot.casebook.deletions()))

    async def cog_unload(self) -> None:
        self.look_around.cancel()
        self.look_at_cards.cancel()
        for task in (self._hearing, self._catching_up):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])  # whoever closes the store after us closes it on nothing

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        message = event.message
        if message.author == self.bot.user or not self.bot.can_read(message):
            return
        self.bot.note_work()
        self.bot.changes.edited(link_of(message), message)
        with logging_faults("an edit"):
            await self._follow(message)

    async def _follow(self, message: discord.Message) -> None:
        """Read a message again, in the store of its own conversation alone: elsewhere its words have no business."""
        if not self.bot.can_read(message):
            return  # it comes without its text, which is not to say that it has none
        kept_in = await self.bot.casebook.kept_in(link_of(message), str(message.id))
        if not kept_in or (channel := await store_of_message(self.bot, message)) not in kept_in:
            return
        receipt = await read_again(self.bot, channel, message)
        if receipt is not None:
            await self.answers.take_back()
            await self._read(channel, receipt)

    async def _read(self, channel: ChannelId, receipt: Receipt) -> None:
        for post in receipt.posts:
            try:
                async with self.bot.place_to_read(post):
                    await self.bot.casebook.finish(channel, Receipt(posts=(post,)))
            except UnknownPost:
                continue  # it was edited again, or deleted

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._withdraw(event.guild_id, event.channel_id, [event.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        await self._withdraw(event.guild_id, event.channel_id, event.message_ids)

    async def _withdraw(self, guild_id: int | None, channel_id: int, message_ids: Iterable[int]) -> None:
        self.bot.note_work()
        links = {message_id: message_link(guild_id, channel_id, message_id) for message_id in message_ids}
        for link in links.values():
            self._note_deleted(link)
        for message_id, link in links.items():
            with logging_faults("a deletion"):
                for channel in await self.bot.casebook.kept_in(link, str(message_id)):
                    await self._withdraw_from(channel, link, message_id)

    def _note_deleted(self, link: str) -> None:
        """Before anything is waited for: an answer that is being written under it goes on no further."""
        self.bot.changes.deleted(link)
        self.bot.under_way.deleted(link)

    async def _withdraw_from(self, channel: ChannelId, link: str, message_id: int) -> None:
        """What was saved from a message, and the answer that stood in it."""
        given = await self.bot.casebook.shown_at(channel, str(message_id))
        if given is not None:
            await self.bot.casebook.drop_answer(channel, given.answer_id)
        await self.bot.casebook.withdraw(channel, link)
        await self.answers.take_back()

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        self.bot.note_work()
        below = links_begin(event.guild_id, event.thread_id)
        self._note_deleted(below)
        with logging_faults("a thread's deletion"):
            await self.bot.casebook.withdraw_all_under(ChannelId(str(event.parent_id)), below)
            await self.answers.take_back()

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.bot.note_work()
        self._note_deleted(links_begin(channel.guild.id, channel.id))
        with logging_faults("a channel's deletion"):
            if store_of(channel) in await self.bot.casebook.channels():
                await self.bot.casebook.erase(store_of(channel))
                await self.answers.take_back()

    @commands.Cog.listener()
    async def on_deletion(self) -> None:
        """Something was deleted by a command or a button."""
        self.bot.note_work()
        with logging_faults("answers to take back"):
            await self.answers.take_back()

    async def hear_of_deletions(self, told: AsyncIterator[ChannelId | None]) -> None:
        """Take back at once what cites posts that another process deleted, as long as the store tells of such: answers
        of any channel that is ours, whichever channel's posts went.

        None tells that the store was away: then what Discord told meanwhile could not be followed either.
        """
        async for channel in told:
            if not self.bot.is_ready():
                continue
            if channel is None:
                self._begin_to_catch_up()
                continue
            with logging_faults("answers to take back"):
                await self.answers.take_back()

    @tasks.loop(minutes=1)
    async def look_around(self) -> None:
        """For what was deleted from the terminal, or while an answer that cites it was on its way."""
        if self.bot.is_ready():
            with logging_faults("answers to take back"):
                await self.answers.look_around()

    @tasks.loop(seconds=5)
    async def look_at_cards(self) -> None:
        """For posts that were read since, by whichever process, whose cards say that they wait."""
        if self.bot.is_ready():
            await self.broken_off.finish_cards()

    @commands.Cog.listener()
    async def on_card_left(self, channel: ChannelId, place: Place) -> None:
        """A post could not be read just now, and will be later."""
        self.broken_off.wait_for(Part(channel, place))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """After a start."""
        self._begin_to_catch_up()

    @commands.Cog.listener()
    async def on_shard_ready(self, _shard: int) -> None:
        """After a break of one shard that was too long for Discord to tell what was missed."""
        if self.bot.is_ready():
            self._begin_to_catch_up()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """Its server was away for a while."""
        if self.bot.is_ready():
            self._begin_to_catch_up()

    def _begin_to_catch_up(self) -> None:
        """Anew, if that goes on already. A stop does not wait for it: the next start begins it again."""
        if self._catching_up is not None:
            self._catching_up.cancel()
        self._catching_up = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        with logging_faults("what happened meanwhile"):
            await self.broken_off.take_away()
            await catch_up(self.bot, self._follow)
            self.answers.reach_anew()
            await self.answers.take_back()


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(Mirror(bot))
