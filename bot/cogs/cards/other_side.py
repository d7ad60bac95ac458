"""The other side of a message, for one person alone, and the buttons to its pages, which read the message again."""

import re
from typing import TYPE_CHECKING, Self

import discord

from bot.cogs.cards.other_side_text import TABLE, Telling, other_side_pages
from bot.cogs.cards.subject_pages import paged, reader_of
from bot.cogs.surface.audience import shelves_for
from bot.cogs.surface.boundary import sentence_of
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.message_text import texts_of
from bot.cogs.surface.place import here, where
from bot.cogs.surface.reply import turn
from bot.cogs.surface.rereading import link_of

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Acted = discord.Interaction[CasebookBot]


async def other_side_card(interaction: "Acted", message: discord.Message, page: int = 0) -> Card:
    """A page of what speaks against a message, from the shelves that the one who asks may read."""
    bot, reader = interaction.client, await reader_of(interaction)
    me = bot.user.id if bot.user else None
    if message.author.id == me:
        return Card().text(reader.words.say(TABLE, "own_message"))
    texts = await texts_of(message, me=me)
    unread = [sentence_of(error, reader.words) for error in texts.unread]
    text = "\n\n".join(texts.texts)
    if not text.strip():
        return Card().text(reader.words.say(TABLE, "no_text"), *unread)
    shelves = await shelves_for(bot, where(interaction), interaction.user)
    async with bot.answering:
        found = await bot.casebook.other_side(here(interaction), text, shelves, reader.locale)
    every = other_side_pages(Telling(found, link_of(message), reader, unread))
    return paged(every, page, lambda number, label: OtherSidePageButton(message.id, number, label), reader.words)


class OtherSidePageButton(Persistent, template=r"cb:against:(?P<message>\d{1,20}):(?P<page>\d{1,3})"):
    """Turns to a page of what speaks against a message, as both stand now."""

    def __init__(self, message_id: int, page: int, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:against:{message_id}:{page}"))
        self.message_id = message_id
        self.page = page

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["message"]), int(match["page"]))

    async def pressed(self, interaction: "Acted") -> None:
        interaction.client.count_use(interaction)
        await interaction.response.defer()
        there = interaction.client.get_partial_messageable(interaction.channel_id or 0)
        try:
            message = await there.fetch_message(self.message_id)
        except discord.NotFound:
            words = (await reader_of(interaction)).words
            await turn(interaction, Card().text(words.say(TABLE, "gone")))
            return
        await turn(interaction, await other_side_card(interaction, message, self.page))
