"""`/help`: how to use the casebook, with examples for this channel."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.help import help_card
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.tongue import told, words_of

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

EXAMPLES = 2
"""Companies that the examples are about."""


class Help(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @app_commands.command(name=told("help"), description=told("help_about"))
    async def help(self, interaction: "discord.Interaction[CasebookBot]") -> None:
        await put_off(interaction, private=True)
        held = await self.bot.casebook.subjects(here(interaction), "", EXAMPLES)
        await show(interaction, help_card(held, words_of(interaction)))


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(Help(bot))
