"""Showing a card: as the answer to a command that was put off, or to one that was not."""

from typing import Any

import discord

from bot.cogs.surface.card import Card


async def put_off(interaction: discord.Interaction[Any], *, private: bool) -> int | None:
    """Acknowledge at once and answer later. The id of the message that will be the answer, where Discord gives it."""
    callback = await interaction.response.defer(ephemeral=private, thinking=True)
    return callback.message_id if callback else None


async def show(interaction: discord.Interaction[Any], card: Card, *, private: bool = True) -> None:
    """Answer a command or a press with a card of its own."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.send_message(view=card, ephemeral=private)


async def replace_card(message: discord.Message | discord.PartialMessage, card: Card) -> None:
    """Put a card in the place of one that stands in a channel. Errors: discord.py's."""
    # To such an edit discord.py adds no default of the bot's: who is named in it would be called.
    await message.edit(view=card, allowed_mentions=discord.AllowedMentions.none())


async def turn(interaction: discord.Interaction[Any], card: Card) -> None:
    """Put a card in the place of the one whose button was pressed."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=card)
    else:
        await interaction.response.edit_message(view=card)
