"""Embeddings from an OpenAI-compatible endpoint instead of the model in the wheel."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, Field

from bot.errors import EmbeddingsFailed

if TYPE_CHECKING:
    from openai import AsyncOpenAI

    from bot.embeddings.embedder import Embedder, Matrix, Vector

CHUNK = 64
"""Texts in one request."""
LONGEST = 8_000
"""Characters of a text that are sent: within the 8,192 tokens that such models take."""
TIMEOUT = 20.0
"""Seconds."""


class Endpoint(BaseModel, frozen=True):
    """Where the embeddings come from. A key that is empty is no key: local servers want none."""

    base_url: str
    model: str
    api_key: str = Field(default="", repr=False)


class EndpointEmbedder:
    """Speaks `POST /embeddings`. `dimensions` is what the endpoint's first answer had; 0 before it."""

    def __init__(self, client: "AsyncOpenAI", model: str) -> None:
        self._client = client
        self._model = model
        self.name = model
        self.dimensions = 0

    async def passages(self, texts: Sequence[str]) -> "Matrix":
        rows = [await self._embed(texts[start : start + CHUNK]) for start in range(0, len(texts), CHUNK)]
        return np.concatenate(rows) if rows else np.empty((0, self.dimensions), dtype=np.float32)

    async def query(self, text: str) -> "Vector":
        vector: Vector = (await self._embed([text]))[0]
        return vector

    async def ping(self) -> None:
        await self._embed(["ping"])

    async def _embed(self, texts: Sequence[str]) -> "Matrix":
        from openai import APIStatusError, OpenAIError  # 450 ms to import

        try:
            # Asked for as floats: not every server speaks base64, which the client would ask for by itself.
            answer = await self._client.embeddings.create(
                model=self._model, input=[text[:LONGEST] or " " for text in texts], encoding_format="float"
            )
        except APIStatusError as error:
            raise EmbeddingsFailed(reason=f"HTTP {error.status_code}") from error
        except (OpenAIError, ValueError) as error:
            raise EmbeddingsFailed(reason=type(error).__name__) from error
        try:
            return self._checked(
                [item.embedding for item in sorted(answer.data, key=lambda item: item.index)], len(texts)
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise EmbeddingsFailed(reason="an answer that is no list of vectors") from error

    def _checked(self, rows: Sequence[Sequence[float]], wanted: int) -> "Matrix":
        """The rows at unit length, where there are as many as wanted, all of one length and none of nothing."""
        if len(rows) != wanted:
            raise EmbeddingsFailed(reason=f"{len(rows)} vectors for {wanted} texts")
        if len({len(row) for row in rows}) != 1 or len(rows[0]) != (self.dimensions or len(rows[0])):
            raise EmbeddingsFailed(reason="vectors of different lengths")
        matrix: Matrix = np.asarray(rows, dtype=np.float32)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or (lengths == 0).any():
            raise EmbeddingsFailed(reason="a vector without a direction")
        self.dimensions = matrix.shape[1]
        unit: Matrix = matrix / lengths
        return unit


@asynccontextmanager
async def open_endpoint(endpoint: Endpoint) -> "AsyncIterator[Embedder]":
    """An embedder at an endpoint; nothing is sent before it is used. Its methods raise EmbeddingsFailed."""
    from openai import AsyncOpenAI

    client = AsyncOpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key or "none", timeout=TIMEOUT, max_retries=1)
    async with client:
        yield EndpointEmbedder(client, endpoint.model)
