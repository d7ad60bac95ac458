"""How long a save takes to be acknowledged, and how many posts are read a second, while others ask."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.corpus import CHANNEL, fragments
from benchmarks.measure import Row, Times
from benchmarks.questions import QUESTIONS
from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.post import Paste
from bot.domain.question import Question
from bot.reader_process import open_reader_process
from bot.settings import read_settings

SAVES = 200
READS = 40
ALONE = 8.0
"""Seconds in which somebody asks and nothing is read."""
PAUSE = 0.1
"""Seconds between one asker's questions."""


def pastes(count: int) -> Iterator[Paste]:
    """Posts of five to twelve sentences with an author and a company, none like another."""
    texts = [text for fragment in fragments() for text in fragment if len(text) > 20]
    for number in range(count):
        body = "\n".join(texts[(number * 8) % (len(texts) - 8) :][:8])
        raw = f"Reader {number}\n2026.03.{number % 28 + 1:02d} 10:24\n\n$XIAOMI-W(01810.HK) {body} ({number})"
        yield Paste(raw=raw, saved_by="bench", saved_at=datetime.now(UTC))


@asynccontextmanager
async def someone_asks(casebook: Casebook, times: list[float]) -> AsyncIterator[None]:
    """Meanwhile questions are asked, one after another; their milliseconds go into `times`."""
    task = asyncio.create_task(_keep_asking(casebook, times))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _keep_asking(casebook: Casebook, times: list[float]) -> None:
    while True:
        for text in QUESTIONS:
            start = time.perf_counter()
            await casebook.ask(CHANNEL, Question(text=text, asked_on=date(2026, 7, 1)))
            times.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(PAUSE)


async def save_rows(url: str, folder: Path) -> list[Row]:
    """A save while nobody asks, and the same while somebody does, beside a bare SQLite transaction on the same disk."""
    async with open_casebook(read_settings(store=url)) as casebook:
        stream = pastes(3 * SAVES)
        await _time_saves(casebook, stream, 20)
        alone = Times.of(await _time_saves(casebook, stream, SAVES))
        async with someone_asks(casebook, []):
            busy = Times.of(await _time_saves(casebook, stream, SAVES))
    bare = Times.of(_time_transactions(folder / "bare.db", SAVES))
    return [_save_row("alone", alone, bare), _save_row("while others ask", busy, bare)]


def _save_row(when: str, times: Times, bare: Times) -> Row:
    return Row(
        work=f"a save acknowledged, {when}",
        measured=str(times),
        reach="p95 5 ms",
        load=times.p95 / 5,
        peer=f"a bare SQLite transaction: {bare}",
        ratio=times.p50 / bare.p50,
    )


async def _time_saves(casebook: Casebook, stream: Iterator[Paste], count: int) -> list[float]:
    times = []
    for _ in range(count):
        paste = next(stream)
        start = time.perf_counter()
        await casebook.keep(CHANNEL, paste)
        times.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(0.005)
    return times


def _time_transactions(path: Path, count: int) -> list[float]:
    times, connection = [], sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE posts (body TEXT)")
    for paste in pastes(count):
        start = time.perf_counter()
        with connection:
            connection.execute("INSERT INTO posts VALUES (?)", (paste.raw,))
        times.append((time.perf_counter() - start) * 1000)
    connection.close()
    return times


async def reading_rows(url: str) -> list[Row]:
    """Posts read a second, sustained, while somebody asks, and how long the answers take meanwhile: read in a process
    of its own, as `casebook run` does, beside reading in the one that answers."""
    async with open_casebook(read_settings(store=url)) as casebook:
        one = await _read_while_asked(casebook, "One reader")
        bare = await _embedding_pace(casebook)
    async with open_reader_process() as reader, open_casebook(read_settings(store=url), reader) as casebook:
        two = await _read_while_asked(casebook, "Another reader")
    return [
        Row(
            "a post read, split, embedded, indexed",
            f"{two.pace:.1f} posts/s",
            "4 posts/s",
            f"embedding its sentences alone: {bare:.1f} posts/s",
            two.pace / bare,
            4 / two.pace,
        ),
        Row(
            "… and in the process that answers",
            f"{one.pace:.1f} posts/s",
            "no more",
            f"in one of its own: {two.pace:.1f} posts/s",
            one.pace / two.pace,
            one.pace / two.pace,
        ),
        Row(
            "`ask` meanwhile",
            str(two.meanwhile),
            "p95 1.5 times",
            f"while nothing is read: {two.before}",
            two.slower,
            two.slower / 1.5,
        ),
        Row(
            "… and where its process reads",
            str(one.meanwhile),
            "",
            f"while nothing is read: {one.before}",
            one.slower,
            0,
        ),
    ]


@dataclass(frozen=True, slots=True)
class Reading:
    """Posts read a second, and answers before and meanwhile."""

    pace: float
    before: Times
    meanwhile: Times

    @property
    def slower(self) -> float:
        return self.meanwhile.p95 / self.before.p95


async def _read_while_asked(casebook: Casebook, author: str) -> Reading:
    before, meanwhile = list[float](), list[float]()
    await casebook.prepare()
    await casebook.read_waiting(CHANNEL)
    for paste in pastes(4 * SAVES):
        await casebook.keep(CHANNEL, paste.model_copy(update={"raw": paste.raw.replace("Reader", author)}))
        if (await casebook.store.channel(CHANNEL).counts()).waiting >= READS:
            break
    async with someone_asks(casebook, before):
        await asyncio.sleep(ALONE)
    async with someone_asks(casebook, meanwhile):
        start = time.perf_counter()
        count = await casebook.read_waiting(CHANNEL)
        pace = count / (time.perf_counter() - start)
    return Reading(pace, Times.of(before), Times.of(meanwhile))


async def _embedding_pace(casebook: Casebook) -> float:
    bodies = [paste.raw.split("\n")[3:] for paste in pastes(20)]
    start = time.perf_counter()
    for sentences in bodies:
        if casebook.embedder:
            await casebook.embedder.passages(sentences)
    return len(bodies) / (time.perf_counter() - start)
