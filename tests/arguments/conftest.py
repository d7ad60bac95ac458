"""One embedder for the room's tests, and posts to read with it."""

from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from bot.arguments.extract import Found
from bot.arguments.extractive import ExtractiveExtractor
from bot.domain.post import PasteId, Platform, Post, PostId, Ticker
from bot.domain.text import Language
from bot.embeddings.local import LocalEmbedder, in_pool
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver

Extract = Callable[..., Awaitable[list[Found]]]


def post_of(body: str, *tickers: Ticker, author: str | None = "anna") -> Post:
    return Post(
        post_id=PostId("p1"),
        paste_id=PasteId("x1"),
        platform=Platform.GENERIC,
        author=author,
        published_at=None,
        language=Language.ENGLISH,
        body=body,
        tickers=tickers,
        quotes_post=None,
        topic=None,
        url=None,
        saved_by="anna",
        saved_at=datetime(2026, 1, 2, 9, 30),
    )


@pytest.fixture(scope="session")
def embedder() -> Iterator[LocalEmbedder]:
    with ThreadPoolExecutor(1) as questions, ThreadPoolExecutor(1) as passages:
        yield LocalEmbedder(questions, in_pool(passages))


@pytest.fixture(scope="session")
def resolver() -> Resolver:
    return Resolver(Companies.load())


@pytest.fixture(scope="session")
def extractor(embedder: LocalEmbedder) -> ExtractiveExtractor:
    return ExtractiveExtractor(embedder)


@pytest.fixture
def extract(extractor: ExtractiveExtractor, resolver: Resolver) -> Extract:
    """Read a body as a post; the arguments found."""

    async def read(body: str, *tickers: Ticker, author: str | None = "anna") -> list[Found]:
        return await extractor.extract(post_of(body, *tickers, author=author), resolver)

    return read
