"""Showing what cites posts, so that no deletion misses it: also one that comes while it is on its way, and also where
the process is killed before it hears that it stands."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.casebook import Casebook
from bot.cogs.cards.withdrawn import withdrawn_card
from bot.cogs.surface.card import Card
from bot.cogs.surface.clock import today
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import show_if_wanted
from bot.domain.answer import Evidence
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import Place, ShownAnswer
from bot.domain.text import Locale
from bot.errors import UnknownAnswer

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

Shows = Callable[[Card], Awaitable[None]]
Where = Callable[[], Place | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer that is remembered and comes to stand somewhere. `shows` puts a card there, or in the place of one;
    `where` tells where that is, and None as long as nobody knows, or where one person alone sees it."""

    casebook: Casebook
    channel: ChannelId
    given: ShownAnswer
    shows: Shows
    where: Where

    async def show(self, card: Card) -> None:
        """Its place is noted before it stands there: whoever deletes what it cites then finds it.

        Where that happens meanwhile, what stands in the end says so, whichever card came later.
        Errors: those of `shows`; it is remembered no longer then.
        """
        if await self._holds():
            try:
                await self.shows(card)
            except Exception:
                await self._drop()
                raise
        if not await self._holds():
            await self.shows(withdrawn_card(self.given))
            await self._drop()

    async def _holds(self) -> bool:
        """Note where it stands by now; whether all that it cites is still there."""
        if (place := self.where()) is None:
            return True
        try:
            await self.casebook.placed(self.channel, self.given.answer_id, place)
        except UnknownAnswer:  # it was taken back before it stood, or the channel was emptied
            return False
        return all(one.answer_id != self.given.answer_id for one in await self.casebook.withdrawn(self.channel))

    async def _drop(self) -> None:
        await self.casebook.drop_answer(self.channel, self.given.answer_id)


@dataclass(frozen=True, slots=True)
class Citing:
    """What a card was asked, in words that stand in its place where it is taken back, and what it cites."""

    asked: Question
    evidence: Sequence[Evidence]


def citing(text: str, locale: Locale, evidence: Sequence[Evidence]) -> Citing:
    """For a command, which has no question of its own."""
    return Citing(Question(text=text, asked_on=today(), spoken=locale), evidence)


async def show_citing(
    interaction: "discord.Interaction[CasebookBot]", card: Card, cites: Citing, message_id: int | None
) -> None:
    """Answer a command that was put off with a card that cites posts; `message_id` as `put_off` gave it."""
    if message_id is None or not cites.evidence:
        await show_if_wanted(interaction, card)
        return
    casebook, channel = interaction.client.casebook, here(interaction)
    answer_id = await casebook.remember(channel, cites.evidence, cites.asked)
    place = Place(channel=str(interaction.channel_id), message=str(message_id))
    given = ShownAnswer(answer_id=answer_id, question=cites.asked, cited=(), place=place)

    async def shows(card: Card) -> None:
        await show_if_wanted(interaction, card)

    await Standing(casebook, channel, given, shows, lambda: place).show(card)
