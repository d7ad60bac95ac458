"""What stands under what was saved: taking it back, and its arguments. Both find it again by the message's id."""

import re
from typing import TYPE_CHECKING, Self

import discord

from bot.cogs.cards.post_lines import argument_lines
from bot.cogs.cards.saved_post import heading
from bot.cogs.surface.card import Card, Persistent
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import mention
from bot.cogs.surface.paging import Turning
from bot.cogs.surface.place import here, jump_link, person, require_moderator
from bot.cogs.surface.reply import is_private, show, turn
from bot.cogs.surface.tongue import words_of
from bot.domain.receipt import Receipt, SavedPost
from bot.locales import Wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Pressed = discord.Interaction[CasebookBot]

TABLE = "discord_save"
MESSAGE = r"(?P<message>\d{1,20})"


class UndoButton(Persistent, template=rf"cb:undo:{MESSAGE}:(?P<saver>\d{{1,20}})"):
    """Takes back what one person saved from a message: that person can, and who moderates."""

    def __init__(self, message_id: int, saver: int, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:undo:{message_id}:{saver}"))
        self.message_id = message_id
        self.saver = str(saver)

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["message"]), int(match["saver"]))

    async def pressed(self, interaction: "Pressed") -> None:
        channel = here(interaction)
        if person(interaction) != self.saver:
            require_moderator(interaction)
        await interaction.response.defer()
        source = jump_link(interaction, self.message_id)
        await interaction.client.casebook.withdraw(channel, source, self.saver)
        interaction.client.dispatch("deletion")
        await turn(interaction, undone_card(self.saver, words_of(interaction)))


def undone_card(saved_by: str, words: Wording) -> Card:
    """The same whoever pressed, and however often."""
    return Card().text(words.say(TABLE, "undone", person=mention(saved_by)))


class ArgumentsButton(Persistent, template=rf"cb:args:{MESSAGE}:(?P<page>\d{{1,3}})"):
    """Shows a page of the arguments that were saved from a message, to the one who presses."""

    def __init__(self, message_id: int, page: int, label: str | None = None) -> None:
        super().__init__(discord.ui.Button(label=label, custom_id=f"cb:args:{message_id}:{page}"))
        self.message_id = message_id
        self.page = page

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(int(match["message"]), int(match["page"]))

    async def pressed(self, interaction: "Pressed") -> None:
        channel, words = here(interaction), words_of(interaction)
        receipt = await interaction.client.casebook.saved_from(channel, jump_link(interaction, self.message_id))
        card = arguments_card(receipt, self, words)
        # The pages themselves are shown to the one who pressed alone, and turn in their place.
        await (turn if is_private(interaction) else show)(interaction, card)


def arguments_card(receipt: Receipt, wanted: ArgumentsButton, words: Wording) -> Card:
    """One page of the arguments, whole quotes, with buttons to the pages around it."""
    every = pages(_blocks(receipt, words), Room())
    turning = Turning.to(wanted.page, len(every))
    turns = turning.buttons(
        lambda page, label: ArgumentsButton(wanted.message_id, page, label),
        words.say(TABLE, "previous"),
        words.say(TABLE, "next"),
    )
    return Card().text(*every[turning.page]).text(*turning.line(words)).controls(*turns)


def _blocks(receipt: Receipt, words: Wording) -> list[str]:
    if not receipt.posts:
        return [words.say(TABLE, "nothing_kept")]
    return [block for saved in receipt.posts for block in _of_post(saved, words)]


def _of_post(saved: SavedPost, words: Wording) -> list[str]:
    if saved.waiting:
        return [f"{heading(saved.post, words)}\n{words.say(TABLE, 'reading')}"]
    if not saved.arguments:
        return [f"{heading(saved.post, words)}\n{words.say(TABLE, 'no_arguments')}"]
    return [heading(saved.post, words), *(argument_lines(one, words) for one in saved.arguments)]


BUTTONS = (UndoButton, ArgumentsButton)
