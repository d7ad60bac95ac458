"""What a benchmark gives: rows of a table, each beside a peer measured in the same run."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Units: `load` is the figure over the one to reach (1 is just reached); `ratio` is the figure over the peer's,
    measured in the same run. Where there is nothing to reach, `reach` is empty and `load` 0.
    """

    work: str
    measured: str
    reach: str
    peer: str
    ratio: float | None
    load: float

    @property
    def broken(self) -> bool:
        """More than twice over: these machines are noisy, but not that noisy."""
        return self.load > 2

    def __str__(self) -> str:
        reached = ("yes" if self.load <= 1 else "no") if self.reach else ""
        ratio = f"{self.ratio:.1f}" if self.ratio is not None else ""
        return f"| {self.work} | {self.measured} | {self.reach} | {reached} | {self.peer} | {ratio} |"


@dataclass(frozen=True, slots=True)
class Times:
    """Durations of one kind of work, in milliseconds."""

    p50: float
    p95: float

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Times":
        return cls(median(milliseconds), quantiles(milliseconds, n=20)[-1])

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f} ms"

    def load(self, p50: float, p95: float) -> float:
        """The worse of both figures over the one to reach."""
        return max(self.p50 / p50, self.p95 / p95)


HEAD = "| work | p50 / p95 | reach | reached | peer, same run | ratio |\n|---|---|---|---|---|---|"


def machine() -> str:
    """The processor, its cores and Python: what the figures depend on."""
    names = (
        [
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ]
        if Path("/proc/cpuinfo").exists()
        else []
    )
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
