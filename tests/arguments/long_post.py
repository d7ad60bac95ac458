"""A long post in short parts, and a process that reads it until it is killed: `long_post.py URL`."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.app import open_embedder
from bot.arguments import units
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.post import ChannelId, Paste
from bot.embeddings.embedder import Embedder, Matrix, Vector
from bot.settings import read_settings
from bot.subjects.companies import Companies
from storage import open_store

HERE = ChannelId("here")
AT_ONCE = 4
"""Units of a part."""
PARTS = 5
POST = "Harbour Ledger\n2026.03.02 09:15\n\n$NVDA(NVDA.US) " + "\n\n".join(
    f"Margins of plant {n} keep falling, because orders went to rival number {n * 7}." for n in range(AT_ONCE * PARTS)
)


class Telling:
    """An embedder that says whenever it was asked for a part."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.asked = 0

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def dimensions(self) -> int:
        return self._inner.dimensions

    async def passages(self, texts: Sequence[str]) -> Matrix:
        self.asked += 1
        sys.stdout.write("asked\n")
        sys.stdout.flush()
        return await self._inner.passages(texts)

    async def query(self, text: str) -> Vector:
        return await self._inner.query(text)

    async def ping(self) -> None:
        await self._inner.ping()


def paste() -> Paste:
    return Paste(raw=POST, saved_by="ann", saved_at=datetime(2026, 3, 2, 10, tzinfo=UTC))


async def main(url: str) -> None:
    units.MOST = AT_ONCE
    async with open_store(url, wait=60) as store, open_embedder(read_settings()) as embedder:
        assert embedder is not None
        telling = Telling(embedder)
        casebook = Casebook(store, Companies.load(), Engines(ExtractiveExtractor(telling), telling))
        await casebook.save(HERE, paste())
    sys.stdout.write("done\n")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
