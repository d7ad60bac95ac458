"""What the parts of the front door work with."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answers.answer import Answerer
from bot.domain.post import ChannelId
from bot.domain.subject import Subject, SubjectKey
from bot.intake.ingest import Ingest
from bot.llm.deadline import ANSWERING
from bot.subjects.companies import Companies
from bot.subjects.completing import is_called
from bot.subjects.resolve import Resolver
from storage import ChannelStore, Store

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder
    from bot.llm.chat import ChatModel
    from bot.reader_process import Run


Load = Callable[[], Awaitable[None]]
"""Loads what a first use would otherwise wait for."""


async def nothing_to_load() -> None:
    """Where there is no such thing."""


def never() -> bool:
    """Where there is nothing that could rest."""
    return False


@dataclass(frozen=True, slots=True)
class Desk:
    """What all parts of the front door share."""

    store: Store
    companies: Companies
    embedder: "Embedder | None"
    ingest: Ingest
    answerer: Answerer
    chat: "ChatModel | None" = None
    """The language model, where one is configured. What is sent to it goes through `Metered`."""
    load_chat: Load = nothing_to_load
    model_rests: Callable[[], bool] = never
    """Whether the model is left alone just now, because it stalls, or failed several times in a row."""
    answers_within: float = ANSWERING
    """Seconds that whoever asks waits for the model, until it says something, and again until it says more."""
    run: "Run" = asyncio.to_thread
    """Where what reading posts takes of a processor is done."""
    reads_beside: Callable[[], bool] = never
    """Whether that is beside the questions, though it was to be in a process of its own."""
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while anything is deleted or replaced: what one deletes, another must not bring back."""


class AtDesk:
    """A part of the front door. Whoever opened the store and the embedder closes them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def store(self) -> Store:
        return self._desk.store

    @property
    def embedder(self) -> "Embedder | None":
        return self._desk.embedder

    @property
    def has_model(self) -> bool:
        """Whether a language model is there to read and write, where a channel allows it."""
        return self._desk.chat is not None

    def _channel(self, channel: ChannelId) -> ChannelStore:
        return self._desk.store.channel(channel)

    async def _resolver(self, channel: ChannelId) -> Resolver:
        """Knows the table's names and the channel's own."""
        return Resolver.by(self._desk.companies, await self._channel(channel).glossary())

    async def _named(self, channel: ChannelId, name: str) -> Subject | None:
        """Whom a name means: first what the channel holds, by key or display name, then any name it can have here, last
        a key of the table; nobody where the name is switched off here."""
        held = await self._channel(channel).subjects()
        if exact := next((one for one in held if one.key == name), None):
            return exact
        resolver = await self._resolver(channel)
        if resolver.is_off(name):
            return None
        called = next((one for one in held if is_called(one, name, self._desk.companies)), None)
        known = called or resolver.named(name)
        return known or self._desk.companies.by_key(SubjectKey(name))
