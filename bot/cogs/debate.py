"""`/debate`: both sides of a subject, aspect by aspect, who answers whom, and what nobody has answered."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.compose import name_of
from bot.cogs.cards.debate import DebateButton, Wanted, debate_card, telling
from bot.cogs.cards.debate_text import TABLE
from bot.cogs.cards.standing import citing, show_citing
from bot.cogs.surface.choices import LONGEST_SUBJECT, subject_choices
from bot.cogs.surface.reply import put_off
from bot.cogs.surface.tongue import told

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]


class DebateCommand(commands.Cog, name="Debate"):
    @app_commands.command(name=told("debate"), description=told("debate_about"))
    @app_commands.rename(subject=told("case_subject"))
    @app_commands.describe(subject=told("case_subject_about"))
    @app_commands.autocomplete(subject=subject_choices)
    async def debate(self, interaction: "Asked", subject: app_commands.Range[str, 1, LONGEST_SUBJECT]) -> None:
        message_id = await put_off(interaction, private=False)
        wanted = Wanted()
        debate = await telling(interaction, subject, wanted)
        card, locale = await debate_card(interaction, debate, wanted), debate.reader.locale
        text = debate.words.say(TABLE, "as_question", subject=name_of(debate.debate.subject, locale))
        await show_citing(interaction, card, citing(text, locale, debate.told.evidence), message_id)


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(DebateButton)
    await bot.add_cog(DebateCommand())
