"""Edits and deletions that happened while the bot was away: recent sources are compared with what Discord has now."""

import logging
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.clock import now
from bot.cogs.surface.finding import conversation
from bot.domain.post import ChannelId

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)

RECENT = timedelta(days=14)
EVER = datetime(2000, 1, 1, tzinfo=UTC)
MOST = 500
"""Messages of one store that are looked at, newest first: at a hundred a request, seconds."""
PAGE = 100
UNKNOWN_CHANNEL = 10003
"""Discord's code for a channel or thread that is there no more; one that it hides has another."""
UNKNOWN_MESSAGE = 10008

_SOURCE = re.compile(r"(?P<under>https://discord\.com/channels/(?P<guild>@me|\d+)/(?P<channel>\d+)/)(?P<message>\d+)")

Follow = Callable[[discord.Message], Awaitable[None]]
"""What is to be done with a message that is still there."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The messages of one conversation from which something was saved. `guild` is None for a direct message's;
    `under` is what their links begin with."""

    store: ChannelId
    guild: int | None
    place: int
    under: str
    messages: tuple[int, ...]

    def link(self, message_id: int) -> str:
        return f"{self.under}{message_id}"


async def catch_up(bot: "CasebookBot", follow: Follow) -> None:
    """Withdraw what was deleted meanwhile, read again what is there. One conversation's trouble is not the others'.

    Only of the servers that this process hears: other processes catch up with the others.
    """
    for channel in await bot.casebook.channels():
        with logging_faults("a channel that was not watched"):
            if await _is_gone(bot, channel):
                await bot.casebook.erase(channel)
                continue
        for watched in _watched(channel, (await bot.casebook.sources(channel, now() - RECENT))[:MOST]):
            with logging_faults("a conversation that was not watched"):
                await _look_into(bot, watched, follow)


async def _is_gone(bot: "CasebookBot", channel: ChannelId) -> bool:
    """Whether a store's own channel was deleted. Its server is known by the links of what was saved there."""
    if not channel.isdecimal() or bot.get_channel(int(channel)) is not None:
        return False
    guilds = {watched.guild for watched in _watched(channel, await bot.casebook.sources(channel, EVER))}
    return len(guilds) == 1 and await _is_deleted(bot, guilds.pop(), int(channel))


async def _is_deleted(bot: "CasebookBot", guild: int | None, place: int) -> bool:
    """Only where Discord says so, and shows us the server: what we may not see is not deleted."""
    if guild is None or not _shows(bot, guild):
        return False
    try:
        await conversation(bot, place)
    except discord.NotFound as error:
        return error.code == UNKNOWN_CHANNEL
    except discord.Forbidden:
        return False
    return False


def _shows(bot: "CasebookBot", guild_id: int) -> bool:
    """Whether the bot is in a server, and the server not away."""
    guild = bot.get_guild(guild_id)
    return guild is not None and not guild.unavailable


async def _look_into(bot: "CasebookBot", watched: Watched, follow: Follow) -> None:
    if not bot.options.shards.hear(watched.guild) or (watched.guild is not None and not _shows(bot, watched.guild)):
        return
    if await _is_deleted(bot, watched.guild, watched.place):
        await bot.casebook.withdraw_all_under(watched.store, watched.under)
        return
    try:
        there = await conversation(bot, watched.place)
        if isinstance(there, discord.abc.Messageable):
            await _compare(bot, watched, there, follow)
    except discord.Forbidden:
        log.info("the bot may not read what was written in %s while it was away", watched.place)


async def _compare(bot: "CasebookBot", watched: Watched, there: discord.abc.Messageable, follow: Follow) -> None:
    """Pages of the conversation from the newest watched message back, as many as hold watched ones."""
    left = sorted(watched.messages, reverse=True)
    while left:
        before = discord.Object(left[0] + 1)
        page = {message.id: message async for message in there.history(limit=PAGE, before=before)}
        down_to = min(page) if len(page) == PAGE else 0
        for message_id in [one for one in left if one >= down_to]:
            message = page.get(message_id) or await _found(there, message_id)
            if message is None:
                await bot.casebook.withdraw(watched.store, watched.link(message_id))
            elif message.author != bot.user:
                with logging_faults("a message that was not watched"):
                    await follow(message)
        left = [one for one in left if one < down_to]


async def _found(there: discord.abc.Messageable, message_id: int) -> discord.Message | None:
    """None only where Discord says that it is not there: a page of what we may not read is empty.

    Errors: Forbidden, NotFound of something else (discord.py's).
    """
    try:
        return await there.fetch_message(message_id)
    except discord.NotFound as error:
        if error.code == UNKNOWN_MESSAGE:
            return None
        raise


def _watched(store: ChannelId, sources: Iterable[str]) -> list[Watched]:
    """By conversation; what is no link to a message (a file's name) is left out."""
    found: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for source in sources:
        if match := _SOURCE.fullmatch(source):
            found[match["guild"], match["channel"], match["under"]].append(int(match["message"]))
    return [
        Watched(store, None if guild == "@me" else int(guild), int(place), under, tuple(messages))
        for (guild, place, under), messages in found.items()
    ]
