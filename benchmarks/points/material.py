"""What the space of points learns from: arguments by side, and quotes with their retellings."""

from collections.abc import Sequence
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
from bot.embeddings.encoder import Encoder

KEPT_APART = 6
"""Every sixth subject is not learnt from: there the policy's numbers and the parts' weights are chosen."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that is committed. `vectors`: by side, (n, 384), the passage vectors of its arguments."""

    sides: tuple[Side, ...]
    retold: tuple[Retold, ...]
    vectors: tuple[Array, ...]

    @classmethod
    def read(cls) -> Self:
        sides = read_sides()
        encoder = Encoder.load(files("bot.embeddings") / "data" / "e5.onnx")
        vectors = encoder.passages([one.text for side in sides for one in side.told])
        parts = np.split(vectors, np.cumsum([len(side.told) for side in sides])[:-1])
        return cls(tuple(sides), tuple(read_told()), tuple(parts))

    @property
    def learnt_from(self) -> list[Side]:
        apart = self._apart
        return [side for side in self.sides if side.subject not in apart]

    @property
    def kept_apart(self) -> list[int]:
        """Which sides are not learnt from."""
        apart = self._apart
        return [n for n, side in enumerate(self.sides) if side.subject in apart]

    @property
    def _apart(self) -> set[str]:
        return set(list(dict.fromkeys(side.subject for side in self.sides))[::KEPT_APART])

    @property
    def texts(self) -> list[str]:
        """All arguments, quotes and retellings."""
        told = [one.text for side in self.sides for one in side.told]
        return told + [text for one in self.retold for text in (one.quote, *(each.text for each in one.right))]

    def means(self) -> Array:
        """(2, 384): of the vectors of each language, in the order of `LANGUAGES`."""
        at = np.array([LANGUAGES.index(one.language) for side in self.sides for one in side.told])
        every = np.concatenate(self.vectors)
        return np.stack([every[at == number].mean(axis=0) for number in range(len(LANGUAGES))])

    def said(self, n: int) -> Sequence[Said]:
        """A side's arguments as the product has them, each with the aspect that it finds itself."""
        table, prototypes = AspectTable.load(), Heads.load().prototypes
        rows = zip(self.sides[n].told, self.vectors[n], strict=True)
        return [Said(one.text, table.of(simplified(one.text), vector, prototypes)) for one, vector in rows]
