"""What is to be reached, by the issue that asked for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.scale.point import Point
from benchmarks.scale.slopes import slope

STORE_SLOPE = 0.3
"""Of `ask` against the store, while the channel stays as large as it is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a point, in milliseconds or megabytes; `reach` is the most that it may be, where that was asked."""

    name: str
    read: Callable[[Point], float]
    reach: float | None = None

    def verdict(self, point: Point) -> str:
        if self.reach is None:
            return ""
        return "ok" if self.read(point) <= self.reach else "missed"


def figures(*, on_sqlite: bool) -> tuple[Figure, ...]:
    """Every figure of a point, in the order in which they are told."""
    ask, save = ((45.0, 80.0), 5.0) if on_sqlite else ((60.0, 110.0), 15.0)
    return (
        Figure("ask, p50 ms", lambda point: point.ask.p50, ask[0]),
        Figure("ask, p95 ms", lambda point: point.ask.p95, ask[1]),
        Figure("ask, ms of a processor", lambda point: point.ask_work),
        Figure("ask after a deletion, p95 ms", lambda point: point.ask_after_forgetting.p95),
        Figure("save, p95 ms", lambda point: point.save.p95, save),
        Figure("case, p95 ms", lambda point: point.case.p95, 300),
        Figure("completing a subject, p95 ms", lambda point: point.subjects.p95, 20),
        Figure("completing an author, p95 ms", lambda point: point.authors.p95, 20),
        Figure("completing a post, p95 ms", lambda point: point.posts.p95, 20),
        Figure("forget a post, p95 ms", lambda point: point.forget.p95),
        Figure("first search of a process, ms", lambda point: point.cold, 500),
        Figure("its second search, ms", lambda point: point.second),
        Figure("memory, MB", lambda point: point.resident),
        Figure("the store on disk, MB", lambda point: point.disk),
    )


def table(points: Mapping[int, Point], against: str, *, on_sqlite: bool) -> list[str]:
    """A Markdown table: a line a figure, a column a size, and how it grows with the size."""
    sizes = sorted(points)
    head = [f"| {against} | {' | '.join(f'{size:,}' for size in sizes)} | reach | slope |"]
    rows = [head[0], "|---" * (len(sizes) + 3) + "|"]
    for figure in figures(on_sqlite=on_sqlite):
        cells = [f"{figure.read(points[size]):.1f} {figure.verdict(points[size])}".strip() for size in sizes]
        grows = f"{slope(sizes, [figure.read(points[size]) for size in sizes]):+.2f}" if len(sizes) > 1 else ""
        reach = "" if figure.reach is None else f"≤ {figure.reach:g}"
        rows.append(f"| {figure.name} | {' | '.join(cells)} | {reach} | {grows} |")
    return rows
