"""A short guide where the bot is new."""

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.cogs.cards.help import DismissButton, welcome_card
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.clock import now
from bot.cogs.surface.tongue import LOCALES
from bot.domain.text import Locale
from bot.locales import wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)

NEW = timedelta(minutes=10)


class Welcome(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """One message, where the server greets its own people, else in the first channel that lets the bot write."""
        self.bot.note_work()
        with logging_faults("the guide for a new server"):
            if not _is_new(guild):
                return
            channel = _first_to_write_in(guild)
            if channel is None:
                log.info("joined a server where no channel lets the bot write")
                return
            locale = LOCALES.get(guild.preferred_locale, Locale.ENGLISH)
            await channel.send(view=welcome_card(wording(locale)))


def _is_new(guild: discord.Guild) -> bool:
    """A server that comes back after an outage may be told as joined: when the bot really came says its membership."""
    joined = guild.me.joined_at
    return joined is not None and now() - joined < NEW


def _first_to_write_in(guild: discord.Guild) -> discord.TextChannel | None:
    for channel in (guild.system_channel, *guild.text_channels):
        if channel is not None:
            may = channel.permissions_for(guild.me)
            if may.view_channel and may.send_messages:
                return channel
    return None


async def setup(bot: "CasebookBot") -> None:
    bot.add_dynamic_items(DismissButton)
    await bot.add_cog(Welcome(bot))
