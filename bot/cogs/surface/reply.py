"""Showing a card: as the answer to a command that was put off, or to one that was not."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import discord

from bot.cogs.surface.boundary import TOKEN_IS_OVER, ask_again
from bot.cogs.surface.card import Card
from bot.cogs.surface.place import jump_link, message_link
from bot.domain.shown import Place

if TYPE_CHECKING:
    from bot.cogs.surface.changes import Changes
    from bot.cogs.surface.client import CasebookBot

PROMISED = "promised"


async def put_off(interaction: discord.Interaction[Any], *, private: bool) -> int | None:
    """Acknowledge at once and answer later. The id of the message that will be the answer, where Discord gives it."""
    callback = await interaction.response.defer(ephemeral=private, thinking=True)
    message_id = callback.message_id if callback else None
    if message_id is not None and not private:
        promise(interaction, message_id)
    return message_id


def promise(interaction: discord.Interaction[Any], message_id: int) -> None:
    """Note which message all see will be the answer: it can be changed also when the token is over."""
    interaction.extras[PROMISED] = message_id


def promised_place(interaction: discord.Interaction[Any]) -> Place | None:
    """Where the answer that all see will stand; None where none was promised."""
    message_id = interaction.extras.get(PROMISED)
    return None if message_id is None else Place(channel=str(interaction.channel_id), message=str(message_id))


async def show(interaction: discord.Interaction[Any], card: Card, *, private: bool = True) -> None:
    """Answer a command or a press with a card of its own; too late for one person alone, who is told to ask again."""
    if not interaction.response.is_done():
        await interaction.response.send_message(view=card, files=card.files, ephemeral=private)
        return
    try:
        await _put_in_place(interaction, card)
    except discord.HTTPException as error:
        if error.code not in TOKEN_IS_OVER:
            raise
        await _show_late(interaction, card)


async def show_if_wanted(interaction: discord.Interaction[Any], card: Card) -> None:
    """Answer what was put off. Who deleted the answer before it was there wants no other."""
    with suppress(discord.NotFound):
        await show(interaction, card)


async def _put_in_place(interaction: discord.Interaction[Any], card: Card) -> None:
    """With its pictures, and without those of what stood there."""
    await interaction.edit_original_response(view=card, attachments=card.files)


async def _show_late(interaction: discord.Interaction[Any], card: Card) -> None:
    message_id = interaction.extras.get(PROMISED)
    if message_id is None or interaction.channel_id is None:
        await ask_again(interaction)
    else:
        there = interaction.client.get_partial_messageable(interaction.channel_id)
        await replace_card(there.get_partial_message(message_id), card)


async def reply_to(message: discord.Message, card: Card, *, anew: bool = False) -> discord.Message:
    """Answer a message with a card; `anew` where an earlier answer was lost. Errors: discord.py's."""
    # With a nonce, a second try of the same sending does not post twice.
    nonce = f"{message.id}-2" if anew else message.id
    return await message.reply(view=card, mention_author=False, nonce=nonce)


async def replace_card(message: discord.Message | discord.PartialMessage, card: Card) -> None:
    """Put a card in the place of one that stands in a channel, whose pictures go with it. Errors: discord.py's."""
    # To such an edit discord.py adds no default of the bot's: who is named in it would be called.
    await message.edit(view=card, attachments=card.files, allowed_mentions=discord.AllowedMentions.none())


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message whose button was pressed is shown to the one who pressed alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def turn(interaction: discord.Interaction[Any], card: Card) -> None:
    """Put a card in the place of the one whose button was pressed."""
    if interaction.response.is_done():
        await _put_in_place(interaction, card)
    else:
        await interaction.response.edit_message(view=card, attachments=card.files)


class Screen(Protocol):
    """Where an answer is shown: in parts while it is written, then whole. Errors of `grow` and `show`: discord.py's."""

    @property
    def says_question(self) -> bool:
        """Whether its readers have to be told what was asked."""
        ...

    @property
    def links(self) -> tuple[str, ...]:
        """The messages without which nobody wants the answer, as far as they are there."""
        ...

    @property
    def place(self) -> Place | None:
        """Where all see it; None where nothing stands yet, or for one person alone."""
        ...

    async def grow(self, card: Card) -> None:
        """Show what there is of it."""
        ...

    async def show(self, card: Card) -> None:
        """Show it whole, though parts of it can't be found any more; who deleted those wants no other."""
        ...

    async def clear(self) -> bool:
        """Take away what was shown or promised of it; whether nothing of it stands any more."""
        ...


class Original:
    """The answer to a command or a press that was put off. `message_id`: as `put_off` gave it, of one that all see."""

    says_question = True

    def __init__(self, interaction: "discord.Interaction[CasebookBot]", message_id: int | None = None) -> None:
        self._interaction = interaction
        self._message_id = message_id

    @property
    def links(self) -> tuple[str, ...]:
        return () if self._message_id is None else (jump_link(self._interaction, self._message_id),)

    @property
    def place(self) -> Place | None:
        if self._message_id is None:
            return None
        return Place(channel=str(self._interaction.channel_id), message=str(self._message_id))

    async def grow(self, card: Card) -> None:
        await self._interaction.edit_original_response(view=card)

    async def show(self, card: Card) -> None:
        try:
            await show(self._interaction, card)
        except discord.NotFound:
            if not _were_deleted(self.links, self._interaction.client.changes):
                await self._show_anew(card)

    async def _show_anew(self, card: Card) -> None:
        private = self._message_id is None
        sent = await self._interaction.followup.send(view=card, ephemeral=private, wait=True)
        self._message_id = None if private else sent.id

    async def clear(self) -> bool:
        return await _is_deleted(self._interaction.delete_original_response)


class Reply:
    """A reply to the message that asks."""

    says_question = False

    def __init__(self, bot: "CasebookBot", question: discord.Message) -> None:
        self._changes = bot.changes
        self._question = question
        self._reply: discord.Message | None = None

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(_link(message) for message in (self._question, self._reply) if message is not None)

    @property
    def place(self) -> Place | None:
        if self._reply is None:
            return None
        return Place(channel=str(self._reply.channel.id), message=str(self._reply.id))

    async def grow(self, card: Card) -> None:
        if self._reply is None:
            self._reply = await reply_to(self._question, card)
        else:
            await replace_card(self._reply, card)

    async def show(self, card: Card) -> None:
        if self._reply is None:
            self._reply = await reply_to(self._question, card)
            return
        try:
            await replace_card(self._reply, card)
        except discord.NotFound:
            if not _were_deleted(self.links, self._changes):
                self._reply = await reply_to(self._question, card, anew=True)

    async def clear(self) -> bool:
        return self._reply is None or await _is_deleted(self._reply.delete)


async def _is_deleted(delete: Callable[[], Awaitable[None]]) -> bool:
    """Whether it is gone, by us or by others."""
    try:
        await delete()
    except discord.NotFound:
        return True
    except discord.HTTPException:
        return False
    return True


def _were_deleted(links: tuple[str, ...], changes: "Changes") -> bool:
    return any(changes.is_gone(link) for link in links)


def _link(message: discord.Message) -> str:
    return message_link(message.guild.id if message.guild else None, message.channel.id, message.id)
