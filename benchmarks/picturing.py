"""How long a timeline takes to be drawn and how large it is, beside a bare chart of matplotlib's of the same bars."""

import asyncio
import os
import subprocess
import sys
import time
from io import BytesIO

from benchmarks.measure import Row, Times
from bot.domain.text import Locale
from bot.domain.timeline import Timeline
from bot.pictures import draw
from tests.pictures.timelines import timeline

WEEKS = (1, 8, 26, 60, 104, 261)
MARKS = 12
ROUNDS = 4
AT_ONCE = 8
COLD_RUNS = 8
SLOWEST = 700
"""Milliseconds, p95."""
LARGEST = 200_000
"""Bytes."""
IMPORT = "import matplotlib.figure, matplotlib.backends.backend_agg"
COLD = (
    "import asyncio; from tests.pictures.timelines import timeline; from bot.domain.text import Locale;"
    " from bot.pictures import draw; asyncio.run(draw(timeline(60, 12), Locale.SIMPLIFIED))"
)


async def picture_rows() -> list[Row]:
    asked = [(timeline(weeks, MARKS), locale) for weeks in WEEKS for locale in Locale]
    sizes = [len((await draw(*one)).png) for one in asked]  # warms up, too
    alone = Times.of([await _milliseconds(*one) for one in asked * ROUNDS])
    crowds = [await asyncio.gather(*(_milliseconds(*one) for one in asked[-AT_ONCE:])) for _ in range(ROUNDS)]
    crowd = Times.of([one for times in crowds for one in times])
    bare = Times.of([_bare(one) for one, _ in asked * ROUNDS])
    return [
        _row("a timeline drawn, 1 week to 5 years", alone, bare),
        _row(f"… {AT_ONCE} at once", crowd, bare),
        _cold_row(),
        Row(
            work="… its size, most",
            measured=f"{max(sizes) / 1000:.0f} kB",
            reach="200 kB",
            peer="",
            ratio=None,
            load=max(sizes) / LARGEST,
        ),
    ]


async def _milliseconds(drawn: Timeline, locale: Locale) -> float:
    start = time.perf_counter()
    await draw(drawn, locale)
    return (time.perf_counter() - start) * 1000


def _bare(drawn: Timeline) -> float:
    """Two rows of bars with the axes that matplotlib gives them, as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    start = time.perf_counter()
    figure = Figure(figsize=(11, 7), dpi=100)
    FigureCanvasAgg(figure)
    axes, weeks = figure.add_subplot(), range(len(drawn.bars))
    axes.bar(weeks, [bar.bull for bar in drawn.bars])
    axes.bar(weeks, [-bar.bear for bar in drawn.bars])
    figure.savefig(BytesIO(), format="png")
    return (time.perf_counter() - start) * 1000


def _row(work: str, times: Times, bare: Times) -> Row:
    return Row(
        work=work,
        measured=str(times),
        reach=f"p95 {SLOWEST} ms",
        peer=f"a bare chart of the same bars: {bare}",
        ratio=times.p50 / bare.p50,
        load=times.p95 / SLOWEST,
    )


def _cold_row() -> Row:
    """The first picture of a process, with Python's own start and everything imported; nothing to reach."""
    cold, imported = _processes(COLD), _processes(IMPORT)
    return Row(
        work="… the first one, in a new process",
        measured=str(cold),
        reach="",
        peer=f"matplotlib alone imported: {imported}",
        ratio=cold.p50 / imported.p50,
        load=0,
    )


def _processes(script: str) -> Times:
    times = []
    for _ in range(COLD_RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", script], check=True, env=os.environ)
        times.append((time.perf_counter() - start) * 1000)
    return Times.of(times)


if __name__ == "__main__":
    print(*asyncio.run(picture_rows()), sep="\n")
