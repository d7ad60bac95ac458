"""`python -m benchmarks.bare ORIGIN`: discord.py and one command that only defers, the peer of the bot."""

import sys

import discord
from discord import app_commands

from tests.wire.core import TOKEN
from tests.wire.launch import point_discord_at


class Bare(discord.Client):
    """Acknowledges, and does nothing else."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.tree.command(name="ask", description="Ask")(acknowledge)
        await self.tree.sync()


async def acknowledge(interaction: discord.Interaction, question: str) -> None:  # noqa: ARG001 - an option's name
    await interaction.response.defer(thinking=True)


if __name__ == "__main__":
    point_discord_at(sys.argv[1])
    Bare().run(TOKEN, log_handler=None)
