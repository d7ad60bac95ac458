"""SEntFiN: financial headlines with a sentiment for each entity, some with opposite ones in one headline.

Source: Sinha et al., "SEntFiN 1.0: Entity-Aware Sentiment Analysis for Financial News", JASIST 2022.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from pydantic import BaseModel

from benchmarks.evaluation.public.measures import macro_f1, mean
from benchmarks.evaluation.public.reading import Reading, sides_of
from benchmarks.evaluation.public.rows import Compared, read_records
from benchmarks.evaluation.public.text_model import TextModel
from benchmarks.evaluation.tables import Row
from bot.domain.argument import Stance

SAMPLE, SEED = 1500, 4
"""Headlines that are read, and what draws them."""
OPPOSITE = 600
"""The most headlines with opposite sides that are read."""


class Label(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"

    @property
    def stance(self) -> Stance:
        return {Label.POSITIVE: Stance.BULL, Label.NEGATIVE: Stance.BEAR}.get(self, Stance.NEUTRAL)


class Entity(BaseModel, frozen=True):
    entity: str
    label: Label


class Headline(BaseModel, frozen=True):
    text: str
    entities: tuple[Entity, ...]

    @property
    def is_opposed(self) -> bool:
        return {Label.POSITIVE, Label.NEGATIVE} <= {entity.label for entity in self.entities}


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one entity: what is right, what was said, and to which side it leans where one must be taken."""

    gold: Stance
    said: Stance
    leaning: Stance

    @property
    def takes_side(self) -> bool:
        return self.gold is not Stance.NEUTRAL

    @property
    def leans_right(self) -> bool:
        return self.leaning is self.gold


Verdicts = Sequence[Verdict]


@dataclass(frozen=True, slots=True)
class Draw:
    """A set in three: what is read, what is opposed, and what a model of its words may learn from."""

    sample: Sequence[Headline]
    opposed: Sequence[Headline]
    rest: Sequence[Headline]

    @classmethod
    def of(cls, headlines: Sequence[Headline]) -> "Draw":
        """Errors: ValueError where the set is smaller than the sample."""
        drawn = set(Random(SEED).sample(range(len(headlines)), SAMPLE))
        opposed = [one for one in headlines if one.is_opposed][:OPPOSITE]
        rest = [one for n, one in enumerate(headlines) if n not in drawn and not one.is_opposed]
        return cls([headlines[n] for n in sorted(drawn)], opposed, rest)


async def headline_rows(folder: Path, reading: Reading) -> list[Row]:
    draw = Draw.of(list(read_records(folder / "sentfin.jsonl", Headline)))
    learnt = TextModel.of(
        [headline.text for headline in draw.rest for _ in headline.entities],
        [entity.label.stance for headline in draw.rest for entity in headline.entities],
    )
    ours = [await read_sides(part, reading) for part in (draw.sample, draw.opposed)]
    trivial = [guess_sides(part, learnt) for part in (draw.sample, draw.opposed)]

    def compared(part: int, figure: Callable[[Sequence[Verdicts]], float]) -> Compared:
        return Compared(figure(ours[part]), figure(trivial[part]))

    return [
        compared(0, three_way).row("SEntFiN: side per entity, macro-F1"),
        compared(0, right_of_sided).row("… entities with a side, right"),
        compared(1, right_of_sided).row("… opposite sides in a headline, entities right"),
        compared(1, wholly_right).row("… opposite sides in a headline, both right"),
    ]


async def read_sides(headlines: Sequence[Headline], reading: Reading) -> list[Verdicts]:
    """The product's, a list for each headline."""
    asked = [(headline.text, entity.entity) for headline in headlines for entity in headline.entities]
    sides = iter(await sides_of(reading, [text for text, _ in asked], [name for _, name in asked]))
    return [
        [
            Verdict(entity.label.stance, side.stance, side.leaning)
            for entity, side in zip(headline.entities, sides, strict=False)
        ]
        for headline in headlines
    ]


def guess_sides(headlines: Sequence[Headline], model: TextModel) -> list[Verdicts]:
    """Those of a model that sees the headline alone."""
    guesses = model.guess([headline.text for headline in headlines])
    return [
        [Verdict(entity.label.stance, guess.stance, guess.leaning) for entity in headline.entities]
        for headline, guess in zip(headlines, guesses, strict=True)
    ]


def three_way(headlines: Sequence[Verdicts]) -> float:
    verdicts = [verdict for headline in headlines for verdict in headline]
    return macro_f1([verdict.gold for verdict in verdicts], [verdict.said for verdict in verdicts])


def right_of_sided(headlines: Sequence[Verdicts]) -> float:
    """The share of entities with a side that are leant to rightly."""
    return mean(verdict.leans_right for headline in headlines for verdict in headline if verdict.takes_side)


def wholly_right(headlines: Sequence[Verdicts]) -> float:
    """The share of headlines that are leant to rightly for each of their entities with a side."""
    return mean(all(verdict.leans_right for verdict in headline if verdict.takes_side) for headline in headlines)
