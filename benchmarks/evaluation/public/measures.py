"""The measures that the public sets are published with."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from math import log2

from bot.domain.argument import Stance

TOP = 10
"""How many of a ranking are looked at."""


def mean(figures: Iterable[float]) -> float:
    """Errors: ZeroDivisionError of nothing."""
    listed = list(figures)
    return sum(listed) / len(listed)


def macro_f1(gold: Sequence[Stance], said: Sequence[Stance]) -> float:
    """The mean of the three stances' F1, each with the weight of one however rare it is; one never given has 0."""
    return mean(_f1(gold, said, stance) for stance in Stance)


def _f1(gold: Sequence[Stance], said: Sequence[Stance], stance: Stance) -> float:
    right = sum(one is other is stance for one, other in zip(gold, said, strict=True))
    named = sum(one is stance for one in gold) + sum(one is stance for one in said)
    return 2 * right / named if named else 0.0


def average_precision(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The area under precision over recall, without interpolation; equal scores count as one step, in any order.

    Errors: ZeroDivisionError where nothing is right.
    """
    ranked = sorted(zip(scores, right, strict=True), key=lambda pair: -pair[0])
    area, hits, counted = 0.0, 0, 0
    for n, (score, hit) in enumerate(ranked, 1):
        hits += hit
        if n == len(ranked) or ranked[n][0] != score:
            area += (hits - counted) * hits / n
            counted = hits
    return area / hits


def ndcg(ranking: Sequence[Hashable], relevant: Collection[Hashable]) -> float:
    """Of the first ten: what each relevant one is worth at its rank, over what the best order would be worth."""
    gained = sum(1 / log2(rank + 1) for rank, item in enumerate(ranking[:TOP], 1) if item in relevant)
    return gained / sum(1 / log2(rank + 1) for rank in range(1, min(TOP, len(relevant)) + 1))


def share_of_top(ranking: Sequence[Hashable], items: Collection[Hashable]) -> float:
    """How much of the first ten is among `items`."""
    return sum(item in items for item in ranking[:TOP]) / TOP
