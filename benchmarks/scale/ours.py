"""The store as one of those that are compared: `python -m benchmarks.scale.ours meaning|words FOLDER URL`."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.scale.peers.running import FOUND, Asked, Report, read_documents, read_questions, resident_megabytes
from bot.domain.argument import ArgumentDraft, Aspect, Kind, Stance
from bot.domain.post import ChannelId, Part, Paste, Platform, PostDraft, Reading, Segment
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language, Span
from storage import ChannelStore, Embedded, KeptArgument, KnownPost, Scope, Store, open_store

GUEST = "scale side by side"

Search = Callable[[Store, int], Awaitable[list[str]]]


async def report(what: str, folder: Path, url: str) -> Report:
    rows = {argument_id: row for row, argument_id in enumerate(json.loads((folder / "ids.json").read_text()))}
    model, questions = (folder / "model").read_text(), read_questions(folder)
    unstemmed = [text.split() for text in json.loads((folder / "unstemmed.json").read_text())]

    async def search(store: Store, asked: Asked, number: int) -> list[int]:
        scope = Scope() if asked.subject is None else Scope(subjects=(SubjectKey(asked.subject),))
        channel = store.channel(ChannelId(asked.channel))
        if what == "words":
            return [rows[one] for one in await channel.by_words(unstemmed[number], scope, FOUND)]
        found = await channel.by_meaning(Embedded(model, asked.vector), scope, FOUND)
        return [rows[one] for one, _ in found]

    start = time.perf_counter()
    async with open_store(url) as store:
        plain = [Asked(one.vector, one.words, one.channel, None) for one in questions]
        await search(store, plain[0], 0)
        opened = (time.perf_counter() - start) * 1000
        found, searches = await _searched(lambda n: search(store, plain[n], n), len(plain))
        found_of_subject, of_subject = await _searched(lambda n: search(store, questions[n], n), len(plain))
        resident = resident_megabytes()
        adds = await _added(store.channel(ChannelId(questions[0].channel)), model, folder)
    return Report(opened, searches, of_subject, adds, resident, found, found_of_subject)


async def _searched(search: Callable[[int], Awaitable[list[int]]], count: int) -> tuple[list[list[int]], list[float]]:
    found, times = list[list[int]](), list[float]()
    for number in range(count):
        start = time.perf_counter()
        found.append(await search(number))
        times.append((time.perf_counter() - start) * 1000)
    return found, times


async def _added(channel: ChannelStore, model: str, folder: Path) -> list[float]:
    """A post with one argument, kept and then settled: two transactions, as the product does it."""
    later, times = read_documents(folder, "later"), list[float]()
    for row in range(len(later)):
        text = f"{datetime.now(UTC):%s%f} {later.words[row]}"
        embedded = Embedded(model, later.vectors[row])
        start = time.perf_counter()
        (saved,) = await channel.keep(*_pasted(text), [KnownPost(None, frozenset())])
        await channel.settle(saved.post.post_id, [KeptArgument(_draft(text, later.subjects[row]), embedded)], "bench/1")
        times.append((time.perf_counter() - start) * 1000)
    await channel.forget_mine(GUEST)
    return times


def _pasted(text: str) -> tuple[Paste, Reading]:
    whole = Segment(part=Part.BODY, span=Span(start=0, end=len(text)), post=0)
    language, platform = Language.ENGLISH, Platform.GENERIC
    draft = PostDraft(platform=platform, author=GUEST, published_at=None, language=language, body=text)
    paste = Paste(raw=text, saved_by=GUEST, saved_at=datetime.now(UTC))
    return paste, Reading(text=text, segments=(whole,), posts=(draft,))


def _draft(text: str, subject: str) -> ArgumentDraft:
    return ArgumentDraft(
        claim=text,
        span=Span(start=0, end=len(text)),
        stance=Stance.BULL,
        stance_confidence=1.0,
        subject=Subject(key=SubjectKey(subject), name=subject),
        aspect=Aspect.GROWTH,
        holder=None,
        kind=Kind.OPINION,
    )


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(report(sys.argv[1], Path(sys.argv[2]), sys.argv[3])))))
