"""The store beside what else one would build on: the same documents, vectors and questions, in the same run."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from shutil import rmtree

from pydantic import TypeAdapter

from benchmarks.measure import Times
from benchmarks.scale.building import FOLDER, built, home
from benchmarks.scale.documents import Material
from benchmarks.scale.handing import Handed, handed
from benchmarks.scale.judging import likeness_in_words, recall
from benchmarks.scale.peers.running import Report
from benchmarks.scale.plan import Plan, StoreSize
from bot.embeddings.local import open_local

PATIENCE = 1200
"""Seconds for one of them to be built, or to be asked; who needs longer is told of as too slow."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One of those that are compared. `most`: documents up to which it is built in reasonable time."""

    name: str
    module: str
    by_words: bool
    most: int


PEERS = (
    Contender("Chroma 1.5 (HNSW, cosine)", "chroma", by_words=False, most=100_000),
    Contender("LanceDB (exact; IVF_PQ over 100k)", "lance", by_words=False, most=1_000_000),
    Contender("LlamaIndex SimpleVectorStore", "llama", by_words=False, most=10_000),
    Contender("bm25s (k1 1.5, mask)", "words", by_words=True, most=1_000_000),
)
OURS = (
    Contender("Casebook, by meaning", "meaning", by_words=False, most=1_000_000),
    Contender("Casebook, by words", "words", by_words=True, most=1_000_000),
)

COLUMNS = (
    "{:,} documents", "p50 / p95", "of a subject", "recall, nDCG at 12", "of a subject", "one added", "opened",
    "memory", "built",
)  # fmt: skip
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def compared(plan: Plan, made_of: Material) -> Iterator[str]:
    """A table for each size of store."""
    for size in plan.sizes:
        url, given = asyncio.run(_handed(size, made_of))
        yield "\n" + HEAD.format(size.arguments)
        for one in OURS:
            yield _line(
                one, given, _report([sys.executable, "-m", "benchmarks.scale.ours", one.module], given, url), ""
            )
        for one in PEERS:
            yield _peer_line(one, given, size) if size.arguments <= one.most else f"| {one.name} | not tried |"


async def _handed(size: StoreSize, made_of: Material) -> tuple[str, Handed]:
    url = await built(home(), size, made_of)
    async with open_local() as embedder:
        return url, await handed(FOLDER / f"documents-{size.arguments}", size, made_of, embedder)


def _python() -> str:
    """The environment of their own: none of it is importable where the product is tested."""
    return os.environ.get("PEERS_PYTHON", ".venv/scale/bin/python")


def _peer_line(one: Contender, given: Handed, size: StoreSize) -> str:
    command = [_python(), "-m", f"benchmarks.scale.peers.{one.module}"]
    kept = given.folder / one.module
    rmtree(kept, ignore_errors=True)
    try:
        seconds = float(_said([*command, "build", str(given.folder)]))
        return _line(one, given, _report([*command, "ask"], given), f"{seconds:.0f} s")
    except subprocess.TimeoutExpired:
        return f"| {one.name} | gave up after {PATIENCE} s at {size.arguments:,} |"
    finally:
        rmtree(kept, ignore_errors=True)


def _report(command: list[str], given: Handed, *more: str) -> Report:
    return TypeAdapter(Report).validate_json(_said([*command, str(given.folder), *more]))


def _said(command: list[str]) -> str:
    """The last line of what a process says: some of them greet first. Errors: RuntimeError with what it said else."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip().splitlines()[-1]


def _line(one: Contender, given: Handed, report: Report, built_in: str) -> str:
    cells = [one.name, _times(report.searches), _times(report.searches_of_subject)]
    for found, of_subject in ((report.found, False), (report.found_of_subject, True)):
        if one.by_words:
            cells.append("{:.3f}, {:.3f}".format(*likeness_in_words(given, found, of_subject=of_subject)))
        else:
            cells.append(f"{recall(given, found, of_subject=of_subject):.3f}")
    cells += [_times(report.adds), f"{report.opened:.0f} ms", f"{report.resident:.0f} MB", built_in]
    return f"| {' | '.join(cells)} |"


def _times(milliseconds: list[float]) -> str:
    if len(milliseconds) < 2:
        return f"{milliseconds[0]:.1f} ms" if milliseconds else ""
    return str(Times.of(milliseconds))
