"""How a casebook is."""

from datetime import UTC, datetime

from bot.casebook.desk import AtDesk
from bot.domain.health import Backlog, Trouble, clock_troubles
from bot.domain.post import ChannelId
from bot.domain.receipt import Status
from bot.domain.usage import ModelUse
from bot.metering import today
from bot.watching.room import room_of


class Health(AtDesk):
    async def status(self, channel: ChannelId) -> Status:
        """What the channel holds, and how what it stands on is; nothing of other channels, nor where the store lies."""
        from importlib.metadata import version  # 20 ms that nothing else here needs

        desk, health = self._desk, await self._desk.store.ping()
        counts, backlog = await self._channel(channel).counts(), await desk.store.backlog(channel)
        return Status(
            counts=counts,
            backlog=backlog,
            store_schema=health.schema,
            store_bytes=health.size_bytes,
            engine=health.engine,
            writable=health.writable,
            embedder=desk.embedder.name if desk.embedder else None,
            extractor=desk.ingest.extractor.engine,
            model=await self.model_use(channel),
            version=version("casebook"),
            troubles=await self._troubles(backlog, counts.newest_save, health.location),
        )

    async def waiting_posts(self) -> int:
        """Posts that wait to be read for arguments, in all channels."""
        return await self._desk.store.waiting_posts()

    async def held_until(self) -> datetime | None:
        """When all posts are free again that somebody reads, in any channel, or did when it was killed; None where
        nobody holds one."""
        return (await self._desk.store.backlog()).until

    async def _troubles(self, backlog: Backlog, newest_save: datetime | None, location: str) -> tuple[Trouble, ...]:
        """Of posts and their times the channel's alone; of what all stand on, and the model, what they share."""
        moment, room = datetime.now(UTC), room_of(location)
        of_posts = backlog.troubles(moment)
        of_room, server = room.troubles() if room else (), await self._desk.store.server()
        of_server = server.troubles() if server else ()
        of_model = (Trouble.MODEL_RESTS,) if self._desk.model_rests() else ()
        of_reader = (Trouble.READS_BESIDE,) if self._desk.reads_beside() else ()
        return (*of_posts, *of_room, *of_server, *clock_troubles(newest_save, moment), *of_model, *of_reader)

    async def model_use(self, channel: ChannelId) -> ModelUse:
        """Which language model there is, whether this channel lets it be used, and what it took today."""
        store, chat, day = self._channel(channel), self._desk.chat, today()
        settings = await store.settings()
        return ModelUse(
            name=chat.name if chat else None,
            allowed=settings.model_allowed,
            budget=settings.daily_tokens,
            day=day,
            used=await store.used(day),
        )
