"""What the trained heads see of a sentence: how it looks, which side its words take, and its n-grams, hashed."""

import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from bot.arguments.directions import Directions
from bot.arguments.lexicon import Lexicon
from bot.arguments.number_rules import NumberRules
from bot.arguments.tables import read_table

if TYPE_CHECKING:
    from opencc import OpenCC

    from bot.embeddings.embedder import Matrix

Features = NDArray[np.float32]
BUCKETS = 1 << 13
"""Of the hashed n-grams."""
_LATIN = re.compile(r"[a-z][a-z'&-]*|\d+(?:[.,]\d+)*%?")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def simplified(text: str) -> str:
    """Text as the tables have it: compatibility forms folded, lower case, simplified Chinese. Lengths may change."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return _converter().convert(folded) if _HAN.search(folded) else folded


@lru_cache(maxsize=1)
def _converter() -> "OpenCC":
    from opencc import OpenCC  # a native module that asking in English never needs

    return OpenCC("t2s")


def grams(text: str) -> Features:
    """Hashed word and character n-grams of simplified text: (BUCKETS,), of unit length where there are any."""
    words = _LATIN.findall(text)
    found = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    for run in _HAN.findall(text):
        found.update(run[i : i + n] for n in (1, 2, 3) for i in range(len(run) - n + 1))
    row = np.zeros(BUCKETS, dtype=np.float32)
    if found:
        # crc32 is the same on every machine; Python's own hash is not.
        row[[zlib.crc32(gram.encode()) % BUCKETS for gram in found]] = 1 / np.sqrt(len(found))
    return row


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns sentences into features; holds the compiled tables."""

    cues: tuple[re.Pattern[str], ...]
    lexicon: Lexicon
    numbers: NumberRules
    directions: Directions

    @classmethod
    def load(cls) -> Self:
        groups = read_table("cues")
        return cls(
            tuple(re.compile(cue) for group in groups.values() for cue in group.values()),
            Lexicon(),
            NumberRules.load(),
            Directions.load(),
        )

    def see(self, texts: Sequence[str], vectors: "Matrix | None") -> "Seen":
        """The features of a post's sentences as they stand there, in order."""
        plain = [simplified(text) for text in texts]
        return Seen(vectors, np.stack([self.words(text) for text in plain]), np.stack([grams(text) for text in plain]))

    def words(self, text: str) -> Features:
        """How simplified text looks and which side its words take: (cues + 3 + 16 + 5 + 8,)."""
        looks = [float(bool(cue.search(text))) for cue in self.cues]
        han = sum(len(run) for run in _HAN.findall(text))
        size = len(text) + 2 * han
        shape = [np.log1p(size), han / max(1, len(text)), float(sum(c.isdigit() for c in text)) / max(1, len(text))]
        words = np.clip(self.lexicon.polarity(text), -3, 3)
        rules = [self.numbers.of(text), self.directions.of(text)]
        return np.concatenate([np.array([*looks, *shape], dtype=np.float32), words, *rules])


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of n sentences of one post, in order; `vectors` is None where nothing embeds them."""

    vectors: "Matrix | None"
    words: Features
    grams: Features

    def at(self, n: int) -> "Seen":
        """The n-th sentence as if nothing stood beside it."""
        here = slice(n, n + 1)
        return Seen(None if self.vectors is None else self.vectors[here], self.words[here], self.grams[here])

    def for_detection(self) -> Features:
        """What says whether a sentence argues: itself, its neighbours and its place in the post, (n, d)."""
        parts = [_with_neighbours(self.words), _places(len(self.words))]
        return np.concatenate([_with_neighbours(self.vectors), *parts] if self.vectors is not None else parts, axis=1)

    def for_sides(self) -> Features:
        """What says which side a sentence takes: itself alone, (n, d). Neighbours were measured not to help."""
        return self.words if self.vectors is None else np.concatenate([self.vectors, self.words], axis=1)


def _with_neighbours(rows: Features) -> Features:
    """Each row with the one before and the one after it beside it, zeros at the ends: (n, d) in, (n, 3d) out."""
    nothing = np.zeros((1, rows.shape[1]), dtype=np.float32)
    padded = np.concatenate([nothing, rows, nothing])
    return np.concatenate([padded[1:-1], padded[:-2], padded[2:]], axis=1)


def _places(count: int) -> Features:
    """Where each of `count` sentences stands in its post: first, last, how far, one of few; (count, 4)."""
    at = np.arange(count, dtype=np.float32)
    columns = [at == 0, at == count - 1, at / max(1, count - 1), np.full(count, count < 4)]
    return np.stack(columns, axis=1).astype(np.float32)
