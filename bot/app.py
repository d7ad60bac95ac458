"""Opens what the casebook stands on, wires it, and closes it again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.subjects.companies import Companies
from storage import open_store

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder
    from bot.settings import Settings


@asynccontextmanager
async def open_embedder(settings: "Settings") -> AsyncIterator["Embedder | None"]:
    """The endpoint where one is set, else the model in the wheel; None where that has no build: words only."""
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
    async with open_local() as embedder:
        yield embedder


@asynccontextmanager
async def open_casebook(settings: "Settings") -> AsyncIterator[Casebook]:
    """The casebook on the settings' store, with the extractive engine.

    Errors: StoreError's children where the store can't be opened.
    """
    async with open_store(settings.store) as store, open_embedder(settings) as embedder:
        yield Casebook(store, Companies.load(), Engines(ExtractiveExtractor(embedder), embedder))
