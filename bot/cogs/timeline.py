"""`/timeline`: what is argued on a subject over time, as a picture with the posts that it marks."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.lately import since_of
from bot.cogs.cards.standing import citing, show_citing
from bot.cogs.cards.timeline import TimelineButton, Wanted, telling, timeline_card
from bot.cogs.surface.choices import LONGEST_SUBJECT, subject_choices
from bot.cogs.surface.clock import now
from bot.cogs.surface.reply import put_off
from bot.cogs.surface.tongue import told

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

    Asked = discord.Interaction[CasebookBot]

LONGEST_SINCE = 20


class TimelineCommand(commands.Cog, name="Timeline"):
    @app_commands.command(name=told("timeline"), description=told("timeline_about"))
    @app_commands.rename(subject=told("case_subject"), since=told("timeline_since"))
    @app_commands.describe(subject=told("case_subject_about"), since=told("timeline_since_about"))
    @app_commands.autocomplete(subject=subject_choices)
    async def timeline(
        self,
        interaction: "Asked",
        subject: app_commands.Range[str, 1, LONGEST_SUBJECT],
        since: app_commands.Range[str, 1, LONGEST_SINCE] | None = None,
    ) -> None:
        wanted = Wanted(since_of(since, now()).date() if since else None)
        message_id = await put_off(interaction, private=False)
        found = await telling(interaction, subject, wanted)
        card = await timeline_card(interaction, found, wanted)
        cites = citing(found.tell.as_question, found.reader.locale, found.timeline.evidence)
        await show_citing(interaction, card, cites, message_id)


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(TimelineButton)
    await bot.add_cog(TimelineCommand())
