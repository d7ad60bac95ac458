"""`/digest`: what came in lately."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.answers.lately import DAYS, since_of
from bot.cogs.cards.digest import PageButton, clock_of, digest_card, telling
from bot.cogs.cards.standing import citing, show_citing
from bot.cogs.surface.choices import or_nothing
from bot.cogs.surface.clock import now
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import put_off
from bot.cogs.surface.tongue import COMMANDS, told, words_of
from bot.domain.digest import Window

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]

LONGEST_SINCE = 20


@or_nothing
async def since_choices(interaction: "Asked", typed: str) -> list[Choice[str]]:
    """The usual times; a date is typed."""
    words = words_of(interaction)
    named = [(words.say(COMMANDS, f"digest_{days}"), days) for days in DAYS]
    return [Choice(name=name, value=days) for name, days in named if typed.strip().casefold() in name.casefold()]


class DigestCommand(commands.Cog, name="Digest"):
    @app_commands.command(name=told("digest"), description=told("digest_about"))
    @app_commands.rename(since=told("digest_since"))
    @app_commands.describe(since=told("digest_since_about"))
    @app_commands.autocomplete(since=since_choices)
    async def digest(self, interaction: "Asked", since: app_commands.Range[str, 1, LONGEST_SINCE] = DAYS[1]) -> None:
        settings, moment = await interaction.client.casebook.settings(here(interaction)), now()
        window = Window(since=since_of(since, moment, clock_of(settings).tz), until=moment)
        message_id = await put_off(interaction, private=False)
        found = await telling(interaction, window)
        cites = citing(found.as_question, found.reader.locale, found.digest.evidence)
        await show_citing(interaction, digest_card(found), cites, message_id)


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(PageButton)
    await bot.add_cog(DigestCommand())
