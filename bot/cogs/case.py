"""`/case`: what is argued for and against a subject, side by side."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.compose import name_of
from bot.answers.told import Sides
from bot.cogs.cards.case import PageButton, Wanted, case_card, telling
from bot.cogs.cards.point_text import TABLE
from bot.cogs.cards.standing import citing, show_citing
from bot.cogs.surface.choices import LONGEST_SUBJECT, subject_choices
from bot.cogs.surface.reply import put_off
from bot.cogs.surface.tongue import told

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]


class CaseCommand(commands.Cog, name="Case"):
    @app_commands.command(name=told("case"), description=told("case_about"))
    @app_commands.rename(subject=told("case_subject"), side=told("case_side"))
    @app_commands.describe(subject=told("case_subject_about"), side=told("case_side_about"))
    @app_commands.autocomplete(subject=subject_choices)
    @app_commands.choices(
        side=[
            app_commands.Choice(name=told("case_bull"), value=Sides.BULL.value),
            app_commands.Choice(name=told("case_bear"), value=Sides.BEAR.value),
            app_commands.Choice(name=told("case_both"), value=Sides.BOTH.value),
        ]
    )
    async def case(
        self,
        interaction: "Asked",
        subject: app_commands.Range[str, 1, LONGEST_SUBJECT],
        side: str = Sides.BOTH.value,
    ) -> None:
        message_id = await put_off(interaction, private=False)
        wanted = Wanted(Sides(side))
        case = await telling(interaction, subject, wanted)
        card, locale = await case_card(interaction, case, wanted), case.reader.locale
        text = case.words.say(TABLE, "as_question", subject=name_of(case.case.subject, locale))
        await show_citing(interaction, card, citing(text, locale, case.told.evidence), message_id)


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(PageButton)
    await bot.add_cog(CaseCommand())
