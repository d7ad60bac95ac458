"""ArgKP: which arguments make which key point of their topic and side.

Source: Friedman et al., "Overview of the 2021 Key Point Analysis Shared Task", ArgMining 2021. There, the best key
point of each argument is kept and the surer half of these is judged; here, every labelled pair, which is harder.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel

from benchmarks.evaluation.public.measures import average_precision, mean
from benchmarks.evaluation.public.rows import Compared, read_records
from benchmarks.evaluation.public.words import Pool, overlap, stems
from benchmarks.evaluation.tables import Row

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder, Matrix

PART = "dev"
REACH = 0.60
TINY = 1e-9
WORDS = 0.6
"""What overlap of words counts beside likeness in meaning: the best of nine on the 24 topics of the train part."""


class ArgumentRecord(BaseModel, frozen=True):
    split: str
    arg_id: str
    topic: str
    stance: int
    argument: str


class KeyPointRecord(BaseModel, frozen=True):
    split: str
    key_point_id: str
    key_point: str


class MatchRecord(BaseModel, frozen=True):
    """`label` is 1 where the argument makes the key point; pairs that annotators disagreed on are left out."""

    split: str
    arg_id: str
    key_point_id: str
    label: int


@dataclass(frozen=True, slots=True)
class Debate:
    """The labelled pairs of one topic and side: places in `arguments` and in `key_points`, and whether they match."""

    arguments: tuple[str, ...]
    key_points: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    matches: tuple[bool, ...]


Likeness = Sequence[float]
"""A score for each pair of a debate."""


async def key_point_rows(folder: Path, embedder: "Embedder") -> list[Row]:
    debates = read_debates(folder)
    pool = Pool.of([stems(text) for debate in debates for text in (*debate.arguments, *debate.key_points)])
    ours = [await likeness(debate, embedder, pool) for debate in debates]
    trivial = plain_overlap(debates)
    each = Compared(mean_precision(debates, ours), mean_precision(debates, trivial))
    joined = Compared(joined_precision(debates, ours), joined_precision(debates, trivial))
    return [
        each.row("ArgKP: matching, average precision, mean of topics and sides", REACH),
        joined.row("… all pairs in one list"),
    ]


def read_debates(folder: Path) -> list[Debate]:
    arguments = {one.arg_id: one for one in read_records(folder / "arguments.jsonl", ArgumentRecord)}
    points = {one.key_point_id: one.key_point for one in read_records(folder / "key_points.jsonl", KeyPointRecord)}
    found: dict[tuple[str, int], list[MatchRecord]] = defaultdict(list)
    for match in read_records(folder / "labels.jsonl", MatchRecord):
        if match.split == PART:
            argument = arguments[match.arg_id]
            found[argument.topic, argument.stance].append(match)
    texts = {name: one.argument for name, one in arguments.items()}
    return [_debate(matches, texts, points) for matches in found.values()]


def _debate(matches: Sequence[MatchRecord], arguments: Mapping[str, str], points: Mapping[str, str]) -> Debate:
    left = {name: n for n, name in enumerate(dict.fromkeys(match.arg_id for match in matches))}
    right = {name: n for n, name in enumerate(dict.fromkeys(match.key_point_id for match in matches))}
    return Debate(
        arguments=tuple(arguments[name] for name in left),
        key_points=tuple(points[name] for name in right),
        pairs=tuple((left[match.arg_id], right[match.key_point_id]) for match in matches),
        matches=tuple(match.label == 1 for match in matches),
    )


async def likeness(debate: Debate, embedder: "Embedder", pool: Pool) -> Likeness:
    """The embeddings' cosines within the debate, and words shared beside them."""
    arguments = centred(await embedder.passages(debate.arguments))
    points = centred(await embedder.passages(debate.key_points))
    cosines = arguments @ points.T
    left, right = ([pool.weights(stems(text)) for text in texts] for texts in (debate.arguments, debate.key_points))
    return [float(cosines[a, k]) + WORDS * overlap(left[a], right[k]) for a, k in debate.pairs]


def centred(vectors: "Matrix") -> "Matrix":
    """Without what all of them share, the topic, and of unit length again: (n, d) in and out."""
    moved = vectors - vectors.mean(axis=0)
    away: Matrix = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), TINY)
    return away


def plain_overlap(debates: Sequence[Debate]) -> list[Likeness]:
    """The trivial one: TF-IDF of the words as they stand."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer().fit([text for one in debates for text in (*one.arguments, *one.key_points)])
    found: list[Likeness] = []
    for debate in debates:
        cosines = (model.transform(debate.arguments) @ model.transform(debate.key_points).T).toarray()
        found.append([float(cosines[pair]) for pair in debate.pairs])
    return found


def mean_precision(debates: Sequence[Debate], scored: Sequence[Likeness]) -> float:
    """The average precision of each topic and side, and of these the mean."""
    return mean(average_precision(scores, one.matches) for one, scores in zip(debates, scored, strict=True))


def joined_precision(debates: Sequence[Debate], scored: Sequence[Likeness]) -> float:
    """That of one threshold for all topics."""
    return average_precision([one for scores in scored for one in scores], [one for d in debates for one in d.matches])
