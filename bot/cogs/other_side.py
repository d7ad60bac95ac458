"""The message menu *Other side*: the saved arguments that speak against what a message claims."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.other_side import OtherSidePageButton, other_side_card
from bot.cogs.surface.reply import put_off, show_if_wanted
from bot.cogs.surface.tongue import told

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class OtherSide(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=told("other_side_menu"), callback=self.other_side)

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    async def other_side(self, interaction: "discord.Interaction[CasebookBot]", message: discord.Message) -> None:
        await put_off(interaction, private=True)
        await show_if_wanted(interaction, await other_side_card(interaction, message))


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(OtherSidePageButton)
    await bot.add_cog(OtherSide(bot))
