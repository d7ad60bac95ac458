"""Taking away the parts of answers that a process left in Discord that was killed while they were written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.boundary import logging_faults
from bot.domain.post import ChannelId
from bot.domain.shown import Place

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of an answer stands, and the channel that was asked."""

    channel: ChannelId
    place: Place


class BrokenOff:
    """What earlier processes left. Of half an answer nothing is remembered: it would outlive the posts that it
    quotes."""

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self._left: list[Part] = []

    async def look(self) -> None:
        """Note what there is. Before the bot is connected it has begun none itself."""
        for channel in await self.bot.casebook.unfinished_channels():
            self._left += [Part(channel, place) for place in await self.bot.casebook.unfinished(channel)]

    async def take_away(self) -> None:
        """Every one of those that this process answers for; what fails is tried again the next time.

        What another process hears it may be writing just now, and what one left there that was killed waits for it.
        """
        for part in self._left[:]:
            with logging_faults("an answer that was broken off"):
                if await self.bot.homes.hears(int(part.place.channel)):
                    await self._delete(part.place)
                    await self.bot.casebook.ended(part.channel, part.place)
                self._left.remove(part)

    async def _delete(self, place: Place) -> None:
        there = self.bot.get_partial_messageable(int(place.channel))
        try:
            await there.get_partial_message(int(place.message)).delete()
        except discord.NotFound:
            return  # somebody was faster
