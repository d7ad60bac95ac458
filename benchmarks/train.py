"""`make train`: the heads of `bot/arguments`, learnt anew from `benchmarks/sentences`.

The same sentences and seed give the same weights on one machine. Nothing is kept but those and what they came from.
"""

import asyncio
import json
import os
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

# Before numpy loads: sums in one thread come out the same each time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from pydantic import BaseModel

from bot.arguments.aspects import prototype_texts
from bot.arguments.features import Reader, Seen, simplified
from bot.arguments.heads import Array, Facts, Head, HeadFacts, Layer, RuleFacts, store
from bot.arguments.judging import RULES, Rules
from bot.domain.argument import Stance
from bot.embeddings.local import DIMENSIONS, NAME, open_local

if TYPE_CHECKING:
    from sklearn.preprocessing import StandardScaler

SENTENCES = Path(__file__).parent / "sentences"
TARGET = Path(__file__).parent.parent / "bot" / "arguments" / "data"
SEED = 7
VOTERS, UNITS, EPOCHS = 3, 32, 15
HARDLY = 0.002
"""Of F1: less than any two runs on other hands lie apart."""
ARGUING = 0.4
"""Of the sentences of real posts argue, by what was seen; of the committed ones six in ten do."""
ALONE = ("hard", "pairs")
"""Files whose sentences have no neighbours and all argue: they teach sides only."""


class Row(BaseModel, frozen=True, extra="ignore"):
    """A labelled sentence."""

    pid: int
    i: int
    text: str
    argues: bool
    stance: Stance | None
    hand: str
    """The file that it stands in: who wrote it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A linear model over some of the dense features, over the n-grams too where they are weighed above 0."""

    columns: slice
    strength: float
    """The C of its regularisation, for features of unit spread."""
    grams: float = 0.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one head learns from: features, answers, and who wrote each row."""

    dense: Array
    grams: Array
    answers: Array
    hands: "np.typing.NDArray[np.str_]"
    measured: "np.typing.NDArray[np.bool_]"
    """Which rows count for how well a head does; the others are only learnt from."""
    lines: tuple[Line, ...]
    """Linear models that learn apart: their mean carries over to unseen hands better than one of all features does."""
    decay: float
    """Of the voters' weights."""

    def rows(self, chosen: "np.typing.NDArray[np.bool_]") -> "Lesson":
        names = ("dense", "grams", "answers", "hands", "measured")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})


def digest() -> str:
    """Of the committed sentences, whatever the line ends of a checkout."""
    whole = blake2b(digest_size=16)
    for path in sorted(SENTENCES.glob("*.jsonl")):
        whole.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()


def read_rows() -> list[Row]:
    """All sentences, fragments together and in order."""
    lines = [(path.stem, line) for path in sorted(SENTENCES.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    rows = [Row(**json.loads(line), hand=hand) for hand, line in lines]
    return sorted(rows, key=lambda row: (row.hand, row.pid, row.i))


def fragments(rows: Sequence[Row]) -> Iterator[slice]:
    """Where each fragment of a post stands in the rows."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or (rows[at].hand, rows[at].pid) != (rows[start].hand, rows[start].pid):
            yield slice(start, at)
            start = at


async def see(rows: Sequence[Row]) -> tuple[list[Seen], Array]:
    """The features of each fragment, and the aspects' prototypes: (22, d)."""
    reader = Reader.load()
    async with open_local() as embedder:
        vectors = await embedder.passages([row.text for row in rows])
        means = [np.mean(await embedder.passages(texts), axis=0) for _, texts in prototype_texts()]
    seen = [reader.see([row.text for row in rows[part]], vectors[part]) for part in fragments(rows)]
    return seen, np.stack([mean / np.linalg.norm(mean) for mean in means])


def detection(rows: Sequence[Row], seen: Sequence[Seen]) -> Lesson:
    """Which sentences argue: as they stand in their posts, and, to learn from too, each alone as in a post of one."""
    kept = np.array([row.hand not in ALONE for row in rows])
    alone = [item.at(n) for item in seen for n in range(len(item.words))]
    dense = np.concatenate([item.for_detection() for part in (seen, alone) for item in part])
    answers = np.array([row.argues for row in rows], dtype=np.float32)
    vectors = 0 if seen[0].vectors is None else 3 * DIMENSIONS
    lines = [Line(slice(vectors, None), 0.1), Line(slice(0, 0), 3.0, grams=1.0)]
    if vectors:
        lines += [Line(slice(0, DIMENSIONS), 0.01), Line(slice(0, vectors), 0.003)]
    grams, measured = np.tile(_grams(seen), (2, 1)), np.repeat([True, False], len(rows))
    answers, hands = np.tile(answers, 2), np.tile(_hands(rows), 2)
    return Lesson(dense, grams, answers, hands, measured, tuple(lines), 1.0).rows(np.tile(kept, 2))


def sides(rows: Sequence[Row], seen: Sequence[Seen]) -> Lesson:
    """Which arguments speak for their subject, of those that take a side."""
    kept = np.array([row.stance in (Stance.BULL, Stance.BEAR) for row in rows])
    dense = np.concatenate([item.for_sides() for item in seen])
    answers = np.array([row.stance is Stance.BULL for row in rows], dtype=np.float32)
    words = slice(0 if seen[0].vectors is None else DIMENSIONS, None)
    lines = (Line(slice(None), 0.02, grams=7.0), Line(words, 0.02), Line(slice(0, 0), 6.0, grams=1.0))
    return Lesson(dense, _grams(seen), answers, _hands(rows), np.ones_like(kept), lines, 3.0).rows(kept)


def _grams(seen: Sequence[Seen]) -> Array:
    return np.concatenate([item.grams for item in seen])


def _hands(rows: Sequence[Row]) -> "np.typing.NDArray[np.str_]":
    return np.array([row.hand for row in rows])


def count_rules(rows: Sequence[Row]) -> dict[str, RuleFacts]:
    """How often each hand-written rule speaks of a side, and is right."""
    rules = Rules.load()
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in rows:
        if row.stance in (Stance.BULL, Stance.BEAR):
            for name, side in rules.votes(simplified(row.text)).items():
                fired[name] += 1
                right[name] += (side > 0) == (row.stance is Stance.BULL)
    return {name: RuleFacts(fired=fired[name], right=right[name]) for name in RULES}


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
    from sklearn.linear_model import LogisticRegression

    seen = scaled[:, line.columns]
    joint = np.concatenate([seen, lesson.grams * line.grams], axis=1) if line.grams else seen
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
    """What heads that never saw a row's hand say of the measured rows: the two log-odds of `Head.odds`, (n, 2)."""
    said = np.zeros((len(lesson.answers), 2), dtype=np.float32)
    for hand in np.unique(lesson.hands):
        left_out = lesson.hands == hand
        head = learn(lesson.rows(~left_out))
        said[left_out] = head.odds(lesson.dense[left_out], lesson.grams[left_out])
    return said[lesson.measured]


def calibrate(said: Array, answers: Array, weights: Array) -> Array:
    """The two log-odds joined into one that is a chance for a hand that was never seen."""
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


async def main() -> None:
    rows = read_rows()
    print(f"embedding {len(rows)} sentences ...")
    seen, prototypes = await see(rows)
    bare = [replace(item, vectors=None) for item in seen]
    lessons = {
        "argues": (detection(rows, seen), ARGUING),
        "argues_words": (detection(rows, bare), ARGUING),
        "side": (sides(rows, seen), None),
        "side_words": (sides(rows, bare), None),
    }
    trained = {name: train(lesson, share=share) for name, (lesson, share) in lessons.items()}
    facts = Facts(
        sentences=digest(),
        model=NAME,
        seed=SEED,
        heads={name: result[1] for name, result in trained.items()},
        rules=count_rules(rows),
        threshold={name: result[2] for name, result in trained.items() if name.startswith("argues")},
    )
    store(TARGET, {name: result[0] for name, result in trained.items()}, prototypes, facts)
    print(facts.model_dump_json(indent=1))


if __name__ == "__main__":
    asyncio.run(main())
