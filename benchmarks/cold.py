"""How long the terminal takes from the shell's point of view, everything cold but the disk's cache."""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.corpus import CHANNEL
from benchmarks.measure import Row, Times

RUNS = 12


def cold_rows(url: str) -> list[Row]:
    casebook = str(Path(sys.executable).with_name("casebook"))
    python, openai = _time([sys.executable, "-c", "pass"]), _time([sys.executable, "-c", "import openai"])
    ask = _time([casebook, "ask", "--store", url, "--channel", CHANNEL, "--json", "what is the bear case on Xiaomi"])
    hint = _time([casebook, "--help"])
    return [
        Row(
            "cold `casebook ask` at 10k",
            str(ask),
            "p50 400 ms",
            f"`import openai` alone: {openai}",
            ask.p50 / openai.p50,
            ask.p50 / 400,
        ),
        Row(
            "`casebook --help`",
            str(hint),
            "p50 150 ms",
            f"Python alone: {python}",
            hint.p50 / python.p50,
            hint.p50 / 150,
        ),
    ]


def _time(command: list[str]) -> Times:
    subprocess.run(command, capture_output=True, check=True)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=os.environ)
        times.append((time.perf_counter() - start) * 1000)
    return Times.of(times)
