"""The posts that stores are made of: seeded, of the committed sentences' halves, each with the vector of both."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import COMPANIES, fragments
from benchmarks.scale.plan import ChannelSize
from bot.domain.argument import Aspect, Stance
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language
from bot.embeddings.embedder import Embedder
from bot.subjects.companies import Companies

ARGUMENTS_A_POST = 10
ON_A_KNOWN_ONE = 0.7
"""How many of the arguments are on one of the companies that questions are asked about."""
UNKNOWN_ONES = 188
NEXT_SUBJECT = 0.3
"""How often a sentence of a post is on another company than the one before."""
PEOPLE = 400
HOURS = 24 * 540
NOISE = 0.005
"""Of each component: two arguments of the same halves would otherwise lie in one place."""

Matrix: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Document:
    """An argument. `vector` is of unit length, float32."""

    text: str
    subject: Subject
    stance: Stance
    confidence: float
    aspect: Aspect
    vector: Matrix


@dataclass(frozen=True, slots=True)
class Written:
    """A post: who wrote it, how many hours after the beginning, and what it argues."""

    author: str
    hour: int
    language: Language
    documents: tuple[Document, ...]
    fingerprint: frozenset[int]


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences with their vectors, by language, and what they can be on. `model` made the vectors."""

    model: str
    texts: Sequence[str]
    vectors: Matrix
    known: Sequence[Subject]
    unknown: Sequence[Subject]

    def rows_in(self, language: Language) -> list[int]:
        return [row for row, text in enumerate(self.texts) if _language(text) is language]


def _language(text: str) -> Language:
    return Language.CHINESE if any("\u4e00" <= char <= "\u9fff" for char in text) else Language.ENGLISH


async def material(sentences: int, embedder: Embedder, folder: Path) -> Material:
    """The first so many sentences, spread over all files; their vectors are kept in `folder`."""
    texts = list(dict.fromkeys(text for fragment in fragments() for text in fragment))
    texts = texts[:: max(1, len(texts) // sentences)][:sentences]
    kept = folder / f"sentences-{embedder.name}-{len(texts)}-{crc32(''.join(texts).encode())}.npy"
    vectors = _read(kept)
    if vectors is None:
        vectors = await embedder.passages(texts)
        folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - nothing else runs
        np.save(kept, vectors)
    companies = Companies.load()
    known = [one for key in COMPANIES if (one := companies.by_key(SubjectKey(key)))]
    unknown = [Subject(key=SubjectKey(f"venture-{n}"), name=f"Venture {n}") for n in range(UNKNOWN_ONES)]
    return Material(embedder.name, texts, vectors, known, unknown)


def _read(path: Path) -> Matrix | None:
    if not path.exists():
        return None
    vectors: Matrix = np.load(path)
    return vectors


class Author:
    """Writes a channel's posts, always the same ones."""

    def __init__(self, made_of: Material, size: ChannelSize) -> None:
        seed = crc32(size.channel.encode())
        self._material, self._left = made_of, size.arguments
        self._dice, self._noise = random.Random(seed), np.random.default_rng(seed)
        self._rows = {language: rows for language in Language if (rows := made_of.rows_in(language))}

    def posts(self) -> Iterator[Written]:
        while self._left > 0:
            count = min(ARGUMENTS_A_POST, self._left)
            self._left -= count
            yield self._post(count)

    def _post(self, count: int) -> Written:
        dice = self._dice
        language = dice.choice(list(self._rows))
        halves = np.array(dice.choices(self._rows[language], k=2 * count)).reshape(2, count)
        vectors = self._vectors(halves)
        subject, documents = self._subject(), list[Document]()
        for column in range(count):
            subject = self._subject() if dice.random() < NEXT_SUBJECT else subject
            head, tail = (self._material.texts[row] for row in halves[:, column])
            text = f"{head[: len(head) // 2].strip()} {tail[len(tail) // 2 :].strip()}"
            documents.append(self._document(text, subject, vectors[column]))
        sketch = frozenset(dice.sample(range(2**62), 24))
        author, hour = f"member {dice.randrange(PEOPLE)}", dice.randrange(HOURS)
        return Written(author, hour, language, tuple(documents), sketch)

    def _subject(self) -> Subject:
        dice = self._dice
        return dice.choice(self._material.known if dice.random() < ON_A_KNOWN_ONE else self._material.unknown)

    def _document(self, text: str, subject: Subject, vector: Matrix) -> Document:
        dice = self._dice
        side = dice.choice((Stance.BULL, Stance.BEAR))
        return Document(text, subject, side, dice.random(), dice.choice(list(Aspect)), vector)

    def _vectors(self, halves: NDArray[np.int64]) -> Matrix:
        """Shapes: (2, n) rows of the material; (n, d)."""
        vectors = self._material.vectors[halves].sum(axis=0) / 2
        vectors += self._noise.normal(0, NOISE, vectors.shape)
        unit: Matrix = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
        return unit
