"""`/settings`: what those who manage a channel can set."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.settings import CONTROLS, panel
from bot.cogs.surface.place import require_manager
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.tongue import told

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class Settings(commands.Cog):
    @app_commands.command(name=told("settings"), description=told("settings_about"))
    @app_commands.default_permissions(manage_channels=True)
    async def settings(self, interaction: "discord.Interaction[CasebookBot]") -> None:
        # Discord's own list of who may use a command can be changed: the right itself counts.
        require_manager(interaction)
        await put_off(interaction, private=True)
        await show(interaction, await panel(interaction))


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(*CONTROLS)
    await bot.add_cog(Settings())
