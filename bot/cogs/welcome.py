"""A short guide where the bot is new."""

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.cogs.cards.help import DismissButton, welcome_card
from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.tongue import LOCALES
from bot.domain.text import Locale
from bot.locales import wording

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)


class Welcome(commands.Cog):
    def __init__(self, bot: "CasebookBot") -> None:
        self.bot = bot
        self._known: set[int] = set()

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """As Discord has listed them: the servers that the bot is in, also those that are away."""
        self._known.update(guild.id for guild in self.bot.guilds)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self._known.discard(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """One message, where the server greets its own people, else in the first channel that lets the bot write."""
        self.bot.note_work()
        with logging_faults("the guide for a new server"):
            if not self._is_new(guild):
                return
            channel = _first_to_write_in(guild)
            if channel is None:
                log.info("joined a server where no channel lets the bot write")
                return
            locale = LOCALES.get(guild.preferred_locale, Locale.ENGLISH)
            await channel.send(view=welcome_card(wording(locale)))

    def _is_new(self, guild: discord.Guild) -> bool:
        """Whether the bot was not in the server before. Discord tells of a join also where a server was only away."""
        known = guild.id in self._known
        self._known.add(guild.id)
        return not known


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
