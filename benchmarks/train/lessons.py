"""From the labelled sentences to what each head learns from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.train.heads import Lesson, Line
from benchmarks.train.rows import Row, fragments
from bot.arguments.aspects import prototype_texts
from bot.arguments.features import Reader, Seen, simplified
from bot.arguments.heads import Array, RuleFacts
from bot.arguments.judging import RULES, Rules
from bot.arguments.outputs import ARGUES, NEUTRAL, SIDE
from bot.domain.argument import Stance
from bot.embeddings.local import DIMENSIONS, open_local

FOLDS = 3
ALONE = ("hard", "pairs", "contrast")
"""Files whose sentences have no neighbours and nearly all argue: they teach sides only."""


@dataclass(frozen=True, slots=True)
class Material:
    """The sentences with all that is seen of them, row by row."""

    rows: Sequence[Row]
    said: Array
    """(n, 3): what an encoder that never saw a row's hand says of it: `SIDE`, `ARGUES`, `NEUTRAL`."""
    ruled: Array
    """(n,): the log-odds of its side by the hand-written rules."""

    @property
    def folds(self) -> "np.typing.NDArray[np.int64]":
        return folds_of(self.rows)


def folds_of(rows: Sequence[Row]) -> "np.typing.NDArray[np.int64]":
    """Each row's fold: a hand is in one, so that what is said of it comes from who never saw it."""
    hands = {hand: n % FOLDS for n, hand in enumerate(sorted({row.hand for row in rows}))}
    return np.array([hands[row.hand] for row in rows])


async def see(rows: Sequence[Row]) -> list[Seen]:
    """The features of each fragment."""
    reader = Reader.load()
    async with open_local() as embedder:
        vectors = await embedder.passages([row.text for row in rows])
    return [reader.see([row.text for row in rows[part]], vectors[part]) for part in fragments(rows)]


async def aspect_prototypes() -> Array:
    """What each aspect is like: (22, d)."""
    async with open_local() as embedder:
        means = [np.mean(await embedder.passages(texts), axis=0) for _, texts in prototype_texts()]
    return np.stack([mean / np.linalg.norm(mean) for mean in means])


def detection(material: Material, seen: Sequence[Seen]) -> Lesson:
    """Which sentences argue: as they stand in their posts, and, to learn from too, each alone as in a post of one."""
    alone = [item.at(n) for item in seen for n in range(len(item.words))]
    dense = np.concatenate([item.for_detection() for part in (seen, alone) for item in part])
    answers = np.array([row.argues for row in material.rows], dtype=np.float32)
    others = material.said[:, ARGUES, None] if _embedded(seen) else _none(material)
    vectors = 3 * DIMENSIONS if _embedded(seen) else 0
    lines = [Line(slice(vectors, None), 0.1), Line(slice(0, 0), 3.0, grams=1.0)]
    if vectors:
        lines += [Line(slice(0, DIMENSIONS), 0.01), Line(slice(0, vectors), 0.003)]
    twice = Lesson(
        dense=dense,
        grams=np.tile(_grams(seen), (2, 1)),
        answers=np.tile(answers, 2),
        folds=np.tile(material.folds, 2),
        measured=np.repeat([True, False], len(answers)),
        others=np.tile(others, (2, 1)),
        lines=tuple(lines),
        decay=1.0,
    )
    return twice.rows(np.tile([row.hand not in ALONE for row in material.rows], 2))


def sides(material: Material, seen: Sequence[Seen]) -> Lesson:
    """Which arguments speak for their subject, of those that take a side."""
    answers = np.array([row.stance is Stance.BULL for row in material.rows], dtype=np.float32)
    words = slice(DIMENSIONS if _embedded(seen) else 0, None)
    others = [material.ruled[:, None]]
    if _embedded(seen):
        others.insert(0, material.said[:, SIDE, None])
    whole = Lesson(
        dense=np.concatenate([item.for_sides() for item in seen]),
        grams=_grams(seen),
        answers=answers,
        folds=material.folds,
        measured=np.ones(len(answers), dtype=np.bool_),
        others=np.concatenate(others, axis=1),
        lines=(Line(slice(None), 0.02, grams=7.0), Line(words, 0.02), Line(slice(0, 0), 6.0, grams=1.0)),
        decay=3.0,
    )
    return whole.rows(np.array([row.takes_side for row in material.rows]))


def neutrality(material: Material, seen: Sequence[Seen]) -> Lesson:
    """Which arguments take no side."""
    answers = np.array([row.stance is Stance.NEUTRAL for row in material.rows], dtype=np.float32)
    whole = Lesson(
        dense=np.concatenate([item.words for item in seen]),
        grams=_grams(seen),
        answers=answers,
        folds=material.folds,
        measured=np.ones(len(answers), dtype=np.bool_),
        others=material.said[:, NEUTRAL, None],
        lines=(Line(slice(None), 0.02), Line(slice(0, 0), 3.0, grams=1.0)),
        decay=3.0,
    )
    return whole.rows(np.array([row.argues for row in material.rows]))


def _embedded(seen: Sequence[Seen]) -> bool:
    return seen[0].vectors is not None


def _none(material: Material) -> Array:
    return np.empty((len(material.rows), 0), dtype=np.float32)


def _grams(seen: Sequence[Seen]) -> Array:
    return np.concatenate([item.grams for item in seen])


def ruled(rows: Sequence[Row], rules: Rules, trust: Mapping[str, RuleFacts]) -> Array:
    """(n,): what `Rules.odds` says of each row."""
    return np.array([rules.odds(simplified(row.text), trust) for row in rows], dtype=np.float32)


def count_rules(rows: Sequence[Row], rules: Rules) -> dict[str, RuleFacts]:
    """How often each hand-written rule speaks of a side, and is right."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in rows:
        if row.takes_side:
            for name, side in rules.votes(simplified(row.text)).items():
                fired[name] += 1
                right[name] += (side > 0) == (row.stance is Stance.BULL)
    return {name: RuleFacts(fired=fired[name], right=right[name]) for name in RULES}
