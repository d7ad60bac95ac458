"""A community with a daily digest at nine, and moments of its clock to look at."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord.builders import ChannelHandle

from bot.cogs.surface.client import CasebookBot
from bot.domain.digest import Delivery
from bot.domain.post import ChannelId, Paste
from bot.domain.schedule import DigestSchedule, Every
from bot.domain.settings import ChannelSettings
from tests.cogs.reading import Community, shown

BEAR = "$AMD(AMD.US) Gross margins can only fall from here, because each deal is won with a discount."
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Delivering:
    """A community with a daily digest at nine, and moments of its clock to look at."""

    def __init__(self, community: Community) -> None:
        self.community = community
        today = community.env.now().astimezone(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
        self.due = today if today <= community.env.now() else today - DAY

    async def scheduled(self, channel: ChannelHandle | None = None, **more: object) -> None:
        fields = {"every": Every.DAY, "hour": 9, "begins": self.due - 2 * HOUR, **more}
        answer_in = fields.pop("answer_in", None)
        digest = DigestSchedule.model_validate(fields)
        store = self.community.store if channel is None else ChannelId(str(channel.id))
        await self.community.casebook.set_settings(
            store, ChannelSettings.model_validate({"digest": digest, "answer_in": answer_in})
        )

    async def saved(self, raw: str = BEAR, before: timedelta = HOUR, source: str | None = None) -> None:
        """Put a post into the store, so long before the digest is due."""
        paste = Paste(raw=raw, saved_by=str(self.community.ada.id), saved_at=self.due - before, source=source)
        await self.community.casebook.save(self.community.store, paste)

    async def look(self, moment: datetime | None = None, at_once: int = 1) -> None:
        """Send what is due at the moment, in so many tasks at once; simcord is settled once, after all of them."""
        cog = cog_of(self.community)
        await asyncio.gather(*(cog.send_due(lambda: moment or self.due) for _ in range(at_once)))
        await self.community.env.settle()

    def sent(self, channel: ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot said in the channel."""
        where = channel or self.community.channel
        return [message for message in where.history() if message.author.id == self.community.me]

    async def outcome(self) -> Delivery | None:
        return await self.community.casebook.last_delivery(self.community.store)


def cog_of(community: Community, name: str = "Delivery") -> Any:
    """The cog, of a class that discord.py loads anew with each start."""
    assert isinstance(community.env.bot, CasebookBot)
    return community.env.bot.get_cog(name)


async def unnoted(daily: Delivering, channel: ChannelId | None = None) -> None:
    """As if the process had been killed right after Discord took the message: claimed, and nothing noted."""
    store = daily.community.casebook.store.channel(channel or daily.community.store)
    async with store._writing() as session:
        await session.run("UPDATE digests SET outcome = NULL, message = NULL WHERE channel_id = $1", store.channel_id)


class Forum(Delivering):
    """A forum with a daily digest, and what its posts begin with."""

    def __init__(self, community: Community) -> None:
        super().__init__(community)
        self.forum = community.guild.create_forum_channel("ideas")

    @property
    def store(self) -> ChannelId:
        return ChannelId(str(self.forum.id))

    def posts(self) -> list[tuple[str | None, str]]:
        """The name and the first message of each of the bot's own posts."""
        community = self.community
        threads = [one for one in community.env.backend.channels.values() if one.parent_id == self.forum.id]
        handles = [(one.name, ChannelHandle(community.env, community.guild, one)) for one in threads]
        return [(name, shown(first)) for name, handle in handles for first in self.sent(handle)]


async def delivering(community: Community) -> Delivering:
    """Scheduled, and looked for by the test alone."""
    cog_of(community).look.cancel()  # its own clock is the machine's
    daily = Delivering(community)
    await daily.scheduled()
    return daily
