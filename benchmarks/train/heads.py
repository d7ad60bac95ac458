"""The small heads: how they learn, and how what they say becomes a chance for a hand that was never seen."""

import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.arguments.heads import Array, Head, HeadFacts, Layer

if TYPE_CHECKING:
    from sklearn.preprocessing import StandardScaler

SEED = 7
VOTERS, UNITS, EPOCHS = 3, 32, 15
HARDLY = 0.002
"""Of F1: less than any two runs on other hands lie apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """A linear model over some of the dense features, over the n-grams too where they are weighed above 0."""

    columns: slice
    strength: float
    """The C of its regularisation, for features of unit spread."""
    grams: float = 0.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one head learns from: features, answers, and which fold of hands each row is of."""

    dense: Array
    grams: Array
    answers: Array
    folds: "np.typing.NDArray[np.int64]"
    measured: "np.typing.NDArray[np.bool_]"
    """Which rows count for how well a head does; the others are only learnt from."""
    others: Array
    """(n, k): log-odds that others give each row without having seen its hand; k may be 0."""
    lines: tuple[Line, ...]
    """Linear models that learn apart: their mean carries over to unseen hands better than one of all features does."""
    decay: float
    """Of the voters' weights."""

    def rows(self, chosen: "np.typing.NDArray[np.bool_]") -> "Lesson":
        names = ("dense", "grams", "answers", "folds", "measured", "others")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})


def learn(lesson: Lesson) -> Head:
    """The head without its calibration; the scaling of its features is folded into its weights."""
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(lesson.dense)
    scaled = scaler.transform(lesson.dense)
    lines = [_line(scaled, lesson, line) for line in lesson.lines]
    weights, bias, grams = (np.mean([line[part] for line in lines], axis=0) for part in ("weights", "bias", "grams"))
    voters = [_voter(scaled, lesson, seed) for seed in range(SEED, SEED + VOTERS)]
    hidden = np.concatenate([voter[0].weights for voter in voters], axis=1)
    hidden_bias = np.concatenate([voter[0].bias for voter in voters])
    votes = Layer(
        np.concatenate([voter[1].weights / VOTERS for voter in voters], dtype=np.float32),
        np.mean([voter[1].bias for voter in voters], axis=0, dtype=np.float32),
    )
    none = np.zeros(1, dtype=np.float32)
    dense = _unscaled(weights, bias, scaler)
    units = _unscaled(hidden, hidden_bias, scaler)
    return Head(dense, Layer(grams.astype(np.float32), none), units, votes, np.array([0.5, 0.5, 0.0]))


def _line(scaled: Array, lesson: Lesson, line: Line) -> dict[str, Array]:
    """One linear model's weights over all features: zeros where it looks at none."""
    from scipy.sparse import csr_matrix, hstack  # of 8,192 n-grams a sentence has some fifty
    from sklearn.linear_model import LogisticRegression

    seen = scaled[:, line.columns]
    joint = hstack([csr_matrix(seen), csr_matrix(lesson.grams * line.grams)]).tocsr() if line.grams else seen
    model = LogisticRegression(C=line.strength, max_iter=500).fit(joint, lesson.answers)
    weights = np.zeros((scaled.shape[1], 1))
    weights[line.columns] = model.coef_[:, : seen.shape[1]].T
    grams = np.zeros((lesson.grams.shape[1], 1))
    if line.grams:
        grams = model.coef_[:, seen.shape[1] :].T * line.grams
    return {"weights": weights, "bias": model.intercept_, "grams": grams.astype(np.float32)}


def _unscaled(weights: Array, bias: Array, scaler: "StandardScaler") -> Layer:
    """A layer over raw features that does what this one does over scaled ones."""
    raw = weights / scaler.scale_[:, None]
    return Layer(raw.astype(np.float32), (bias - scaler.mean_ @ raw).astype(np.float32))


def _voter(scaled: Array, lesson: Lesson, seed: int) -> tuple[Layer, Layer]:
    """A network with one hidden layer, stopped early on purpose."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    network = MLPClassifier((UNITS,), alpha=lesson.decay, max_iter=EPOCHS, batch_size=64, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(scaled, lesson.answers)
    hidden, votes = (Layer(w, b) for w, b in zip(network.coefs_, network.intercepts_, strict=True))
    return hidden, votes


def unseen(lesson: Lesson) -> Array:
    """What heads that never saw a row's hand say of the measured rows, and the others beside them: (n, 2 + k)."""
    said = np.zeros((len(lesson.answers), 2), dtype=np.float32)
    for fold in np.unique(lesson.folds):
        left_out = lesson.folds == fold
        head = learn(lesson.rows(~left_out))
        said[left_out] = head.odds(lesson.dense[left_out], lesson.grams[left_out])
    return np.concatenate([said, lesson.others], axis=1)[lesson.measured]


def calibrate(said: Array, answers: Array, weights: Array) -> Array:
    """Several log-odds joined into one that is a chance for a hand that was never seen: k weights and a bias."""
    from sklearn.linear_model import LogisticRegression

    joined = LogisticRegression(C=100.0).fit(said, answers, sample_weight=weights)
    return np.array([*joined.coef_[0], joined.intercept_[0]], dtype=np.float32)


def train(lesson: Lesson, *, share: float | None) -> tuple[Head, HeadFacts, float]:
    """A calibrated head, how well it does on unseen hands, and the threshold that is best there.

    `share` is how many of the rows are right where the head will be used; None where it is as in the lesson.
    """
    from sklearn.metrics import roc_auc_score

    answers = lesson.answers[lesson.measured]
    said = unseen(lesson)
    weights = (
        np.ones_like(answers)
        if share is None
        else np.where(answers > 0, share / answers.mean(), (1 - share) / (1 - answers.mean()))
    )
    head = replace(learn(lesson), calibration=calibrate(said, answers, weights))
    chances = head.calibrated(said)
    right = (chances > 0.5) == (answers > 0.5)
    facts = HeadFacts(
        rows=len(answers), accuracy=round(float(right.mean()), 4), auc=round(float(roc_auc_score(answers, chances)), 4)
    )
    return head, facts, _best_threshold(chances, answers, weights)


def _best_threshold(chances: Array, answers: Array, weights: Array) -> float:
    """The highest threshold that costs hardly any F1: a trap that is kept costs more trust than an argument missed."""
    from sklearn.metrics import f1_score

    tried = np.arange(0.2, 0.81, 0.02)
    scores = np.array([f1_score(answers, chances > threshold, sample_weight=weights) for threshold in tried])
    return round(float(tried[scores >= scores.max() - HARDLY].max()), 2)
