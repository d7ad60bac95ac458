"""Finding arguments without a language model: embeddings, small trained heads and rules."""

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from bot.arguments.extract import Batch, Found, ReadPost, Unread
from bot.domain.post import Post
from bot.embeddings.local import local_is_available

if TYPE_CHECKING:
    from bot.arguments.heads import Array
    from bot.arguments.outlined import Judged, Outline, Study
    from bot.arguments.reading import PostReader
    from bot.arguments.units import Part
    from bot.domain.subject import Subject
    from bot.embeddings.embedder import Embedder, Matrix
    from bot.reader_process import Run
    from bot.subjects.resolve import Resolver

CHUNK = 16
"""Texts read by the encoder at once, some 120 ms."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the encoders say of n quotes: vectors, (n, d), and the tuned one's outputs, (n, 3), where it is used."""

    vectors: "Matrix | None" = None
    said: "Array | None" = None

    def packed(self) -> str:
        """As text, every bit of it, for `unpacked`."""
        return json.dumps([_packed(rows) for rows in (self.vectors, self.said)])

    @classmethod
    def unpacked(cls, text: str) -> Self:
        return cls(*map(_unpacked, json.loads(text)))


class ExtractiveExtractor:
    """Works without an embedder too, on words alone, and finds less.

    So it does with an embedder whose vectors the heads were not trained on: it embeds the quotes, for the search, and
    judges by words. `run`: where a post is taken apart and judged.
    """

    engine = "extractive/3"
    is_paid = False

    def __init__(self, embedder: "Embedder | None", run: "Run" = asyncio.to_thread) -> None:
        self._embedder = embedder
        self._run = run
        self._model: str | None = None
        """Whose vectors the heads know, once that was asked."""

    @cached_property
    def reader(self) -> "PostReader":
        """The tables and weights."""
        return _reader()

    async def prepare(self) -> None:
        await self._run(_ready)
        if self._embedder is not None and await self._knows_the_vectors():
            await self._embedder.passages(["ready"])

    def has_room(self, posts: Sequence[Post]) -> bool:
        return not posts  # nothing is gained by more, and the next reader may come before they are done

    async def read(self, batch: Batch) -> AsyncIterator[ReadPost]:
        for one in batch.posts:
            found = [item async for study in self.studies(one, batch) for item in await self.found(study)]
            yield ReadPost(one.post, found, self.engine)

    async def extract(self, post: Post, resolver: "Resolver", quoted: Post | None = None) -> list[Found]:
        """The arguments of one post. Errors: EmbeddingsFailed."""
        studies = self.studies(Unread(post, resolver, quoted))
        return [item async for study in studies for item in await self.found(study)]

    async def studies(self, unread: Unread, batch: Batch | None = None) -> "AsyncIterator[Study]":
        """What is thought of each unit of a post, part by part.

        What the encoders say of a part is kept in the batch's store until the post is settled: who reads it again after
        a kill goes on from there. Errors: EmbeddingsFailed, StoreError's children.
        """
        about = None
        for part in await self._run(_parts, unread.post):
            outline = await self._run(_outlined_part, unread, part, about)
            about = outline.main
            if batch is None or part.is_all:
                yield await self.judge(outline)
            else:
                yield await self._judged(outline, await self._kept(outline, batch))

    async def outline(self, unread: Unread) -> "Outline":
        """Of a message what might argue, and what it is about; of a very long one its first part's."""
        return await self._run(_outlined, unread)

    async def judge(self, outline: "Outline") -> "Study":
        """What is thought of each unit of an outline. Errors: EmbeddingsFailed."""
        return await self._judged(outline, await self._heard(outline))

    async def _judged(self, outline: "Outline", heard: Heard) -> "Study":
        return await self._run(_studied, outline, heard)

    async def _heard(self, outline: "Outline") -> Heard:
        vectors = await self._embedder.passages(outline.quotes) if self._embedder and outline.quotes else None
        said = await self._said(outline.nameless) if vectors is not None and await self._knows_the_vectors() else None
        return Heard(vectors, said)

    async def _kept(self, outline: "Outline", batch: Batch) -> Heard:
        """As it was kept, or as it is kept now."""
        if self._embedder is None or not outline.quotes:
            return Heard()
        asked = [self.engine, self._embedder.name, outline.quotes, outline.nameless]
        key = sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()
        kept = await batch.store.reply(outline.post.post_id, key)
        if kept is not None:
            return Heard.unpacked(kept)
        heard = await self._heard(outline)
        await batch.store.keep_reply(outline.post.post_id, key, heard.packed())
        return heard

    async def found(self, study: "Study") -> list[Found]:
        """The arguments of a post, in order."""
        return await self._run(_found, study)

    async def drafted(self, study: "Study", items: Sequence["Judged"]) -> list[Found]:
        """What some of a post's units argue, whether they seem to or not."""
        return await self._run(_drafted, study, items) if items else []

    async def _knows_the_vectors(self) -> bool:
        if self._model is None:
            self._model = await self._run(_model)
        return self._embedder is not None and self._embedder.name == self._model

    async def _said(self, texts: Sequence[str]) -> "Array | None":
        """What the encoder says of texts, a few at a time: a post that is given up wastes no more than these."""
        if not local_is_available():
            return None
        import numpy as np

        chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
        said: Array = np.concatenate([await self._run(_said, chunk) for chunk in chunks])
        return said


def _packed(rows: "Matrix | None") -> list[object] | None:
    return None if rows is None else [len(rows), b64encode(rows.astype("<f4").tobytes()).decode()]


def _unpacked(kept: list[Any] | None) -> "Matrix | None":
    import numpy as np

    return None if kept is None else np.frombuffer(b64decode(kept[1]), dtype="<f4").reshape(kept[0], -1)


# What is run elsewhere. Tables and weights take some 40 ms to load: a process that only answers never needs them.


def _reader() -> "PostReader":
    from bot.arguments.reading import loaded_reader

    return loaded_reader()


def _ready() -> None:
    _reader()
    if local_is_available():
        _said(["ready"])


def _model() -> str:
    return _reader().heads.facts.model


def _parts(post: Post) -> "list[Part]":
    return _reader().parts(post)


def _outlined(unread: Unread) -> "Outline":
    return _reader().outline(unread.post, unread.resolver, unread.quoted)


def _outlined_part(unread: Unread, part: "Part", before: "Subject | None") -> "Outline":
    return _reader().outlined(unread, part, before)


def _said(texts: Sequence[str]) -> "Array":
    from bot.arguments.reading import loaded_encoder

    return loaded_encoder().read(texts)


def _studied(outline: "Outline", heard: Heard) -> "Study":
    return _reader().study(outline, heard.vectors, heard.said)


def _drafted(study: "Study", items: Sequence["Judged"]) -> list[Found]:
    return _reader().drafted(study.outline, items)


def _found(study: "Study") -> list[Found]:
    return _reader().found(study)
