"""Hands the documents of a store, and questions about them, to what is compared: as files that need nothing of ours."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.questions import QUESTIONS
from benchmarks.scale.documents import Author, Material, Matrix
from benchmarks.scale.peers.running import ADDED, Asked
from benchmarks.scale.plan import ChannelSize, StoreSize
from benchmarks.scale.writing import exported
from bot.embeddings.embedder import Embedder
from storage.lines import ArgumentLine
from storage.words import words_of

AT_A_TIME = 50_000
"""Words whose stems are asked for at once."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over, for whoever judges: the arguments' ids by row, their columns, and the questions."""

    folder: Path
    model: str
    argument_ids: Sequence[str]
    channels: Sequence[str]
    subjects: Sequence[str]
    words: Sequence[str]
    vectors: Matrix
    questions: Sequence[Asked]


@dataclass(slots=True)
class Columns:
    ids: list[str]
    channels: list[str]
    subjects: list[str]
    words: list[list[str]]


async def handed(folder: Path, size: StoreSize, made_of: Material, embedder: Embedder) -> Handed:
    """Write down the documents of a store, the same ones with the same vectors, and some more to be added later."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing else runs
    columns, vectors = _columns(size, made_of)
    texts = [*QUESTIONS, *made_of.texts[:: max(1, len(made_of.texts) // 34)][:34]]
    asked = np.stack([await embedder.query(text) for text in texts])
    stems = Stems([*columns.words, *(words_of(text) for text in texts)])
    words = [stems.of(one) for one in columns.words]
    subjects = [subject.key for subject in made_of.known]
    questions = [
        Asked(vector, stems.of(words_of(text)).split(), size.measured[-1].channel, subjects[row % len(subjects)])
        for row, (text, vector) in enumerate(zip(texts, asked, strict=True))
    ]
    found = Handed(folder, made_of.model, columns.ids, columns.channels, columns.subjects, words, vectors, questions)
    _write(found, [" ".join(words_of(text)) for text in texts])
    return found


def _columns(size: StoreSize, made_of: Material) -> tuple[Columns, Matrix]:
    columns, vectors = Columns([], [], [], []), list[Matrix]()
    for one in size.channels:
        for line, vector in _arguments(one, made_of):
            columns.ids.append(line.argument_id)
            columns.channels.append(one.channel)
            columns.subjects.append(line.subject.key)
            columns.words.append(words_of(line.claim) + words_of(line.words))
            vectors.append(vector)
    return columns, np.stack(vectors)


def _arguments(size: ChannelSize, made_of: Material) -> Iterator[tuple[ArgumentLine, Matrix]]:
    for post in Author(made_of, size).posts():
        lines = [line for line in exported(size.channel, made_of.model, post) if isinstance(line, ArgumentLine)]
        yield from zip(lines, (document.vector for document in post.documents), strict=True)


def _write(found: Handed, unstemmed: Sequence[str]) -> None:
    columns = {"channels": found.channels, "subjects": found.subjects, "words": found.words}
    for name, part in (("documents", slice(None)), ("later", slice(0, ADDED))):
        (found.folder / f"{name}.json").write_text(json.dumps({key: list(of[part]) for key, of in columns.items()}))
        np.save(found.folder / f"{name}.npy", found.vectors[part])
    rows = [{"words": one.words, "channel": one.channel, "subject": one.subject} for one in found.questions]
    (found.folder / "questions.json").write_text(json.dumps(rows))
    (found.folder / "unstemmed.json").write_text(json.dumps(unstemmed))
    (found.folder / "ids.json").write_text(json.dumps(found.argument_ids))
    (found.folder / "model").write_text(found.model)
    np.save(found.folder / "questions.npy", np.stack([one.vector for one in found.questions]))


class Stems:
    """Words as the store's index has them, so that all search for the same."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        words = sorted({word for text in texts for word in text})
        self._stems: dict[str, str] = {}
        for start in range(0, len(words), AT_A_TIME):
            part = words[start : start + AT_A_TIME]
            self._stems.update(zip(part, _stemmed(part), strict=True))

    def of(self, words: Sequence[str]) -> str:
        return " ".join(self._stems[word] for word in words)


def _stemmed(words: Sequence[str]) -> list[str]:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'porter ascii')")
        database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (texts, 'instance')")
        database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(words))
        found: dict[int, str] = dict(database.execute("SELECT doc, term FROM stems"))
        return [found.get(row, word) for row, word in enumerate(words)]
    finally:
        database.close()
