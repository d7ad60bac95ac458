"""The space in which arguments that make one point lie close together, whatever the language and the words.

A place is parts side by side, each scaled by the root of its weight: a dot product of two places is the weighted sum of
how alike they are in each part.
"""

import zlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from bot.arguments.aspects import ASPECTS
from bot.domain.argument import Aspect
from bot.domain.text import Language
from storage.words import words_of

if TYPE_CHECKING:
    from bot.embeddings.embedder import Vector

Array: TypeAlias = NDArray[np.float32]
LANGUAGES = tuple(Language)
ASPECT_AT = {aspect: column for column, aspect in enumerate(ASPECTS)}
SKETCH = 128
"""Numbers that a text's words are folded into."""
SIGN = 1 << 31
"""The bit of a word's hash that says whether it adds or takes."""
ARRAYS = ("means", "projection", "rarity")


@dataclass(frozen=True, slots=True)
class Said:
    """An argument as the space reads it: its quote, and the vector that is stored for it where something embeds."""

    text: str
    language: Language
    aspect: Aspect
    vector: "Vector | None"
    """(384,), of unit length, of the model in the wheel."""


@dataclass(frozen=True, slots=True)
class Parts:
    """How much each part counts; together 1."""

    meaning: float
    words: float
    aspect: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt."""

    means: Array
    """(2, 384): the mean vector of each language, in the order of `LANGUAGES`."""
    projection: Array
    """(384, d): what of a vector says which point is made."""
    rarity: Array
    """(buckets,): how much a word counts, by its hash."""
    parts: Parts

    @classmethod
    def read(cls, file: bytes) -> Self:
        """From what `written` gave."""
        stored = np.load(BytesIO(file))
        means, projection, rarity = (stored[part].astype(np.float32) for part in ARRAYS)
        return cls(means, projection, rarity, Parts(*map(float, stored["parts"])))

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
    model: str
    """Whose vectors they were trained on; no other model's will do."""
    seed: int
    held_out: dict[str, float]
    """How well sides of subjects that were never seen are grouped, one argument after another."""


@dataclass(frozen=True, slots=True)
class Space:
    """Turns arguments into places."""

    name: str
    """Changes with the weights: places of different names can't be compared."""
    weights: Weights

    @classmethod
    def of(cls, weights: Weights) -> Self:
        return cls(f"points-{blake2b(weights.written(), digest_size=6).hexdigest()}", weights)

    @property
    def size(self) -> int:
        return int(self.weights.projection.shape[1]) + SKETCH + len(ASPECTS)

    def places(self, said: Sequence[Said]) -> Array:
        """(n, size): where each argument lies, rows of unit length.

        What has no vector, or one of another model's length, lies where its words and its aspect say.
        """
        rows = np.zeros((len(said), self.size), dtype=np.float32)
        for row, one in zip(rows, said, strict=True):
            row[:] = self._place(one)
        return rows

    def _place(self, one: Said) -> Array:
        parts = self.weights.parts
        place = np.concatenate(
            [
                self.meaning(one) * np.float32(parts.meaning**0.5),
                self.words(one.text) * np.float32(parts.words**0.5),
                aspect_row(one.aspect) * np.float32(parts.aspect**0.5),
            ]
        )
        if not place.any():
            place[-1] = 1  # a text without a word says nothing; all such lie together
        return unit(place)

    def meaning(self, one: Said) -> Array:
        """(d,): the projected vector, of unit length; zeros where there is none."""
        means, projection = self.weights.means, self.weights.projection
        if one.vector is None or one.vector.shape != means.shape[1:]:
            return np.zeros(projection.shape[1], dtype=np.float32)
        return unit((one.vector - means[LANGUAGES.index(one.language)]) @ projection)

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
    """The shipped one."""
    return Space.of(Weights.read((files("bot.arguments") / "data" / "points.npz").read_bytes()))


def load_facts() -> Facts:
    """What the shipped weights came from."""
    return Facts.model_validate_json((files("bot.arguments") / "data" / "points.json").read_text(encoding="utf-8"))
