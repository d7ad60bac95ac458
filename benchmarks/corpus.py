"""Stores of a given size for the benchmarks: seeded, made of our own sentences, kept between runs under `build/`."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.sameness import same_quote
from bot.arguments.grouping import PointGrouping
from bot.arguments.points.space import load_space
from bot.domain.argument import Argument, ArgumentDraft, Aspect, Kind, Stance
from bot.domain.post import ChannelId, Part, Paste, Platform, PostDraft, Reading, Segment
from bot.domain.subject import SubjectKey
from bot.domain.text import Language, Span
from storage import ChannelStore, Embedded, KeptArgument, KnownPost, Store, open_store

if TYPE_CHECKING:
    from bot.domain.subject import Subject
    from bot.embeddings.embedder import Embedder, Matrix
    from bot.subjects.companies import Companies

SENTENCES = Path(__file__).parent / "sentences"
CHANNEL = ChannelId("1323802873036800000")
"""As Discord numbers its channels, so that the bot is measured on the same store."""
COMPANIES = (
    "xiaomi", "tesla", "nvidia", "byd", "tencent", "alibaba",
    "apple", "meituan", "amd", "kweichow-moutai", "catl", "netflix",
)  # fmt: skip
ARGUMENTS_A_POST = 50
START = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Size:
    """How many arguments the measured channel holds, and the whole store."""

    channel: int
    store: int

    @property
    def name(self) -> str:
        return f"{self.channel // 1000}k of {self.store // 1000}k"


def fragments() -> list[list[str]]:
    """The committed sentences as the posts that they were written in."""
    files = [path.read_text(encoding="utf-8") for path in sorted(SENTENCES.glob("*.jsonl"))]
    rows = [json.loads(line) for file in files for line in file.split("\n") if line]
    return [[row["text"] for row in group] for _, group in groupby(rows, key=lambda row: row["pid"])]


def mixed(seed: int) -> Iterator[str]:
    """Sentences without end, each of two halves of the committed ones: the words of posts, and few of them alike."""
    dice, texts = random.Random(seed), [text for fragment in fragments() for text in fragment]
    while True:
        head, tail = dice.choice(texts), dice.choice(texts)
        yield head[: len(head) // 2].strip() + " " + tail[len(tail) // 2 :].strip()


class Corpus:
    """Fills stores with posts whose arguments are spread over companies, sides, aspects and a year and a half."""

    def __init__(self, subjects: Sequence["Subject"], model: str, vectors: "Matrix", seed: int = 7) -> None:
        self._subjects = subjects
        self._model, self._vectors = model, vectors
        self._dice, self._texts = random.Random(seed), mixed(seed)
        self._noise = np.random.default_rng(seed)

    async def fill(self, store: Store, channel: ChannelId, arguments: int) -> None:
        for number in range(arguments // ARGUMENTS_A_POST):
            await self.add_post(store.channel(channel), ARGUMENTS_A_POST, number)

    async def add_post(self, store: ChannelStore, arguments: int, number: int = 0) -> tuple[Argument, ...]:
        """Keep one post with so many arguments, by one of 400 people."""
        sentences = [next(self._texts) for _ in range(arguments)]
        paste, reading = self._paste(number, sentences)
        (saved,) = await store.keep(paste, reading, [KnownPost(None, frozenset(self._dice.sample(range(2**62), 24)))])
        kept = self._arguments(sentences, reading.posts[0].author)
        return await store.settle(saved.post.post_id, kept, "bench/1")

    def _paste(self, number: int, sentences: list[str]) -> tuple[Paste, Reading]:
        body = "\n".join(sentences)
        at = START + timedelta(hours=self._dice.randrange(24 * 540))
        draft = PostDraft(
            platform=Platform.GENERIC,
            author=f"member {number % 400}",
            published_at=at,
            language=Language.ENGLISH,
            body=body,
        )
        whole = Segment(part=Part.BODY, span=Span(start=0, end=len(body)), post=0)
        return Paste(raw=body, saved_by="bench", saved_at=at), Reading(text=body, segments=(whole,), posts=(draft,))

    def _arguments(self, sentences: list[str], holder: str | None) -> list[KeptArgument]:
        kept, start, subject = [], 0, self._dice.choice(self._subjects)
        for text in sentences:
            if self._dice.random() < 0.3:
                subject = self._dice.choice(self._subjects)
            kept.append(self._argument(text, Span(start=start, end=start + len(text)), subject, holder))
            start += len(text) + 1
        return kept

    def _argument(self, text: str, span: Span, subject: "Subject", holder: str | None) -> KeptArgument:
        draft = ArgumentDraft(
            claim=text,
            span=span,
            stance=self._dice.choice((Stance.BULL, Stance.BEAR)),
            stance_confidence=self._dice.random(),
            subject=subject,
            aspect=self._dice.choice(list(Aspect)),
            holder=holder,
            kind=Kind.OPINION,
        )
        return KeptArgument(draft, Embedded(self._model, self._vector()), f"{subject.name} {subject.name_zh}")

    def _vector(self) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        near = self._vectors[self._dice.randrange(len(self._vectors))]
        vector = near + self._noise.normal(0, 0.01, near.shape).astype(np.float32)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


async def built(size: Size, companies: "Companies", embedder: "Embedder") -> str:
    """The URL of a store of this size, built where there is none of it yet, its arguments in points."""
    path = Path("build") / f"bench-{CHANNEL}-{size.channel}-{size.store}.db"
    subjects = [subject for key in COMPANIES if (subject := companies.by_key(SubjectKey(key)))]
    return await _once(path, await corpus_of(subjects, embedder), size)


async def built_on_one(subject: "Subject", arguments: int, embedder: "Embedder") -> str:
    """The same of a store that holds arguments on one subject alone."""
    path = Path("build") / f"bench-{CHANNEL}-{subject.key}-{arguments}.db"
    return await _once(path, await corpus_of([subject], embedder), Size(arguments, arguments))


async def corpus_of(subjects: Sequence["Subject"], embedder: "Embedder", seed: int = 7) -> Corpus:
    texts = [text for fragment in fragments()[:60] for text in fragment][:300]
    return Corpus(subjects, embedder.name, await embedder.passages(texts), seed)


async def _once(path: Path, corpus: Corpus, size: Size) -> str:
    url = f"sqlite:///{path}"
    if not path.with_suffix(".done").exists():
        path.parent.mkdir(exist_ok=True)
        for stale in path.parent.glob(f"{path.name}*"):
            stale.unlink()
        async with open_store(url) as store:
            await corpus.fill(store, CHANNEL, size.channel)
            for number in range(9):
                await corpus.fill(store, ChannelId(f"other {number}"), (size.store - size.channel) // 9)
        path.with_suffix(".done").touch()
    # Also of a store from before there were points. Its sentences mean nothing: words are enough to part them.
    async with open_store(url) as store:
        await store.channel(CHANNEL).group(PointGrouping(same_quote, load=lambda: replace(load_space(), read=None)))
    return url
