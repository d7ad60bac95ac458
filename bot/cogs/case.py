"""`/case`: what is argued for and against a subject, side by side."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.compose import name_of
from bot.cogs.cards.case import PageButton, Wanted, case_card, telling
from bot.cogs.cards.case_text import TABLE, Side, Telling
from bot.cogs.surface.choices import subject_choices
from bot.cogs.surface.clock import today
from bot.cogs.surface.place import here
from bot.cogs.surface.reply import put_off, show
from bot.cogs.surface.tongue import told
from bot.domain.question import Question
from bot.domain.shown import Place

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]

LONGEST_SUBJECT = 100


class CaseCommand(commands.Cog, name="Case"):
    @app_commands.command(name=told("case"), description=told("case_about"))
    @app_commands.rename(subject=told("case_subject"), side=told("case_side"))
    @app_commands.describe(subject=told("case_subject_about"), side=told("case_side_about"))
    @app_commands.autocomplete(subject=subject_choices)
    @app_commands.choices(
        side=[
            app_commands.Choice(name=told("case_bull"), value=Side.BULL.value),
            app_commands.Choice(name=told("case_bear"), value=Side.BEAR.value),
            app_commands.Choice(name=told("case_both"), value=Side.BOTH.value),
        ]
    )
    async def case(
        self,
        interaction: "Asked",
        subject: app_commands.Range[str, 1, LONGEST_SUBJECT],
        side: str = Side.BOTH.value,
    ) -> None:
        message_id = await put_off(interaction, private=False)
        wanted = Wanted(Side(side))
        case = await telling(interaction, subject, wanted)
        card = await case_card(interaction, case, wanted)
        await show(interaction, card)
        # Afterwards: what was deleted in between is noticed then, and the card that shows it is taken back.
        if message_id and case.told:
            await _remember(interaction, case, message_id)


async def _remember(interaction: "Asked", case: Telling, message_id: int) -> None:
    """What it cites may be deleted later: then it is taken back where it stands, as an answer is."""
    locale, channel, casebook = case.reader.locale, here(interaction), interaction.client.casebook
    text = case.words.say(TABLE, "as_question", subject=name_of(case.case.subject, locale))
    asked = Question(text=text, asked_on=today(), spoken=locale)
    answer_id = await casebook.remember(channel, case.evidence, asked)
    await casebook.placed(channel, answer_id, Place(channel=str(interaction.channel_id), message=str(message_id)))


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(PageButton)
    await bot.add_cog(CaseCommand())
