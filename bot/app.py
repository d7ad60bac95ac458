"""Opens what the casebook stands on, wires it, and closes it again."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.llm.server import ModelServer
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import open_store

if TYPE_CHECKING:
    from bot.arguments.modelled.extractor import ModelledExtractor
    from bot.embeddings.embedder import Embedder
    from bot.llm.chat import ChatModel
    from bot.llm.openai_chat import OpenAIChat
    from bot.reader_process import ReaderProcess, Run
    from bot.settings import Settings
    from prompts import Prompt


@asynccontextmanager
async def open_embedder(settings: "Settings", run: "Run | None" = None) -> AsyncIterator["Embedder | None"]:
    """The endpoint where one is set, else the model in the wheel; None where that has no build: words only.

    `run`: where the wheel's model embeds passages; in a thread where nothing is said.
    """
    if settings.embeddings_url:
        from bot.embeddings.endpoint import Endpoint, open_endpoint  # openai takes 450 ms to import

        key = settings.openai_api_key
        endpoint = Endpoint(
            base_url=settings.embeddings_url,
            model=settings.embeddings_model,
            api_key=key.get_secret_value() if key else "",
        )
        async with open_endpoint(endpoint) as embedder:
            yield embedder
        return
    from bot.embeddings.local import local_is_available, open_local

    if not local_is_available():
        yield None
        return
    async with open_local(run) as embedder:
        yield embedder


def model_server(settings: "Settings") -> ModelServer | None:
    """Where the language model answers; None where none is set, or none is to be used."""
    key = settings.openai_api_key
    if not settings.model or not settings.uses_model:
        return None
    return ModelServer(
        model=settings.model,
        base_url=settings.openai_base_url,
        api_key=key.get_secret_value().strip() if key else "",
        context=settings.model_context,
        at_once=settings.model_at_once,
        patience=settings.reading_timeout,
    )


@asynccontextmanager
async def open_model(settings: "Settings") -> AsyncIterator["OpenAIChat | None"]:
    """The language model where one is set; nothing is sent to it, nor its client imported, before it is asked."""
    server = model_server(settings)
    if server is None:
        yield None
        return
    from bot.llm.openai_chat import open_chat

    for prompt in every_prompt():
        prompt.template()  # one that does not fit its file is found now, and not by who asks
    async with open_chat(server) as chat:
        yield chat


def every_prompt() -> "Sequence[type[Prompt]]":
    """All that a language model is ever told."""
    from bot.answers.modelled.prompted import PointPrompt, RepliesPrompt
    from bot.answers.prompted import AnswerPrompt, RepairPrompt
    from bot.arguments.modelled.prompted import ReadPrompt

    return AnswerPrompt, RepairPrompt, ReadPrompt, PointPrompt, RepliesPrompt


def modelled(
    floor: ExtractiveExtractor, chat: "ChatModel", companies: Companies, patience: float
) -> "ModelledExtractor":
    """Reads posts by the language model, and by the extractive engine where that can't in `patience` seconds."""
    from bot.answers.gate.own_quote import OwnQuote
    from bot.arguments.modelled.extractor import ModelledExtractor

    return ModelledExtractor(floor, chat, OwnQuote(Resolver(companies)), patience)


@asynccontextmanager
async def open_casebook(settings: "Settings", reader: "ReaderProcess | None" = None) -> AsyncIterator[Casebook]:
    """The casebook on the settings' store, with the extractive engines, and the language model where one is set.

    `reader`: where posts are read for arguments; in threads of this process where there is none.
    Errors: StoreError's children where the store can't be opened.
    """
    run = reader.run if reader else None
    async with (
        open_store(settings.store) as store,
        open_embedder(settings, run) as embedder,
        open_model(settings) as chat,
    ):
        companies, floor = Companies.load(), ExtractiveExtractor(embedder, run or asyncio.to_thread)
        engines = Engines(floor, embedder)
        if chat is not None:
            extractor = modelled(floor, chat, companies, settings.reading_timeout)
            engines = Engines(extractor, embedder, chat, chat.prepare, chat.rests, settings.answer_timeout)
        if reader:
            engines = replace(engines, run=reader.run, reads_beside=lambda: reader.is_given_up)
        yield Casebook(store, companies, engines, settings.longest_post)
