"""Showing a card: as the answer to a command that was put off, or to one that was not."""

from typing import Any

import discord

from bot.cogs.surface.boundary import TOKEN_IS_OVER, ask_again
from bot.cogs.surface.card import Card

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


async def show(interaction: discord.Interaction[Any], card: Card, *, private: bool = True) -> None:
    """Answer a command or a press with a card of its own; too late for one person alone, who is told to ask again."""
    if not interaction.response.is_done():
        await interaction.response.send_message(view=card, ephemeral=private)
        return
    try:
        await interaction.edit_original_response(view=card)
    except discord.HTTPException as error:
        if error.code not in TOKEN_IS_OVER:
            raise
        await _show_late(interaction, card)


async def _show_late(interaction: discord.Interaction[Any], card: Card) -> None:
    message_id = interaction.extras.get(PROMISED)
    if message_id is None or interaction.channel_id is None:
        await ask_again(interaction)
    else:
        there = interaction.client.get_partial_messageable(interaction.channel_id)
        await replace_card(there.get_partial_message(message_id), card)


async def reply_to(message: discord.Message, card: Card) -> discord.Message:
    """Answer a message with a card. Errors: discord.py's."""
    # With a nonce, a second try of the same sending does not post twice.
    return await message.reply(view=card, mention_author=False, nonce=message.id)


async def replace_card(message: discord.Message | discord.PartialMessage, card: Card) -> None:
    """Put a card in the place of one that stands in a channel. Errors: discord.py's."""
    # To such an edit discord.py adds no default of the bot's: who is named in it would be called.
    await message.edit(view=card, allowed_mentions=discord.AllowedMentions.none())


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message whose button was pressed is shown to the one who pressed alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


async def turn(interaction: discord.Interaction[Any], card: Card) -> None:
    """Put a card in the place of the one whose button was pressed."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.edit_message(view=card)
