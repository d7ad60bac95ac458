"""Runs one of them: `python -m benchmarks.scale.peers.NAME build|ask FOLDER`, and says what it found as JSON."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]

FOUND = 12
ADDED = 20
"""Documents added one by one, after all others."""
PATIENCE = 60
"""Seconds after which no further question of a kind is asked."""


@dataclass(frozen=True, slots=True)
class Documents:
    """A column each; the vectors are (n, d), of unit length. `words` are divided by spaces."""

    channels: Sequence[str]
    subjects: Sequence[str]
    words: Sequence[str]
    vectors: Vectors

    def __len__(self) -> int:
        return len(self.channels)

    def part(self, start: int, end: int) -> "Documents":
        return Documents(
            self.channels[start:end], self.subjects[start:end], self.words[start:end], self.vectors[start:end]
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, within a channel, and within a subject of it where one is named."""

    vector: Vectors
    words: Sequence[str]
    channel: str
    subject: str | None


class Peer(Protocol):
    """`build` writes all into the folder; after `open` rows of documents are found and more are added."""

    def build(self, documents: Documents) -> None: ...

    def open(self) -> None: ...

    def search(self, asked: Asked) -> list[int]:
        """The rows of the documents that fit best, best first, at most FOUND."""
        ...

    def add(self, row: int, document: Documents) -> None:
        """One more; on disk when this returns."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """Units: milliseconds; seconds for `build`; megabytes. `found`: for each question the rows, best first; first all
    within the channel, then all within its subject."""

    opened: float
    searches: list[float]
    searches_of_subject: list[float]
    adds: list[float]
    resident: float
    found: list[list[int]]
    found_of_subject: list[list[int]]


def read_documents(folder: Path, name: str) -> Documents:
    columns = json.loads((folder / f"{name}.json").read_text())
    return Documents(**columns, vectors=np.load(folder / f"{name}.npy", mmap_mode="r"))


def read_questions(folder: Path) -> list[Asked]:
    rows, vectors = json.loads((folder / "questions.json").read_text()), np.load(folder / "questions.npy")
    return [Asked(vector=vector, **row) for row, vector in zip(rows, vectors, strict=True)]


def main(make: Callable[[Path], Peer]) -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    # Each keeps its files beside the documents, under its own name.
    peer = make(folder / Path(sys.argv[0]).stem)
    if what == "build":
        start = time.perf_counter()
        peer.build(read_documents(folder, "documents"))
        print(json.dumps(time.perf_counter() - start))
    else:
        print(json.dumps(asdict(_asked(peer, folder))))


def _asked(peer: Peer, folder: Path) -> Report:
    """Open, ask, add. The first question is part of opening: some read only then."""
    questions = read_questions(folder)
    start = time.perf_counter()
    peer.open()
    peer.search(_without_subject(questions[0]))
    opened = (time.perf_counter() - start) * 1000
    found, searches = _searched(peer, [_without_subject(one) for one in questions])
    found_of_subject, searches_of_subject = _searched(peer, questions)
    resident = resident_megabytes()
    adds = _added(peer, folder)
    return Report(opened, searches, searches_of_subject, adds, resident, found, found_of_subject)


def _without_subject(asked: Asked) -> Asked:
    return Asked(asked.vector, asked.words, asked.channel, None)


def _searched(peer: Peer, questions: Sequence[Asked]) -> tuple[list[list[int]], list[float]]:
    found, times, begun = list[list[int]](), list[float](), time.perf_counter()
    for question in questions:
        if time.perf_counter() - begun > PATIENCE:
            break
        start = time.perf_counter()
        found.append(peer.search(question))
        times.append((time.perf_counter() - start) * 1000)
    return found, times


def _added(peer: Peer, folder: Path) -> list[float]:
    later, times, begun = read_documents(folder, "later"), list[float](), time.perf_counter()
    for row in range(len(later)):
        if time.perf_counter() - begun > PATIENCE:
            break
        one = later.part(row, row + 1)
        start = time.perf_counter()
        peer.add(10**9 + row, one)
        times.append((time.perf_counter() - start) * 1000)
    return times


def resident_megabytes() -> float:
    """Of this process now."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
