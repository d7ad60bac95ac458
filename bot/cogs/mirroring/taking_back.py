"""Taking back the answers that cite what was deleted since."""

import asyncio
import logging
from collections.abc import Collection
from typing import TYPE_CHECKING

import discord

from bot.cogs.cards.withdrawn import withdrawn_card
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.card import Card
from bot.cogs.surface.finding import conversation
from bot.cogs.surface.reply import replace_card
from bot.domain.post import ChannelId
from bot.domain.shown import AnswerId, Place, ShownAnswer

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)

THREAD_IS_ARCHIVED = 50083
"""Discord's code for a change to what stands in an archived thread."""


class TakingBack:
    """Replaces an answer in Discord first, then forgets it in the store: what fails is tried again."""

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self._one_at_a_time = asyncio.Lock()
        self._out_of_reach: set[AnswerId] = set()
        self._left: set[AnswerId] = set()

    async def take_back(self) -> None:
        """Every answer that is flagged where this process hears, but those that were found out of reach."""
        await self._take_back_all(frozenset())

    async def look_around(self) -> None:
        """Besides, what other processes have left flagged since the last look: they are away."""
        self._left = await self._take_back_all(self._left)

    async def _take_back_all(self, overdue: Collection[AnswerId]) -> set[AnswerId]:
        """`overdue` ones wherever they stand; gives those that are left to other processes."""
        left = set[AnswerId]()
        async with self._one_at_a_time:
            for channel in await self.bot.casebook.withdrawn_channels():
                for given in await self.bot.casebook.withdrawn(channel):
                    if given.answer_id in self._out_of_reach:
                        continue
                    with logging_faults("an answer to take back"):
                        if given.answer_id in overdue or await self.bot.homes.hears(int(channel)):
                            await self._take_back(channel, given)
                        else:
                            left.add(given.answer_id)
        return left

    def reach_anew(self) -> None:
        """Try those out of reach again: the bot may see their channels by now."""
        self._out_of_reach.clear()

    async def _take_back(self, channel: ChannelId, given: ShownAnswer) -> None:
        if given.place is not None:
            try:
                await self._replace(given.place, withdrawn_card(given))
            except discord.NotFound:
                log.info("an answer that cites a deleted post is deleted itself")
            except discord.Forbidden:
                self._out_of_reach.add(given.answer_id)
                log.warning("an answer that cites a deleted post stands where the bot may not go")
                return
        await self.bot.casebook.drop_answer(channel, given.answer_id)

    async def _replace(self, place: Place, card: Card) -> None:
        there = self.bot.get_partial_messageable(int(place.channel))
        answer = there.get_partial_message(int(place.message))
        try:
            await replace_card(answer, card)
        except discord.HTTPException as error:
            thread = await conversation(self.bot, there.id) if error.code == THREAD_IS_ARCHIVED else None
            if not isinstance(thread, discord.Thread):
                raise
            await thread.edit(archived=False)
            await replace_card(answer, card)
            await thread.edit(archived=True)
