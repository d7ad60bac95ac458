"""What a process left in Discord half done: parts of answers are taken away, cards of posts that were still read are
finished."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cogs.cards.left_reading import finish_card, undo_of
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.finding import conversation
from bot.domain.post import ChannelId
from bot.domain.shown import Place

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


@dataclass(frozen=True, slots=True)
class Part:
    """Where a part of an answer or an unfinished card stands, and the channel whose it is."""

    channel: ChannelId
    place: Place


class BrokenOff:
    """What earlier processes left. Of half an answer nothing is remembered: it would outlive the posts that it
    quotes. A card tells the rest once its posts are read."""

    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self._left: list[Part] = []
        self._cards: list[Part] = []

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
                    await self._see_to(part)
                self._left.remove(part)

    async def _see_to(self, part: Part) -> None:
        message = await self._found(part.place)
        if message is not None and undo_of(message) is not None:
            self.wait_for(part)
            return
        await self._delete(part.place)
        await self.bot.casebook.ended(part.channel, part.place)

    def wait_for(self, part: Part) -> None:
        """A card to be finished, as soon as somebody has read its posts."""
        self._cards.append(part)

    async def finish_cards(self) -> None:
        """Every one of those whose posts are read by now; what fails is tried again the next time."""
        for part in self._cards[:]:
            with logging_faults("a card that is not finished"):
                message = await self._found(part.place)
                if message is None or await finish_card(self.bot, part.channel, message):
                    await self.bot.casebook.ended(part.channel, part.place)
                    self._cards.remove(part)

    async def _found(self, place: Place) -> discord.Message | None:
        """None where it is there no more, or may not be read: of half an answer that is no reason to stay."""
        try:
            there = await conversation(self.bot, int(place.channel))
            return await there.fetch_message(int(place.message)) if isinstance(there, discord.abc.Messageable) else None
        except (discord.NotFound, discord.Forbidden):
            return None

    async def _delete(self, place: Place) -> None:
        there = self.bot.get_partial_messageable(int(place.channel))
        try:
            await there.get_partial_message(int(place.message)).delete()
        except discord.NotFound:
            return  # somebody was faster
