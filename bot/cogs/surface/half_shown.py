"""Noting where a part of an answer stands, so that it does not stay there for ever."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.cogs.surface.card import Card
from bot.cogs.surface.reply import Screen
from bot.domain.post import ChannelId
from bot.domain.shown import Place

if TYPE_CHECKING:
    from bot.casebook import Casebook


@dataclass(slots=True)
class HalfShown:
    """Whether a part of an answer stands where all see it. `channel` is the one that was asked."""

    casebook: "Casebook"
    channel: ChannelId
    screen: Screen
    _noted: Place | None = field(default=None, init=False)
    _began: bool = field(default=False, init=False)

    async def grow(self, card: Card) -> None:
        """Show what there is of it. Errors: discord.py's."""
        await self._note()  # before it stands there, where it is known by then where that is
        self._began = True
        await self.screen.grow(card)
        await self._note()

    async def show(self, card: Card) -> None:
        """Show it whole. Errors: discord.py's."""
        await self.screen.show(card)
        self._began = True

    async def _note(self) -> None:
        if self._noted is None and (place := self.screen.place) is not None:
            await self.casebook.begun(self.channel, place)
            self._noted = place

    async def ends(self) -> None:
        """It stands there whole."""
        if self._noted is not None:
            await self.casebook.ended(self.channel, self._noted)

    async def fails(self) -> None:
        """Take away what was shown of it: where it could not be noted, it would outlive what it cites.

        What merely says that an answer will come stays: what went wrong is said in its place.
        """
        if self._began:
            await self.clear()

    async def clear(self) -> None:
        """Take away what stands there, where nothing will be said in its place. What can't be, the next start tries
        again."""
        if await self.screen.clear():
            await self.ends()
