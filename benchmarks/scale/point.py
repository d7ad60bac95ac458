"""What one channel of one store costs, in a process of its own.

`python -m benchmarks.scale.point URL CHANNEL ROUNDS` measures all; without ROUNDS, the first searches of a process.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from pydantic import TypeAdapter

from benchmarks.corpus import COMPANIES
from benchmarks.measure import Times
from benchmarks.questions import QUESTIONS
from benchmarks.saving import pastes
from benchmarks.scale.writing import SAVER
from bot.app import open_casebook
from bot.casebook import Casebook, CaseQuery, PostQuery
from bot.casebook.browsing import MOST_CHOICES
from bot.domain.post import ChannelId, Paste
from bot.domain.question import Question
from bot.garbage import IN_A_SERVICE
from bot.settings import read_settings
from storage import Embedded, Scope

ASKED_ON = date(2026, 7, 1)
GUEST = "scale bench"
"""Who saves what is measured; all of it goes again."""
SAVES_A_ROUND = 25
FORGOTTEN_A_ROUND = 3
PAUSE = 0.005
"""Seconds between saves: nobody pastes without a pause."""
STARTS = 5
"""New processes at most in which the first searches are timed."""
TYPED = ("", "x", "te", "ven", "小米", "venture 1", "nvidia")
TYPED_AUTHORS = ("", "m", "member 1", "member 39", "nobody")
TYPED_POSTS = ("", "2025", "2025-06-12", "member 7", "margin", "毛利")

Work = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Point:
    """What a channel costs in a store. Units: milliseconds, megabytes; `cold` and `second`, a process's first searches,
    are medians of several processes, and `ask_work` what an answer takes of a processor, whoever else is at work."""

    ask: Times
    ask_work: float
    ask_after_forgetting: Times
    save: Times
    case: Times
    subjects: Times
    authors: Times
    posts: Times
    forget: Times
    cold: float
    second: float
    resident: float
    disk: float


async def _timed(work: Work) -> float:
    start = time.perf_counter()
    await work()
    return (time.perf_counter() - start) * 1000


async def _work(works: list[Work]) -> float:
    """Milliseconds of a processor that each of these takes on average, in all threads."""
    start = time.process_time()
    for work in works:
        await work()
    return (time.process_time() - start) * 1000 / len(works)


class Measuring:
    """One channel through the front door, as the terminal and Discord go."""

    def __init__(self, casebook: Casebook, channel: ChannelId, rounds: int) -> None:
        self._casebook, self._channel, self._rounds = casebook, channel, rounds
        self._pastes = _guests()

    async def point(self, url: str) -> Point:
        await self._tidy()
        starts = [_first_searches(url, self._channel) for _ in range(min(STARTS, self._rounds))]
        cold, second = map(median, zip(*starts, strict=True))
        ask = await self._each(asking := [self._ask(text) for text in QUESTIONS])
        work = await _work(asking)
        resident = _resident()
        subjects, authors, posts = await self._typed()
        case = await self._each([self._case(company) for company in COMPANIES])
        after, forget = await self._forgetting()
        save = await self._saving()
        await self._tidy()
        disk = (await self._casebook.store.ping()).size_bytes / 2**20
        return Point(ask, work, after, save, case, subjects, authors, posts, forget, cold, second, resident, disk)

    async def _each(self, works: list[Work]) -> Times:
        """Every one once a round, after a round that warms up."""
        for work in works:
            await work()
        return Times.of([await _timed(work) for _ in range(self._rounds) for work in works])

    def _ask(self, text: str) -> Work:
        return lambda: self._casebook.ask(self._channel, Question(text=text, asked_on=ASKED_ON))

    def _case(self, company: str) -> Work:
        return lambda: self._casebook.case(self._channel, CaseQuery(company))

    async def _typed(self) -> tuple[Times, Times, Times]:
        """What Discord's completions ask for at each key."""
        casebook, channel = self._casebook, self._channel
        saved = [PostQuery(typed=text, saved_by=SAVER, limit=MOST_CHOICES) for text in TYPED_POSTS]
        subjects: list[Work] = [lambda text=text: casebook.subjects(channel, text) for text in TYPED]  # type: ignore[misc]
        authors: list[Work] = [lambda text=text: casebook.authors(channel, text) for text in TYPED_AUTHORS]  # type: ignore[misc]
        posts: list[Work] = [lambda query=query: casebook.posts(channel, query) for query in saved]  # type: ignore[misc]
        return await self._each(subjects), await self._each(authors), await self._each(posts)

    async def _forgetting(self) -> tuple[Times, Times]:
        """The first question after a post was forgotten, and the forgetting; each post was read and is in points."""
        for _ in range(FORGOTTEN_A_ROUND * self._rounds):
            await self._casebook.keep(self._channel, next(self._pastes))
        await self._casebook.read_waiting(self._channel)
        forgets, asks = list[float](), list[float]()
        query = PostQuery(saved_by=GUEST, limit=FORGOTTEN_A_ROUND * self._rounds)
        for listed in await self._casebook.posts(self._channel, query):
            post_id = listed.post.post_id
            forgets.append(await _timed(lambda gone=post_id: self._casebook.forget(self._channel, [gone])))  # type: ignore[misc]
            asks.append(await _timed(self._ask(QUESTIONS[0])))
        return Times.of(asks), Times.of(forgets)

    async def _saving(self) -> Times:
        times = []
        for _ in range(SAVES_A_ROUND * self._rounds):
            paste = next(self._pastes)
            times.append(await _timed(lambda paste=paste: self._casebook.keep(self._channel, paste)))  # type: ignore[misc]
            await asyncio.sleep(PAUSE)
        return Times.of(times)

    async def _tidy(self) -> None:
        """Also what an earlier run left when it was broken off."""
        await self._casebook.forget_mine(self._channel, GUEST)


def _guests() -> Iterator[Paste]:
    # Others than the last run's: what was forgotten and comes again would be kept just the same, but under old ids.
    run = datetime.now(UTC).strftime("%H%M%S%f")
    for paste in pastes(10_000):
        yield paste.model_copy(update={"raw": paste.raw.replace("Reader", f"Reader {run}"), "saved_by": GUEST})


def _first_searches(url: str, channel: ChannelId) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.scale.point", url, channel]
    first, second = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return first, second


async def first_searches(url: str, channel: ChannelId) -> tuple[float, float]:
    """Milliseconds of this process's first two searches by meaning: the store is open, the question embedded. What the
    first one leaves undone, the second one pays."""
    async with open_casebook(read_settings(store=url)) as casebook:
        assert casebook.embedder is not None
        asked = Embedded(casebook.embedder.name, await casebook.embedder.query(QUESTIONS[0]))
        search = partial(casebook.store.channel(channel).by_meaning, asked, Scope(), 12)
        return await _timed(search), await _timed(search)


def _resident() -> float:
    """Megabytes of this process now."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def point_of(url: str, channel: ChannelId, rounds: int) -> Point:
    """Measured in a new process, so that its memory is its own. Errors: CalledProcessError, after what it said."""
    command = [sys.executable, "-m", "benchmarks.scale.point", url, channel, str(rounds)]
    return TypeAdapter(Point).validate_json(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


async def measured(url: str, channel: ChannelId, rounds: int) -> Point:
    async with open_casebook(read_settings(store=url)) as casebook:
        await casebook.prepare()
        return await Measuring(casebook, channel, rounds).point(url)


def main(url: str, channel: str, rounds: str | None = None) -> None:
    gc.set_threshold(IN_A_SERVICE)  # as the program itself
    if rounds is None:
        print(json.dumps(asyncio.run(first_searches(url, ChannelId(channel)))))
    else:
        print(json.dumps(asdict(asyncio.run(measured(url, ChannelId(channel), int(rounds))))))


if __name__ == "__main__":
    main(*sys.argv[1:])
