"""A casebook with a language model that says what a test tells it to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.usage import Usage
from bot.llm.chat import ChatModel
from bot.metering import today
from bot.subjects.companies import Companies
from storage import open_store
from tests.cogs.reading import Community


@asynccontextmanager
async def opened_with(chat: ChatModel, folder: Path) -> AsyncIterator[Casebook]:
    """Without an encoder, which nothing here needs."""
    async with open_store(f"sqlite:///{folder}/casebook.db") as store:
        yield Casebook(store, Companies.load(), Engines(ExtractiveExtractor(None), chat=chat))


async def took(community: Community, usage: Usage, of: int = 100_000) -> None:
    """The channel's model took this today."""
    channel = community.casebook.store.channel(community.store)
    reserved = await channel.reserve(today(), usage.total, of)
    assert reserved is not None
    await channel.spend(reserved, usage)
