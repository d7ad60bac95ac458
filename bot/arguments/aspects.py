"""What of its subject an argument speaks to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.arguments.tables import read_table
from bot.domain.argument import Aspect

if TYPE_CHECKING:
    from bot.embeddings.embedder import Matrix, Vector

ASPECTS = tuple(aspect for aspect in Aspect if aspect is not Aspect.OTHER)
LEADS_BY = 0.01
"""How far the nearest prototype must lead the second: the model's cosines lie within some hundredths of each other."""


@dataclass(frozen=True, slots=True)
class AspectTable:
    """Keywords by aspect, and a prototype vector each in the order of `ASPECTS`."""

    keywords: Mapping[Aspect, re.Pattern[str]]

    @classmethod
    def load(cls) -> Self:
        table = read_table("aspects")["keywords"]
        return cls({aspect: re.compile(table[aspect.value]) for aspect in ASPECTS})

    def of(self, text: str, vector: "Vector | None", prototypes: "Matrix") -> Aspect:
        """The aspect of simplified text that most words speak to, else the nearest prototype's, else `OTHER`.

        Shapes: vector (d,), prototypes (22, d) in the order of `ASPECTS`.
        """
        counts = {aspect: len({m.group() for m in pattern.finditer(text)}) for aspect, pattern in self.keywords.items()}
        most = max(counts.values())
        likeness = dict(zip(ASPECTS, prototypes @ vector, strict=True)) if vector is not None else {}
        if most:
            named = [aspect for aspect in ASPECTS if counts[aspect] == most]
            return max(named, key=lambda aspect: likeness.get(aspect, 0.0))
        first, second = sorted(likeness, key=lambda aspect: -likeness[aspect])[:2] if likeness else (Aspect.OTHER,) * 2
        return first if likeness and likeness[first] - likeness[second] > LEADS_BY else Aspect.OTHER


def prototype_texts() -> list[tuple[Aspect, list[str]]]:
    """The sentences that stand for each aspect, in the order of `ASPECTS`."""
    table = read_table("aspects")["prototypes"]
    return [(aspect, list(table[aspect.value])) for aspect in ASPECTS]
