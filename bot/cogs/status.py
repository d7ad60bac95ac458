"""`/status`: health in one screen."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.status import Surroundings, status_card
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.tongue import told, words_of

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class StatusCommand(commands.Cog, name="Status"):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @app_commands.command(name=told("status"), description=told("status_about"))
    async def status(self, interaction: "discord.Interaction[CasebookBot]") -> None:
        await put_off(interaction, private=True)
        around = Surroundings(
            latency=self.bot.latency,
            reads_messages=self.bot.reads_messages,
            application_id=interaction.application_id,
            permissions=interaction.app_permissions if interaction.guild_id is not None else None,
        )
        found = await self.bot.casebook.status(here(interaction))
        await show(interaction, status_card(found, around, words_of(interaction)))


async def setup(bot: "CasebookBot") -> None:
    await bot.add_cog(StatusCommand(bot))
