"""`python -m benchmarks.train.aspects`: how aspects are read, anew from sentences of our own, in two minutes.

The same sentences give the same weights on one machine.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Self

# Before numpy loads: sums in one thread come out the same each time.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks.points.rows import FOLDER, Told
from benchmarks.train.rows import digest
from bot.arguments.aspects import ASPECTS, BUCKETS, AspectFacts, AspectWords, Facts, written
from bot.arguments.features import simplified
from bot.arguments.heads import Array, Layer
from bot.domain.argument import Aspect
from bot.domain.text import Language
from bot.embeddings.encoder import Encoder
from bot.embeddings.local import DIMENSIONS, NAME

DATA = Path(__file__).parent.parent.parent / "bot" / "arguments" / "data"
COLUMNS = tuple(Aspect)
LATER = ("second", "third", "fourth", "fifth")
"""Files of one hand each; the first hand wrote all others."""
MEANING, KEYWORDS, GRAMS = 3.0, 0.5, 2.0
"""How lightly weights of each kind of feature are held to 0."""
EVENING = 0.5
"""The power of an aspect's count by which its rows weigh less: how much is said of what is each hand's own."""
FEW = 20
"""Rows that each aspect is taken to have besides."""
WORTH_TELLING = 0.25
"""Of the aspects that are as likely as the least likely one that is told, so many are right."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Sentences, and the names of their points, with what they speak to."""

    features: Array
    """(n, 384 + words)."""
    answers: "np.typing.NDArray[np.int64]"
    """(n,): the place in `COLUMNS`."""
    hands: "np.typing.NDArray[np.str_]"
    languages: "np.typing.NDArray[np.str_]"
    measured: "np.typing.NDArray[np.bool_]"
    """Which rows count for how well aspects are read: names of points are only learnt from, and so is what is argued
    of no company."""

    @classmethod
    def read(cls) -> Self:
        """All that is committed."""
        rows = list(chain.from_iterable(_rows_of(path) for path in sorted(FOLDER.glob("*.jsonl"))))
        words = AspectWords.load()
        seen = np.stack([words.see(simplified(one.text)) for one in rows])
        return cls(
            np.concatenate([embedded([one.text for one in rows]), seen], axis=1),
            np.array([COLUMNS.index(one.aspect) for one in rows]),
            np.array([one.hand for one in rows]),
            np.array([one.language.value for one in rows]),
            np.array([one.is_said and one.aspect is not Aspect.OTHER for one in rows]),
        )

    def by_words(self) -> Self:
        """Without vectors."""
        return type(self)(self.features[:, DIMENSIONS:], self.answers, self.hands, self.languages, self.measured)


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    aspect: Aspect
    language: Language
    hand: str
    is_said: bool
    """Whether somebody might have posted it; else it names a point."""


def _rows_of(path: Path) -> Iterator[Row]:
    hand = path.stem if path.stem in LATER else "first"
    told = [Told.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    yield from (Row(one.text, one.aspect, one.language, hand, is_said=True) for one in told)
    for point, aspect in dict.fromkeys((one.point, one.aspect) for one in told):
        yield Row(point, aspect, Language.ENGLISH, hand, is_said=False)


def embedded(texts: Sequence[str]) -> Array:
    """(n, 384): as passages, which is how arguments are stored."""
    return Encoder.load(files("bot.embeddings") / "data" / "e5.onnx").passages(texts)


def main() -> None:
    lesson = Lesson.read()
    print(f"learning what {len(lesson.answers)} sentences speak to ...", flush=True)
    lessons = {"meaning": lesson, "words": lesson.by_words()}
    heads = {name: learnt(one, np.ones_like(one.measured)) for name, one in lessons.items()}
    facts = Facts(sentences=digest(FOLDER), model=NAME, heads={name: measured(one) for name, one in lessons.items()})
    (DATA / "aspects.npz").write_bytes(written(heads))
    (DATA / "aspects.json").write_text(facts.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(facts.model_dump_json(indent=1))


def learnt(lesson: Lesson, chosen: "np.typing.NDArray[np.bool_]") -> Layer:
    """A column for each aspect, from the chosen rows; the scaling of features is folded into the weights."""
    from scipy.sparse import csr_matrix  # of the n-grams a sentence has some fifty
    from sklearn.linear_model import LogisticRegression

    answers, scale = lesson.answers[chosen], scales(lesson.features[chosen])
    weights = (np.bincount(answers, minlength=len(COLUMNS)) + FEW)[answers] ** -EVENING
    model = LogisticRegression(max_iter=300, tol=1e-3)
    model.fit(csr_matrix(lesson.features[chosen] * scale), answers, sample_weight=weights / weights.mean())
    whole = Layer(np.zeros((len(scale), len(COLUMNS)), np.float32), np.full(len(COLUMNS), -np.inf, np.float32))
    whole.weights[:, model.classes_] = model.coef_.T * scale[:, None]
    whole.bias[model.classes_] = model.intercept_
    return whole


def scales(features: Array) -> Array:
    """(d,): how much each feature counts: a rare n-gram more than one that many texts hold.

    Source: Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation, 1972.
    """
    texts = np.count_nonzero(features[:, -BUCKETS:], axis=0)
    rarity = 1 - np.log(texts + 1) / np.log(len(features) + 1)
    vectors = np.full(features.shape[1] - BUCKETS - len(ASPECTS), MEANING)
    return np.concatenate([vectors, np.full(len(ASPECTS), KEYWORDS), rarity * GRAMS], dtype=np.float32)


def measured(lesson: Lesson) -> AspectFacts:
    """How well each hand is read by what learnt from the others."""
    chances = unseen(lesson)[lesson.measured]
    right = chances.argmax(axis=1) == lesson.answers[lesson.measured]
    groups = {name: one[lesson.measured] for name, one in (("hand", lesson.hands), ("language", lesson.languages))}
    accuracy = {
        str(value): round(float(right[group == value].mean()), 3)
        for group in groups.values()
        for value in np.unique(group)
    }
    return AspectFacts(rows=len(right), accuracy=accuracy, clear=clear_from(chances.max(axis=1), right))


def unseen(lesson: Lesson) -> Array:
    """(n, 23): the chance of each aspect, by what never saw the row's hand."""
    said = np.zeros((len(lesson.answers), len(COLUMNS)), dtype=np.float32)
    for hand in np.unique(lesson.hands):
        left_out = lesson.hands == hand
        odds = learnt(lesson, ~left_out).of(lesson.features[left_out])
        weights = np.exp(odds - odds.max(axis=1, keepdims=True))
        said[left_out] = weights / weights.sum(axis=1, keepdims=True)
    return said


def clear_from(chances: Array, right: "np.typing.NDArray[np.bool_]") -> float:
    """The chance from which on what is told is worth it."""
    from sklearn.isotonic import IsotonicRegression

    curve = IsotonicRegression(out_of_bounds="clip").fit(chances, right)
    tried = np.arange(0.05, 0.95, 0.01)
    return round(float(tried[curve.predict(tried) >= WORTH_TELLING].min()), 2)


if __name__ == "__main__":
    main()
