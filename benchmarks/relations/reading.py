"""The points of this folder, and what each says to those of the other side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from benchmarks.evaluation.public.rows import read_records
from bot.answers.fold import simplified
from bot.answers.replying.spoken import Spoken
from bot.arguments.aspects import AspectTable
from bot.arguments.heads import Heads
from bot.arguments.points.space import Said, load_space
from bot.domain.argument import Aspect, Stance
from bot.embeddings.embedder import Embedder
from storage import Places

HERE = Path(__file__).parent


class Tie(StrEnum):
    """As `Relation`; what a careful reader could take either way is `unclear` and counts for nothing."""

    REBUTS = "rebuts"
    QUALIFIES = "qualifies"
    UNCLEAR = "unclear"


class WrittenPoint(BaseModel, frozen=True):
    """A line of `points.jsonl`: what one to three people would say."""

    point: str
    subject: str
    stance: Stance
    aspect: Aspect
    texts: tuple[str, ...]


class WrittenPair(BaseModel, frozen=True):
    """A line of `pairs.jsonl`: what `point` says to `other`. Two of one subject without a line ignore each other."""

    point: str
    other: str
    relation: Tie


@dataclass(frozen=True, slots=True)
class ReadPoint:
    """`places`: a row for each of its texts."""

    point: str
    texts: tuple[str, ...]
    places: Places

    @property
    def place(self) -> Places:
        """The mean, where the store says that the point lies."""
        mean: Places = self.places.mean(axis=0)
        return mean

    @property
    def spoken(self) -> Spoken:
        return Spoken.in_texts(self.texts)


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a subject. `ties` by (point, other)."""

    subject: str
    bull: Sequence[ReadPoint]
    bear: Sequence[ReadPoint]
    ties: Mapping[tuple[str, str], Tie]


async def read_sides(embedder: Embedder) -> list[Sides]:
    """One text after the other as the product reads it: with the aspect that it finds, not the one that we wrote down.

    Errors: EmbeddingsFailed.
    """
    written = list(read_records(HERE / "points.jsonl", WrittenPoint))
    ties = {(one.point, one.other): one.relation for one in read_records(HERE / "pairs.jsonl", WrittenPair)}
    places = await _places([text for one in written for text in one.texts], embedder)
    sides: dict[str, dict[Stance, list[ReadPoint]]] = defaultdict(lambda: defaultdict(list))
    for one in written:
        read = ReadPoint(one.point, one.texts, np.array([next(places) for _ in one.texts]))
        sides[one.subject][one.stance].append(read)
    return [Sides(name, side[Stance.BULL], side[Stance.BEAR], ties) for name, side in sides.items()]


async def _places(texts: Sequence[str], embedder: Embedder) -> Iterator[Places]:
    vectors = await embedder.passages(texts)
    aspects, prototypes = AspectTable.load(), Heads.load().prototypes
    said = [
        Said(text, aspects.of(simplified(text), vector, prototypes))
        for text, vector in zip(texts, vectors, strict=True)
    ]
    return iter(load_space().places(said))
