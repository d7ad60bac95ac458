"""Tuning the encoder so that texts which make one point lie together, in whatever language and words.

Each step looks at all that is said on a few sides, and at some quotes with their retellings: of each text, those that
make the same point are to be nearer than all others.
Source: Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from benchmarks.points.rows import Side
from benchmarks.train.encoders import tokens_of
from benchmarks.train.network import Network, Tensor
from benchmarks.train.pairs import Told as Retold
from benchmarks.train.tuning import Schedule, groups, rate_at
from bot.embeddings.wheel import Array, wheel

SIZE = 192
"""Numbers in which a point is told apart: the directions in which texts lie furthest."""
SCHEDULE = Schedule(epochs=3, batch=2, rate=8e-5)
"""A batch is of so many sides. Longer learning and fewer layers did worse on sides that were held out."""
MOST = 52
"""Texts of a batch's sides: more take longer than they teach."""
RETOLD = 5
"""Quotes of a batch, each with one of its retellings."""
HEAT = 0.06
"""What likenesses are divided by: the lower, the more the nearest wrong neighbour counts."""
CHUNKS = 3
"""Parts of a batch by length, so that little is filled up."""
APART = -1e9


@dataclass(frozen=True, slots=True)
class Text:
    """A text's tokens, and the number of the point that it makes."""

    tokens: tuple[int, ...]
    point: int


@dataclass(frozen=True, slots=True)
class PointLesson:
    """What the encoder learns from: texts by side, and by quote."""

    sides: tuple[tuple[Text, ...], ...]
    quotes: tuple[tuple[Text, ...], ...]
    seed: int

    def result(self) -> dict[str, Array]:
        """Its parameters, with a head that gives `SIZE` numbers."""
        torch.set_num_threads(1)  # sums in one thread come out the same each time
        torch.manual_seed(self.seed)
        network = Network.fresh(wheel(), SIZE, {})
        optimiser = torch.optim.AdamW(groups(network, SCHEDULE), betas=(0.9, 0.98))
        batches = list(self._batches())
        for step, batch in enumerate(batches):
            rate_at(optimiser, step, len(batches), SCHEDULE)
            optimiser.zero_grad()
            _loss(_read(network, [one.tokens for one in batch]), [one.point for one in batch]).backward()
            torch.nn.utils.clip_grad_norm_(network.learning.values(), SCHEDULE.clip)
            optimiser.step()
            if step % 50 == 0:
                print(f"step {step} of {len(batches)}", flush=True)
        return network.arrays() | self._head(network)

    def _batches(self) -> Iterator[list[Text]]:
        dice = random.Random(self.seed)
        for _ in range(SCHEDULE.epochs):
            order = dice.sample(range(len(self.sides)), len(self.sides))
            for start in range(0, len(order), SCHEDULE.batch):
                texts = [text for n in order[start : start + SCHEDULE.batch] for text in self.sides[n]]
                quotes = dice.sample(self.quotes, RETOLD)
                beside = [text for quote in quotes for text in dice.sample(quote, 2)]
                yield dice.sample(texts, min(MOST, len(texts))) + beside

    def _head(self, network: Network) -> dict[str, Array]:
        """The directions that keep most of what tells the texts apart.

        Source: Eckart and Young, 1936.
        """
        texts = sorted((text.tokens for side in self.sides for text in side), key=len)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            parts = [network.means_of(texts[at : at + 64], learning=False) for at in range(0, len(texts), 64)]
        places = functional.normalize(torch.cat(parts).float(), dim=1)
        _, _, directions = torch.linalg.svd(places, full_matrices=False)
        head: Array = directions[:SIZE].T.numpy().copy()
        return {"head.w": head, "head.b": np.zeros(SIZE, dtype=np.float32)}


def point_lesson(sides: Sequence[Side], retold: Sequence[Retold], seed: int) -> PointLesson:
    """Each point of each side has a number of its own, and so has each quote that was retold."""
    firsts = np.cumsum([0, *(len(side.points) for side in sides)])
    told = [
        [(one.text, int(first) + number) for one, number in zip(side.told, side.numbers, strict=True)]
        for side, first in zip(sides, firsts, strict=False)
    ]
    again = [
        [(text, int(firsts[-1]) + n) for text in (one.quote, *(each.text for each in one.right))]
        for n, one in enumerate(retold)
        if one.right
    ]
    return PointLesson(tuple(map(_texts, told)), tuple(map(_texts, again)), seed)


def _texts(told: Sequence[tuple[str, int]]) -> tuple[Text, ...]:
    tokens = tokens_of([text for text, _ in told])
    return tuple(Text(one, point) for one, (_, point) in zip(tokens, told, strict=True))


def _read(network: Network, texts: Sequence[tuple[int, ...]]) -> Tensor:
    """(n, width), of unit length, in the order of the texts."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    size = len(order) // CHUNKS + 1
    parts = [[texts[n] for n in order[start : start + size]] for start in range(0, len(order), size)]
    with torch.autocast("cpu", torch.bfloat16):
        means = torch.cat([network.means_of(part, learning=True) for part in parts])
    return functional.normalize(means.float()[torch.from_numpy(np.argsort(order))], dim=1)


def _loss(places: Tensor, points: Sequence[int]) -> Tensor:
    numbers, itself = torch.tensor(points), torch.eye(len(points), dtype=torch.bool)
    same = (numbers[:, None] == numbers[None]) & ~itself
    chances = torch.log_softmax((places @ places.T / HEAT).masked_fill(itself, APART), dim=1)
    found = same.any(1)
    return -((chances * same).sum(1)[found] / same.sum(1)[found]).mean()
