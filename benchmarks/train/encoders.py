"""The encoder, tuned once for each fold of hands: every sentence is also judged by one that never saw its hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.train.lessons import FOLDS, folds_of
from benchmarks.train.rows import Row
from benchmarks.train.tuning import Example, Schedule, said_of, tuned
from bot.arguments.heads import Array
from bot.arguments.outputs import OUTPUTS
from bot.domain.argument import Stance
from bot.embeddings.encoder import LONGEST, PREFIX
from bot.embeddings.pieces import Pieces
from bot.embeddings.wheel import wheel

SCHEDULE = Schedule(epochs=4, batch=32, rate=8e-5)
ARGUES_COUNTS, NEUTRAL_COUNTS = 0.5, 0.3
"""How much they count where a side counts 1."""


def tokens_of(texts: Sequence[str]) -> list[tuple[int, ...]]:
    pieces = Pieces.of(wheel().vocabulary)
    return [tuple(pieces.tokens(PREFIX + text, LONGEST)) for text in texts]


def example(row: Row, tokens: tuple[int, ...]) -> Example:
    wanted = (float(row.stance is Stance.BULL), float(row.argues), float(row.stance is Stance.NEUTRAL))
    return Example(tokens, wanted, (float(row.takes_side), ARGUES_COUNTS, NEUTRAL_COUNTS * row.argues))


@dataclass(frozen=True, slots=True)
class Fold:
    """What one encoder learns from, and the texts that it never sees and judges afterwards."""

    examples: tuple[Example, ...]
    unseen: tuple[tuple[int, ...], ...]
    seed: int

    def result(self) -> tuple[dict[str, Array], Array]:
        """Its parameters, and what it says of the unseen: (n, 3)."""
        network = tuned(self.examples, SCHEDULE, self.seed)
        return network.arrays(), said_of(network, self.unseen)


@dataclass(frozen=True, slots=True)
class CrossTuned:
    """The mean of the folds' encoders, by parameter, and what the one that never saw a row says of it: (n, 3).

    Weights tuned from one start can be averaged, and the mean does as well as all of them together.
    Source: Wortsman et al., "Model soups", ICML 2022.
    """

    mean: dict[str, Array]
    said: Array


def folds_to_tune(rows: Sequence[Row], texts: Sequence[str], seed: int) -> list[Fold]:
    folds, tokens = folds_of(rows), tokens_of(texts)
    examples = [example(row, tokens[n]) for n, row in enumerate(rows)]
    return [
        Fold(
            tuple(one for n, one in enumerate(examples) if folds[n] != fold),
            tuple(tokens[n] for n in np.flatnonzero(folds == fold)),
            seed,
        )
        for fold in range(FOLDS)
    ]


def brought_together(rows: Sequence[Row], results: Sequence[tuple[dict[str, Array], Array]]) -> CrossTuned:
    """The folds' results, in the order of the folds."""
    folds, said = folds_of(rows), np.zeros((len(rows), OUTPUTS), dtype=np.float32)
    mean: dict[str, Array] = {}
    for fold, (learnt, unseen) in enumerate(results):
        said[folds == fold] = unseen
        for name, value in learnt.items():
            mean[name] = mean.get(name, np.float32(0)) + value / np.float32(FOLDS)
    return CrossTuned(mean, said)
