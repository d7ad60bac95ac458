"""Weights for what is seen, by logistic regression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.relations.measuring import judged, right
from benchmarks.relations.reading import ReadPoint, Tie
from benchmarks.relations.signs import BY_PLACE, BY_WORDS, Seen, matrix
from bot.answers.replies import SPEAKS
from bot.answers.replying.hedging import Hedge
from bot.answers.replying.weights import ByPlace, ByWords, Granting, Weights
from bot.arguments.points.space import load_space

States = Mapping[str, Sequence[Seen]]
"""What is seen of the same subjects in several states; each counts as much as the others."""
SMOOTH, GRANTS_SMOOTH = 30.0, 0.5
"""How far weights may be from 0: scikit-learn's C."""
HEDGES = tuple(Hedge)
STRICTER = [step / 20 for step in range(9)]
"""By how much more alike two points may have to be than is best for pairs: a point is answered by any that is."""
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Fitted:
    base: float
    weights: Sequence[float]

    def over(self, unit: float) -> "_Fitted":
        return _Fitted(self.base / unit, [weight / unit for weight in self.weights])


def fit(states: States) -> Weights:
    """Likeness comes in units of the cosine of places; two points speak from `SPEAKS` on."""
    place, words = (_spoken(states, signs) for signs in (BY_PLACE, BY_WORDS))
    unit = place.weights[0]
    place, words = place.over(unit), words.over(unit)
    weights = Weights(
        space=load_space().name,
        by_place=ByPlace(base=place.base + SPEAKS, near=place.weights[0], lead=place.weights[1]),
        by_words=ByWords(
            base=words.base + SPEAKS,
            near=words.weights[0],
            lead=words.weights[1],
            words=words.weights[2],
            matters=words.weights[3],
        ),
        granting=_granting([one for seen in states.values() for one in seen if one.speak]),
    )
    return max((_stricter(weights, by) for by in STRICTER), key=lambda one: _worth(one, states))


def _stricter(weights: Weights, by: float) -> Weights:
    place, words = (one.model_copy(update={"base": one.base - by}) for one in (weights.by_place, weights.by_words))
    return weights.model_copy(update={"by_place": place, "by_words": words})


def _worth(weights: Weights, states: States) -> float:
    """How well it is told which points speak to one another, and which nobody answers, in all states alike.

    An answer that is none is shown, and hides that nobody has answered: precision counts twice as much as recall.
    """
    each = [right([judged(one, weights) for one in seen]) for seen in states.values()]
    return sum(one.spoken.f_half + one.unanswered.f1 for one in each)


def _spoken(states: States, signs: int) -> _Fitted:
    every = [one for seen in states.values() for one in seen]
    weight = np.concatenate([np.full(len(seen), len(every) / len(seen)) for seen in states.values()])
    x, speak = matrix(every, signs), np.array([one.speak for one in every])
    model = LogisticRegression(C=SMOOTH).fit(x, speak, weight / weight.mean())
    base, weights = float(model.intercept_[0]), [float(one) for one in model.coef_[0]]
    odds = x @ np.array(weights) + base
    return _Fitted(base - _best_cut(odds, speak, weight), weights)


def _best_cut(odds: Column, right: NDArray[np.bool_], weight: Column) -> float:
    """The log-odds from which on saying yes gives the best F1."""
    cuts = np.quantile(odds, np.linspace(0.4, 0.99, 119))
    return float(max(cuts, key=lambda cut: _f1(odds >= cut, right, weight)))


def _f1(said: NDArray[np.bool_], right: NDArray[np.bool_], weight: Column) -> float:
    both = float(weight[said].sum() + weight[right].sum())
    return 2 * float(weight[said & right].sum()) / both if both else 0.0


def _granting(speak: Sequence[Seen]) -> Granting:
    """From pairs that speak to each other, each read both ways: even odds decide."""
    more = np.array([np.subtract(_shares(one.bull), _shares(one.bear)) for one in speak])
    grants = [one.ours is Tie.QUALIFIES for one in speak] + [one.theirs is Tie.QUALIFIES for one in speak]
    model = LogisticRegression(C=GRANTS_SMOOTH).fit(np.concatenate([more, -more]), grants)
    weights = [float(weight) for weight in model.coef_[0]]
    return Granting(base=float(model.intercept_[0]), hedges=dict(zip(HEDGES, weights, strict=True)))


def _shares(point: ReadPoint) -> list[float]:
    return [point.spoken.share(hedge) for hedge in HEDGES]
