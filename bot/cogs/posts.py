"""`/posts`: what is saved here, a page at a time, for the asker alone."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.cards.posts import BUTTONS, Wanted, list_card
from bot.cogs.surface.choices import LONGEST, author_choices, subject_choices
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.tongue import told

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

Named = app_commands.Range[str, 1, LONGEST]


class Posts(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @app_commands.command(name=told("posts"), description=told("posts_about"))
    @app_commands.rename(subject=told("posts_subject"), author=told("posts_author"))
    @app_commands.describe(subject=told("posts_subject_about"), author=told("posts_author_about"))
    @app_commands.autocomplete(subject=subject_choices, author=author_choices)
    async def posts(
        self, interaction: "discord.Interaction[CasebookBot]", subject: Named | None = None, author: Named | None = None
    ) -> None:
        channel = here(interaction)
        await put_off(interaction, private=True)
        about = await self.bot.casebook.subject(channel, subject) if subject else None
        by = await self._as_written(interaction, author) if author else None
        await show(interaction, await list_card(interaction, Wanted(about, by)))

    async def _as_written(self, interaction: "discord.Interaction[CasebookBot]", typed: str) -> str:
        """The author's name as the posts have it, where it was typed in another case or without its @."""
        names = await self.bot.casebook.authors(here(interaction), typed)
        same = [name for name in names if _bare(name) == _bare(typed)]
        return typed if typed in names else next(iter(same), typed)


def _bare(name: str) -> str:
    return name.strip().lstrip("@").casefold()


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(Posts(bot))
