"""A digest on its way: put into its channel, or into a new post of its forum, and found there again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

import discord

from bot.cogs.surface.card import Card, mark_of
from bot.cogs.surface.finding import conversation
from bot.domain.post import ChannelId

if TYPE_CHECKING:
    from bot.cogs.surface.client import CasebookBot

SKEW = timedelta(minutes=10)
"""By so much Discord's clock may differ from ours."""
LONGEST_NAME = 100
"""Characters of a forum post's name."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The digest of a channel that was due at a moment, whatever it says."""

    channel: ChannelId
    due: datetime

    @property
    def mark(self) -> int:
        """Stands in the message unseen: minutes since 1970, far above the numbers that Discord gives itself."""
        return int(self.due.timestamp()) // 60

    @property
    def nonce(self) -> str:
        """Of one channel and moment, so that Discord itself takes it once within some minutes."""
        return blake2b(f"{self.channel} {self.mark}".encode(), digest_size=12).hexdigest()


async def send(bot: "CasebookBot", letter: Letter, card: Card, name: str) -> discord.Message:
    """Put it where it belongs; `name` is that of the post, in a forum. Errors: discord.py's."""
    card.mark(letter.mark)
    forum = await conversation(bot, int(letter.channel))
    if not isinstance(forum, discord.ForumChannel):
        return await bot.get_partial_messageable(int(letter.channel)).send(view=card, nonce=letter.nonce)
    tags = forum.available_tags[:1] if forum.flags.require_tag else []
    return (await forum.create_thread(name=name[:LONGEST_NAME], view=card, applied_tags=tags)).message


async def sent_before(bot: "CasebookBot", letter: Letter) -> discord.Message | None:
    """The message of a process that sent it and did not come to note it. Errors: discord.py's."""
    async for message in _own_messages(bot, letter):
        if mark_of(message) == letter.mark:
            return message
    return None


async def _own_messages(bot: "CasebookBot", letter: Letter) -> AsyncIterator[discord.Message]:
    """The bot's, since it was due."""
    since = letter.due - SKEW
    there = await conversation(bot, int(letter.channel))
    if isinstance(there, discord.ForumChannel):
        async for message in _posts(there, bot, since):
            yield message
        return
    async for message in bot.get_partial_messageable(there.id).history(limit=None, after=since):
        if message.author == bot.user:
            yield message


async def _posts(forum: discord.ForumChannel, bot: "CasebookBot", since: datetime) -> AsyncIterator[discord.Message]:
    """The first messages of the bot's own posts in a forum."""
    # Not those in memory: another process may be told of that server.
    active = [thread for thread in await forum.guild.active_threads() if thread.parent_id == forum.id]
    archived = [thread async for thread in forum.archived_threads(limit=100)]
    for thread in (*active, *archived):
        is_own = bot.user is not None and thread.owner_id == bot.user.id
        if is_own and thread.created_at is not None and thread.created_at >= since:
            async for message in thread.history(limit=1, oldest_first=True):
                yield message
