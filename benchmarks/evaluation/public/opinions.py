"""FiQA 2018, task 1: posts and headlines with a score for a target.

Source: Maia et al., "WWW'18 Open Challenge: Financial Opinion Mining and Question Answering", WWW 2018.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from benchmarks.evaluation.public.measures import macro_f1, mean
from benchmarks.evaluation.public.reading import Reading, sides_of
from benchmarks.evaluation.public.rows import Compared, read_records
from benchmarks.evaluation.public.text_model import Guess, TextModel
from benchmarks.evaluation.tables import Row
from bot.domain.argument import Stance

NEUTRAL = 0.1
"""A score nearer to 0 than this is neutral, as FinGPT's benchmarks have it; the set itself knows no classes."""
PARTS = 5
"""In which the words are learnt from the others, whole documents at a time."""


class Opinion(BaseModel, frozen=True):
    """Units: `score` is from -1, against the target, to 1, for it."""

    doc_id: str
    text: str
    target: str
    score: float

    @property
    def stance(self) -> Stance:
        if abs(self.score) < NEUTRAL:
            return Stance.NEUTRAL
        return Stance.BULL if self.score > 0 else Stance.BEAR


async def opinion_rows(folder: Path, reading: Reading) -> list[Row]:
    opinions = list(read_records(folder / "fiqa_task1.jsonl", Opinion))
    gold = [opinion.stance for opinion in opinions]
    sides = await sides_of(reading, [one.text for one in opinions], [one.target for one in opinions])
    guesses = guess_unseen(opinions)
    f1 = Compared(macro_f1(gold, [side.stance for side in sides]), macro_f1(gold, [one.stance for one in guesses]))
    right = Compared(
        right_of_sided(gold, [side.leaning for side in sides]), right_of_sided(gold, [one.leaning for one in guesses])
    )
    return [f1.row("FiQA task 1: side of the target, macro-F1"), right.row("… targets with a side, right")]


def guess_unseen(opinions: Sequence[Opinion]) -> list[Guess]:
    """Each by a model of words that saw nothing of its document."""
    documents = {name: n for n, name in enumerate(dict.fromkeys(opinion.doc_id for opinion in opinions))}
    part_of = [documents[opinion.doc_id] % PARTS for opinion in opinions]
    guesses: dict[int, Guess] = {}
    for part in set(part_of):
        kept = [opinion for opinion, its in zip(opinions, part_of, strict=True) if its != part]
        asked = [n for n, its in enumerate(part_of) if its == part]
        model = TextModel.of([one.text for one in kept], [one.stance for one in kept])
        guesses |= zip(asked, model.guess([opinions[n].text for n in asked]), strict=True)
    return [guesses[n] for n in range(len(opinions))]


def right_of_sided(gold: Sequence[Stance], leanings: Sequence[Stance]) -> float:
    return mean(right is said for right, said in zip(gold, leanings, strict=True) if right is not Stance.NEUTRAL)
