"""How long an answer takes, and what the program weighs while it answers."""

import asyncio
import json
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.corpus import CHANNEL
from benchmarks.measure import Row, Times
from benchmarks.questions import QUESTIONS
from benchmarks.saving import pastes
from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.embeddings.embedder import Embedder
from bot.reader_process import open_reader_process
from bot.settings import read_settings

ROUNDS = 12
READ = 40
"""Posts that a process reads which is weighed for that."""
ASKED_ON = date(2026, 7, 1)


async def time_asks(casebook: Casebook, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each answer, every question once a round; a first round warms up and is not counted."""
    times = []
    for number in range(rounds + 1):
        for text in QUESTIONS:
            start = time.perf_counter()
            await casebook.ask(CHANNEL, Question(text=text, asked_on=ASKED_ON))
            times.append((time.perf_counter() - start) * 1000)
        if number == 0:
            times.clear()
    return times


async def time_embeddings(embedder: Embedder, rounds: int = ROUNDS) -> list[float]:
    """The peer: embedding the same questions and nothing else."""
    times = []
    for text in QUESTIONS * rounds:
        start = time.perf_counter()
        await embedder.query(text)
        times.append((time.perf_counter() - start) * 1000)
    return times


async def ask_row(url: str, name: str, embedder: Embedder, reach: tuple[float, float]) -> Row:
    async with open_casebook(read_settings(store=url)) as casebook:
        asks = Times.of(await time_asks(casebook))
    peer = Times.of(await time_embeddings(embedder))
    return Row(
        work=f"`ask`, {name} arguments",
        measured=str(asks),
        reach=f"{reach[0]:.0f} / {reach[1]:.0f} ms",
        load=asks.load(*reach),
        peer=f"embedding the question alone: {peer}",
        ratio=asks.p50 / peer.p50,
    )


def memory_row(url: str, name: str, reach: int) -> Row:
    """The resident size of a process that only answers, beside one that only embeds."""
    asks, embeds = (_megabytes(what, url) for what in ("ask", "embed"))
    return Row(
        work=f"memory, {name} arguments",
        measured=f"{asks:.0f} MB",
        reach=f"{reach} MB",
        load=asks / reach,
        peer=f"Python, numpy and the model: {embeds:.0f} MB",
        ratio=asks / embeds,
    )


def reading_memory_row(url: str, name: str) -> Row:
    """The resident sizes of a process that answers and of the one that reads for it, beside one that does both."""
    two, one = (_megabytes(what, url) for what in ("read apart", "read"))
    return Row(
        work=f"memory of both processes, {name} arguments",
        measured=f"{two:.0f} MB",
        reach="1.8 times",
        load=two / one / 1.8,
        peer=f"one that answers and reads: {one:.0f} MB",
        ratio=two / one,
    )


def _megabytes(what: str, url: str) -> float:
    out = subprocess.run(
        [sys.executable, "-m", "benchmarks.asking", what, url], capture_output=True, text=True, check=True
    ).stdout
    return float(json.loads(out))


async def _weigh(what: str, url: str) -> None:
    if what.startswith("read"):
        print(json.dumps(await _weigh_reading(url, is_apart=what == "read apart")))
        return
    async with open_casebook(read_settings(store=url)) as casebook:
        if what == "ask":
            await time_asks(casebook, rounds=1)
        elif casebook.embedder:
            await time_embeddings(casebook.embedder, rounds=1)
    print(json.dumps(_peak()))


async def _weigh_reading(url: str, *, is_apart: bool) -> float:
    async with (
        open_reader_process() as reader,
        open_casebook(read_settings(store=url), reader if is_apart else None) as casebook,
    ):
        for paste in pastes(READ):
            await casebook.save(ChannelId(f"weighed {is_apart}"), paste)
        await time_asks(casebook, rounds=1)
        return _peak() + (_peak(str(reader.pid)) if is_apart else 0)


def _peak(process: str = "self") -> float:
    """A process's largest resident size, in MB. On Linux `ru_maxrss` starts from the parent's: it is not asked."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


if __name__ == "__main__":
    asyncio.run(_weigh(sys.argv[1], sys.argv[2]))
