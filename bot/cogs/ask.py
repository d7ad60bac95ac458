"""`/ask`: a grounded answer, for the channel or for the asker alone."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.answer import LONGEST_QUESTION
from bot.cogs.cards.answer import BUTTONS, tell_all, tell_alone
from bot.cogs.surface.clock import today
from bot.cogs.surface.reply import put_off
from bot.cogs.surface.tongue import locale_of, told
from bot.domain.question import Question

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot


class Ask(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @app_commands.command(name=told("ask"), description=told("ask_about"))
    @app_commands.rename(question=told("ask_question"), private=told("ask_private"))
    @app_commands.describe(question=told("ask_question_about"), private=told("ask_private_about"))
    async def ask(
        self,
        interaction: "discord.Interaction[CasebookBot]",
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        private: bool = False,  # noqa: FBT001, FBT002  # an option of the command, given by its name
    ) -> None:
        message_id = await put_off(interaction, private=private)
        asked = Question(text=question, asked_on=today(), spoken=locale_of(interaction))
        await (tell_alone(interaction, asked) if private else tell_all(interaction, asked, message_id))


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(*BUTTONS)
    await bot.add_cog(Ask(bot))
