"""How a casebook is."""

from bot.casebook.desk import AtDesk
from bot.domain.post import ChannelId
from bot.domain.receipt import Status
from bot.domain.usage import ModelUse
from bot.metering import today


class Health(AtDesk):
    async def status(self, channel: ChannelId) -> Status:
        """What the channel holds, and how what it stands on is; nothing of other channels, nor where the store lies."""
        from importlib.metadata import version  # 20 ms that nothing else here needs

        desk, health = self._desk, await self._desk.store.ping()
        return Status(
            counts=await self._channel(channel).counts(),
            store_schema=health.schema,
            store_bytes=health.size_bytes,
            engine=health.engine,
            writable=health.writable,
            embedder=desk.embedder.name if desk.embedder else None,
            extractor=desk.ingest.extractor.engine,
            model=await self.model_use(channel),
            version=version("casebook"),
        )

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
