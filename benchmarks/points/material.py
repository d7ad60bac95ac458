"""What the space of points learns from, as vectors: arguments by side, the points' names, quotes with retellings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import numpy as np

from benchmarks.points.rows import Side, read_sides
from benchmarks.train.pairs import Told as Retold
from benchmarks.train.pairs import read_told
from bot.arguments.aspects import AspectTable
from bot.arguments.features import simplified
from bot.arguments.heads import Heads
from bot.arguments.points.space import LANGUAGES, Array, Said
from bot.domain.text import Language
from bot.embeddings.encoder import Encoder

Embed = Callable[[Sequence[str]], Array]
"""Texts in, (n, 384) out."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text and what it is written in."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class Material:
    """Vectors less the mean of their language."""

    sides: tuple[Side, ...]
    told: tuple[Array, ...]
    """By side: (n + p, 384), its n arguments and then the names of its p points."""
    retold: tuple[Array, ...]
    """By quote: (1 + k, 384), the quote and its right retellings."""
    means: Array
    """(2, 384), in the order of `LANGUAGES`."""
    texts: tuple[str, ...]
    """All arguments, quotes and retellings."""

    @classmethod
    def read(cls, embed: Embed | None = None) -> Self:
        """All that is committed."""
        sides = read_sides()
        groups = [list(_of_side(side)) for side in sides] + [list(_of_quote(one)) for one in read_told()]
        spoken = [one for group in groups for one in group]
        vectors = (embed or embedded)([one.text for one in spoken])
        at = np.array([LANGUAGES.index(one.language) for one in spoken])
        means = np.stack([vectors[at == number].mean(axis=0) for number in range(len(LANGUAGES))])
        parts = np.split(vectors - means[at], np.cumsum([len(group) for group in groups])[:-1])
        texts = tuple(one.text for one in spoken)
        return cls(tuple(sides), tuple(parts[: len(sides)]), tuple(parts[len(sides) :]), means, texts)

    def said(self, n: int) -> list[Said]:
        """A side's arguments as the product has them, each with the aspect that it finds itself."""
        told, table, prototypes = self.sides[n].told, AspectTable.load(), Heads.load().prototypes
        vectors = [
            row + self.means[LANGUAGES.index(one.language)] for one, row in zip(told, self.told[n], strict=False)
        ]
        aspects = [
            table.of(simplified(one.text), vector, prototypes) for one, vector in zip(told, vectors, strict=True)
        ]
        rows = zip(told, aspects, vectors, strict=True)
        return [Said(one.text, one.language, aspect, vector) for one, aspect, vector in rows]


def embedded(texts: Sequence[str]) -> Array:
    """(n, 384): as passages, which is how arguments are stored."""
    return Encoder.load(files("bot.embeddings") / "data" / "e5.onnx").passages(texts)


def _of_side(side: Side) -> Iterator[Spoken]:
    yield from (Spoken(one.text, one.language) for one in side.told)
    yield from (Spoken(point, Language.ENGLISH) for point in side.points)


def _of_quote(one: Retold) -> Iterator[Spoken]:
    yield Spoken(one.quote, _language(one.lang))
    yield from (Spoken(each.text, _language(each.lang)) for each in one.right)


def _language(tag: str) -> Language:
    return Language.ENGLISH if tag == "en" else Language.CHINESE
