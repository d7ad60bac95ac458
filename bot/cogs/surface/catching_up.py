"""Edits and deletions that happened while the bot was away: recent sources are held against what Discord has now."""

import logging
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.boundary import logging_faults
from bot.cogs.surface.clock import now
from bot.cogs.surface.finding import conversation
from bot.cogs.surface.place import store_of
from bot.domain.post import ChannelId

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

log = logging.getLogger(__name__)

RECENT = timedelta(days=14)
MOST = 500
"""Messages of one store that are looked at, newest first: at a hundred a request, seconds."""
PAGE = 100

_SOURCE = re.compile(r"https://discord\.com/channels/(?P<guild>@me|\d+)/(?P<channel>\d+)/(?P<message>\d+)")

Revise = Callable[[ChannelId, discord.Message], Awaitable[None]]


async def catch_up(bot: "CasebookBot", revise: Revise) -> None:
    """Withdraw what was deleted meanwhile, read again what was edited. One channel's trouble is not the others'."""
    for channel in await bot.casebook.channels():
        with logging_faults("a channel that was not watched"):
            await _catch_up(bot, channel, revise)


async def _catch_up(bot: "CasebookBot", channel: ChannelId, revise: Revise) -> None:
    sources = (await bot.casebook.sources(channel, now() - RECENT))[:MOST]
    for place, links in _by_place(sources).items():
        try:
            there = await conversation(bot, place)
        except discord.NotFound:
            await _gone(bot, channel, place, links)
            continue
        except discord.Forbidden:
            continue  # out of sight, which is not deleted
        if isinstance(there, discord.abc.Messageable) and store_of(there) == channel:
            await _compare(bot, _Watched(channel, there, links), revise)


class _Watched:
    """The messages of one conversation from which something was saved: their links by their ids."""

    def __init__(self, store: ChannelId, there: discord.abc.Messageable, links: dict[int, str]) -> None:
        self.store = store
        self.there = there
        self.links = links


async def _compare(bot: "CasebookBot", watched: _Watched, revise: Revise) -> None:
    """Pages of the conversation from the oldest watched message on, as many as hold watched ones."""
    left = sorted(watched.links)
    while left:
        page = [
            message async for message in watched.there.history(limit=PAGE, after=_before(left[0]), oldest_first=True)
        ]
        seen = {message.id: message for message in page}
        last = max(seen) if len(page) == PAGE else left[-1]
        for message_id in [one for one in left if one <= last]:
            if message_id not in seen:
                await bot.casebook.withdraw(watched.store, watched.links[message_id])
            elif seen[message_id].author != bot.user:
                await revise(watched.store, seen[message_id])
        left = [one for one in left if one > last]


def _before(message_id: int) -> discord.Object:
    return discord.Object(message_id - 1)


async def _gone(bot: "CasebookBot", channel: ChannelId, place: int, links: dict[int, str]) -> None:
    """A conversation was deleted: a channel with all that it held, a thread with what came from it."""
    if str(place) == channel:
        await bot.casebook.erase(channel)
        return
    for link in links.values():
        await bot.casebook.withdraw(channel, link)


def _by_place(sources: Iterable[str]) -> dict[int, dict[int, str]]:
    """Links by channel and message; what is no link to a message (a file's name) is left out."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for source in sources:
        if match := _SOURCE.fullmatch(source):
            found[int(match["channel"])][int(match["message"])] = source
    return found
