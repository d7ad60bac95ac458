"""`python -m benchmarks.evaluation.points`: the section on key points alone."""

import asyncio
import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.evaluation.points.section import points_section

if __name__ == "__main__":
    print(asyncio.run(points_section(Path(__file__).parents[3] / "tests" / "evaluation" / "points")).markdown())
