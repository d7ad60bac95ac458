"""A real store in memory, the embeddings model of the wheel, and a channel in which people argue."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest_asyncio

from bot.answers.answer import Answerer
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.embeddings.embedder import Embedder
from bot.embeddings.local import open_local
from bot.subjects.companies import Companies
from storage import Store, open_store
from tests.answers.given import CARS, CHIPS, TODAY, save

Ask = Callable[..., Coroutine[Any, Any, Answer]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def embedder() -> AsyncIterator[Embedder]:
    async with open_local() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def store() -> AsyncIterator[Store]:
    async with open_store("sqlite:///:memory:") as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ask(embedder: Embedder) -> AsyncIterator[Ask]:
    """Asks in a store with two channels, `cars` and `chips`."""
    async with open_store("sqlite:///:memory:") as opened:
        await save(opened, "cars", CARS, embedder)
        await save(opened, "chips", CHIPS, embedder)
        answerer = Answerer(Companies.load(), embedder)

        async def asking(text: str, *after: str, channel: str = "cars") -> Answer:
            question = Question(text=text, after=after, asked_on=TODAY)
            return await answerer.answer(question, opened.channel(ChannelId(channel)))

        yield asking
