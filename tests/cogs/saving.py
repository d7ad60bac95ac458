"""What tests of saving share: posts of ours as files, slow reading, a full store, and the cards in their order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from simcord.env import Env

from bot.arguments.extract import Batch, Extractor, ReadPost
from bot.casebook import Casebook, Engines
from bot.domain.post import Post
from bot.errors import EmbeddingsFailed
from bot.subjects.companies import Companies
from storage import open_store
from storage.drivers.sqlite.database import SqliteDatabase
from tests.cogs.reading import Community

POST = """Harbour Ledger
2026.03.02 09:15

$AMD(AMD.US) Data centre orders are growing faster than the fabs can deliver, and every large customer wants a second source.
What I do not like: gross margin keeps falling, because each deal is won with a discount.
"""  # noqa: E501
"""A post of ours for and against AMD."""
OTHER = """Marta Quill
2026.03.03 10:00

$NVDA(NVDA.US) When one of the large customers cuts its spending, margins will fall.
"""
"""A post of ours against Nvidia."""


class Engine:
    """The engine that the bot runs on, which takes as long, and fails as often, as a test says; held back, it reads a
    batch each time that one of `turns` is released."""

    def __init__(self, inner: Extractor) -> None:
        self._inner = inner
        self.seconds = 0.0
        self.faults = 0
        self.held_back = False
        self.turns = asyncio.Semaphore(0)
        self.at_once = 0
        self.most_at_once = 0

    @property
    def engine(self) -> str:
        return self._inner.engine

    @property
    def is_paid(self) -> bool:
        return self._inner.is_paid

    @property
    def patience(self) -> float:
        return self._inner.patience

    async def prepare(self) -> None: ...

    def has_room(self, posts: Sequence[Post]) -> bool:
        return self._inner.has_room(posts)

    async def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await (self.turns.acquire() if self.held_back else asyncio.sleep(self.seconds))
            if self.faults:
                self.faults -= 1
                raise EmbeddingsFailed(reason="it is away")
            async for read in self._inner.read(batch):
                yield read
        finally:
            self.at_once -= 1


@asynccontextmanager
async def casebook_with(engine: Engine, url: str) -> AsyncIterator[Casebook]:
    async with open_store(url) as store:
        yield Casebook(store, Companies.load(), Engines(engine))


@asynccontextmanager
async def full_store(casebook: Casebook) -> AsyncIterator[None]:
    """The disk is full in the block."""
    writer: Any = cast(SqliteDatabase, casebook.store._database)._writer
    [[pages]] = await writer.execute_fetchall("PRAGMA page_count")
    await writer.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        await writer.execute("PRAGMA max_page_count = 1073741823")


async def arguments_saved(community: Community, source: str) -> int:
    receipt = await community.casebook.saved_from(community.store, source)
    return sum(len(saved.arguments) for saved in receipt.posts)


def link_to(community: Community, message_id: int) -> str:
    return f"https://discord.com/channels/{community.guild.id}/{community.channel.id}/{message_id}"


def cards_sent(env: Env) -> list[str]:
    """The text of every card in the order in which it was sent or put in another's place."""
    return [text for call in env.http_requests if (text := _text(call.json))]


def _text(payload: Any) -> str:
    if isinstance(payload, list):
        return "\n".join(filter(None, map(_text, payload)))
    if not isinstance(payload, dict):
        return ""
    own = payload.get("content") if payload.get("type") == 10 else None
    return "\n".join(filter(None, [own, _text(payload.get("data")), _text(payload.get("components"))]))
