"""The space in which arguments that make one point lie close together, whatever the language and the words.

A place is parts side by side, each scaled by the root of its weight: a dot product of two places is the weighted sum of
how alike they are in each part. What a text means is read by an encoder of its own, tuned on arguments that make one
point and others that don't; where none runs, words and aspects are all there is.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from io import BytesIO
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from bot.arguments.aspects import ASPECTS
from bot.domain.argument import Aspect
from bot.domain.text import Language
from bot.embeddings.encoder import Encoder
from bot.embeddings.local import local_is_available
from storage.words import words_of

Array: TypeAlias = NDArray[np.float32]
Read: TypeAlias = Callable[[Sequence[str]], Array]
"""(n, MEANING): what each text means."""
DATA = files("bot.arguments") / "data"
LANGUAGES = tuple(Language)
ASPECT_AT = {aspect: column for column, aspect in enumerate(ASPECTS)}
MEANING = 192
"""Numbers in which a text's meaning is told apart from others'."""
SKETCH = 128
"""Numbers that a text's words are folded into."""
SIGN = 1 << 31
"""The bit of a word's hash that says whether it adds or takes."""
ARRAYS = ("means", "rarity")


@dataclass(frozen=True, slots=True)
class Said:
    """An argument as the space reads it: its quote, and what it speaks to."""

    text: str
    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Parts:
    """How much each part counts; together 1."""

    meaning: float
    words: float
    aspect: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt besides the encoder."""

    means: Array
    """(2, 384): the mean passage vector of each language, in the order of `LANGUAGES`: what all texts of one share."""
    rarity: Array
    """(buckets,): how much a word counts, by its hash."""
    parts: Parts

    @classmethod
    def read(cls, file: bytes) -> Self:
        """From what `written` gave."""
        stored = np.load(BytesIO(file))
        means, rarity = (stored[part].astype(np.float32) for part in ARRAYS)
        return cls(means, rarity, Parts(*map(float, stored["parts"])))

    def written(self) -> bytes:
        """As a file, in half precision; the same weights give the same bytes."""
        arrays = {part: getattr(self, part).astype(np.float16) for part in ARRAYS}
        file = BytesIO()
        np.savez(file, parts=np.array(astuple(self.parts)), **arrays)
        return file.getvalue()


class Facts(BaseModel, frozen=True):
    """What the weights came from: digests of the committed sentences, and of the quotes with their retellings."""

    sentences: str
    pairs: str
    encoder: str
    """A digest of the encoder's weights."""
    seed: int
    held_out: dict[str, float]
    """How well sides of subjects that were never seen are grouped, one argument after another."""


@dataclass(frozen=True, slots=True)
class Space:
    """Turns arguments into places. `read` is None where no encoder runs."""

    name: str
    """Changes with the weights: places of different names can't be compared."""
    weights: Weights
    read: Read | None

    @property
    def size(self) -> int:
        return MEANING + SKETCH + len(ASPECTS)

    def places(self, said: Sequence[Said]) -> Array:
        """(n, size): where each argument lies, rows of unit length. On one core it takes some 7 ms for each."""
        texts = [one.text for one in said]
        meanings = self.read(texts) if self.read and texts else np.zeros((len(said), MEANING), dtype=np.float32)
        rows = np.zeros((len(said), self.size), dtype=np.float32)
        for row, one, meaning in zip(rows, said, meanings, strict=True):
            row[:] = self._place(one, meaning)
        return rows

    def _place(self, one: Said, meaning: Array) -> Array:
        parts = self.weights.parts
        place = np.concatenate(
            [
                unit(meaning) * np.float32(parts.meaning**0.5),
                self.words(one.text) * np.float32(parts.words**0.5),
                aspect_row(one.aspect) * np.float32(parts.aspect**0.5),
            ]
        )
        if not place.any():
            place[-1] = 1  # a text without a word says nothing; all such lie together
        return unit(place)

    def words(self, text: str) -> Array:
        """(SKETCH,): each word adds or takes its rarity at a place that its hash names; of unit length.

        Source: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009.
        """
        row = np.zeros(SKETCH, dtype=np.float32)
        for word in sorted(set(words_of(text))):
            hashed = hash_of(word)
            row[hashed % SKETCH] += self.weights.rarity[hashed % len(self.weights.rarity)] * (
                1 if hashed & SIGN else -1
            )
        return unit(row)


def hash_of(word: str) -> int:
    """The same on every machine, which Python's own is not."""
    return zlib.crc32(word.encode())


def aspect_row(aspect: Aspect) -> Array:
    """(22,): zeros for `OTHER`, which no two arguments share."""
    row = np.zeros(len(ASPECTS), dtype=np.float32)
    if aspect in ASPECT_AT:
        row[ASPECT_AT[aspect]] = 1
    return row


def unit(row: Array) -> Array:
    """The row at length 1; zeros stay."""
    length = np.linalg.norm(row)
    return row if length == 0 else np.asarray(row / length, dtype=np.float32)


@cache
def load_space() -> Space:
    """The shipped one. Its encoder is loaded when it is first asked."""
    weights = (DATA / "space.npz").read_bytes()
    name = blake2b(weights + load_facts().encoder.encode(), digest_size=6).hexdigest()
    can_read = local_is_available()
    # Places with and without what a text means can't be compared.
    return Space(f"points-{name}" if can_read else f"words-{name}", Weights.read(weights), read if can_read else None)


def read(texts: Sequence[str]) -> Array:
    """(n, MEANING): what the shipped encoder makes of texts. Reading is safe from several threads."""
    return _encoder().read(texts)


@cache
def _encoder() -> Encoder:
    return Encoder.load(DATA / "points.onnx", DATA / "points.npz")


def load_facts() -> Facts:
    """What the shipped weights came from."""
    return Facts.model_validate_json((DATA / "points.json").read_text(encoding="utf-8"))
