"""`/forget`: deleting a post, or all that the asker saved here; asked for the asker alone, and confirmed first."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.forget import BUTTONS, TABLE, confirmation, confirmation_of_all
from bot.cogs.surface.card import Card
from bot.cogs.surface.choices import LONGEST, post_choices
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.tongue import told, words_of

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class Forget(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @app_commands.command(name=told("forget"), description=told("forget_about"))
    @app_commands.rename(post=told("forget_post"), mine=told("forget_mine"))
    @app_commands.describe(post=told("forget_post_about"), mine=told("forget_mine_about"))
    @app_commands.autocomplete(post=post_choices)
    async def forget(
        self,
        interaction: "discord.Interaction[CasebookBot]",
        post: app_commands.Range[str, 1, LONGEST] | None = None,
        mine: bool = False,  # noqa: FBT001, FBT002  # an option of the command, given by its name
    ) -> None:
        await put_off(interaction, private=True)
        await show(interaction, await self._question(interaction, post, mine=mine))

    async def _question(self, interaction: "discord.Interaction[CasebookBot]", post: str | None, *, mine: bool) -> Card:
        if mine and post is None:
            return await confirmation_of_all(interaction)
        if post is not None and not mine:
            return await confirmation(interaction, post)
        return Card().text(words_of(interaction).say(TABLE, "choose"))


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(Forget(bot))
