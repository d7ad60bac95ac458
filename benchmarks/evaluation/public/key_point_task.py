"""ArgKP as its shared task measured it, and how its arguments are grouped without being told the key points.

Source of matching: IBM/KPA_2021_shared_task, code/track_1_kp_matching.py. Of each argument the best key point of its
topic and side is kept, and of these the surer half is judged, by average precision; of topics and sides the mean. A
pair that annotators disagreed on is wrong (strict) or right (relaxed).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel

from benchmarks.evaluation.points.counting import Grouped, pairs_together, v_measure
from benchmarks.evaluation.points.gold import GoldMember
from benchmarks.evaluation.points.keeping import keep_in_disorder, nothing_kept
from benchmarks.evaluation.points.reading import ReadMember, read_members
from benchmarks.evaluation.public.key_points import PART, MatchRecord
from benchmarks.evaluation.public.measures import average_precision, mean
from benchmarks.evaluation.public.rows import Compared, read_records
from benchmarks.evaluation.public.words import stems
from benchmarks.evaluation.tables import Row
from bot.answers.sameness import same_quote
from bot.arguments.grouping import PointGrouping
from bot.arguments.points.space import Said, load_space
from bot.domain.argument import Aspect, Stance
from bot.domain.post import ChannelId
from bot.domain.text import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.embeddings.embedder import Embedder

    Scores = NDArray[np.float64]
    """(arguments, key points): how sure it is that the one makes the other."""

BEST_STRICT, BEST_RELAXED = 0.91, 0.98
"""The best of the task, by large models that were tuned on its train part."""
LEAST_V = 0.45
SEED = 6
"""Of the order in which arguments come in: the set's own is by their key points."""
CHANNEL = ChannelId("argkp")
SOME_DAY = date(2021, 1, 1)


class ClusteredRecord(BaseModel, frozen=True):
    """`key_point_ids`: those that it was matched with; none where it makes no key point."""

    split: str
    arg_id: str
    topic: str
    stance: int
    argument: str
    key_point_ids: tuple[str, ...]


class TopicKeyPoint(BaseModel, frozen=True):
    split: str
    key_point_id: str
    topic: str
    stance: int
    key_point: str


@dataclass(frozen=True, slots=True)
class TaskSide:
    """The arguments and the key points of one topic and side; `labels` by their ids, without what is undecided."""

    arguments: tuple[ClusteredRecord, ...]
    key_points: tuple[TopicKeyPoint, ...]
    labels: Mapping[tuple[str, str], bool]

    def precision(self, scores: "Scores", *, undecided: bool) -> float:
        """Of the surer half of arguments, each with its best key point; 0 where none is right."""
        best, surest = scores.argmax(axis=1), scores.max(axis=1)
        half = np.argsort(-surest, kind="stable")[: len(self.arguments) // 2]
        pairs = [(self.arguments[n].arg_id, self.key_points[best[n]].key_point_id) for n in half]
        right = [self.labels.get(pair, undecided) for pair in pairs]
        return average_precision([float(surest[n]) for n in half], right) if any(right) else 0.0


async def key_point_task_rows(folder: Path, embedder: "Embedder") -> list[Row]:
    """Errors: FileNotFoundError where a file is missing."""
    sides = read_sides(folder)
    read = [await read_members(_members(side), embedder) for side in sides]
    ours = [space_scores(side, of_side) for side, of_side in zip(sides, read, strict=True)]
    words = [shared_words(side) for side in sides]
    strict, relaxed = (
        Compared(*(_mean_precision(sides, scores, undecided=undecided) for scores in (ours, words)))
        for undecided in (False, True)
    )
    found = await grouped(sides, read)
    alone = [Grouped(side.gold, range(len(side.gold))) for side in found]
    return [
        strict.row("ArgKP, as its task measured: matching, mAP, strict", BEST_STRICT),
        relaxed.row("… relaxed", BEST_RELAXED),
        Compared(v_measure(found).v, v_measure(alone).v).row("ArgKP: grouping, V-measure, mean of sides", LEAST_V),
        Compared(pairs_together(found).f1, pairs_together(alone).f1).row("… pairs, F1"),
    ]


def read_sides(folder: Path) -> list[TaskSide]:
    """Of the measured part."""
    arguments: dict[tuple[str, int], list[ClusteredRecord]] = defaultdict(list)
    points: dict[tuple[str, int], list[TopicKeyPoint]] = defaultdict(list)
    for argument in read_records(folder / "arguments_with_gold_clusters.jsonl", ClusteredRecord):
        if argument.split == PART:
            arguments[argument.topic, argument.stance].append(argument)
    for point in read_records(folder / "key_points.jsonl", TopicKeyPoint):
        points[point.topic, point.stance].append(point)
    labels = {(one.arg_id, one.key_point_id): one.label == 1 for one in _labels(folder)}
    return [TaskSide(tuple(of_side), tuple(points[side]), labels) for side, of_side in arguments.items()]


def _labels(folder: Path) -> list[MatchRecord]:
    return list(read_records(folder / "labels.jsonl", MatchRecord))


def _mean_precision(sides: Sequence[TaskSide], scored: Sequence["Scores"], *, undecided: bool) -> float:
    return mean(side.precision(scores, undecided=undecided) for side, scores in zip(sides, scored, strict=True))


def space_scores(side: TaskSide, read: Sequence[ReadMember]) -> "Scores":
    """The product's likeness of arguments and key points."""
    space = load_space()
    points = [Said(point.key_point, Aspect.OTHER) for point in side.key_points]
    arguments = [Said(one.member.text, one.aspect) for one in read]
    scores: Scores = (space.places(arguments) @ space.places(points).T).astype(float)
    return scores


def shared_words(side: TaskSide) -> "Scores":
    """The trivial one: the share of a key point's words that the argument has."""
    points = [set(stems(point.key_point)) for point in side.key_points]
    arguments = [set(stems(argument.argument)) for argument in side.arguments]
    return np.array([[len(words & point) / len(point) for point in points] for words in arguments])


async def grouped(sides: Sequence[TaskSide], read: Sequence[Sequence[ReadMember]]) -> list[Grouped]:
    """As the store groups all arguments; those are counted that make exactly one key point."""
    async with nothing_kept(PointGrouping(same_quote)) as kept:
        await keep_in_disorder(kept, [[one] for members in read for one in members], SEED)
    counted = [[one for one in side.arguments if len(one.key_point_ids) == 1] for side in sides]
    return [Grouped([one.key_point_ids[0] for one in side], [kept.now[one.arg_id] for one in side]) for side in counted]


def _members(side: TaskSide) -> list[GoldMember]:
    """As posts, each by somebody else."""
    return [
        GoldMember(
            id=one.arg_id,
            channel=CHANNEL,
            subject=one.topic,
            stance=Stance.BULL if one.stance > 0 else Stance.BEAR,
            aspect=Aspect.OTHER,
            language=Language.ENGLISH,
            text=one.argument,
            holder=one.arg_id,
            poster=one.arg_id,
            post=one.arg_id,
            date=SOME_DAY,
            point=one.topic,
            copy_of=None,
        )
        for one in side.arguments
    ]
