"""`python -m benchmarks.relations`: chooses the weights anew, writes them, and prints how much they get right.

What is printed of each half of the subjects is said with weights from the other; the written ones are from both.
"""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.evaluation.points.counting import Share
from benchmarks.relations.fitting import States, fit
from benchmarks.relations.measuring import Right, judged, right
from benchmarks.relations.reading import Sides, read_sides
from benchmarks.relations.signs import apart, few, seen_in
from bot.arguments.points.space import load_space
from bot.embeddings.local import open_local

WEIGHTS = Path(__file__).parents[2] / "bot" / "answers" / "data" / "replies.json"
PLACES = 3
"""Digits of a weight behind the point."""


async def main() -> None:
    async with open_local() as embedder:
        subjects = await read_sides(embedder)
    halves = [states_of(subjects[half::2]) for half in (0, 1)]
    weights = [fit(half) for half in halves]
    print(f"space {load_space().name}, subjects {len(subjects)}")
    for state in halves[0]:
        found = [judged(one, weights[1 - n]) for n in (0, 1) for one in halves[n][state]]
        print(f"{state}: {len(found)} pairs; {line_of(right(found))}")
    chosen = fit(states_of(subjects))
    WEIGHTS.write_text(chosen.model_dump_json(indent=2, round_trip=True) + "\n", encoding="utf-8")


def states_of(subjects: Sequence[Sides]) -> States:
    """The points as they are written, each text a point of its own, and a few points of each side."""
    return {
        "whole": [seen for one in subjects for seen in seen_in(one)],
        "apart": [seen for one in subjects for seen in seen_in(apart(one))],
        "few": [seen for one in subjects for drawn in few(one) for seen in seen_in(drawn)],
    }


def line_of(found: Right) -> str:
    return (
        f"speaks {_shown(found.spoken)}, by places alone {_shown(found.near)}; unanswered {_shown(found.unanswered)}; "
        f"relation macro-F1 {found.relations:.3f}, of those that speak {found.between:.3f}"
    )


def _shown(share: Share) -> str:
    return f"F1 {share.f1:.3f} (precision {share.precision:.3f}, recall {share.recall:.3f})"


if __name__ == "__main__":
    asyncio.run(main())
