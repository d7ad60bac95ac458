"""Several processes that do the same at once: `crowd.py URL WORK PROCESSES`. What came of each is told in JSON, a line
each, after all are ready and have begun together."""

import asyncio
import json
import os
import random
import sys
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import TypeAlias

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.shown import AnswerId, Cited, Place, Verdict
from bot.domain.usage import Usage
from bot.errors import UnknownAnswer, UnknownPost
from storage import ChannelStore, KeptArgument, Store, open_store
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, ALPHA, argue, argument, embedded

Told: TypeAlias = list[str]

TASKS = 4
"""Of each process."""
LEASE = timedelta(minutes=10)
DUE = datetime(2025, 12, 1, tzinfo=UTC)
DIGESTS = 60
DAY = date(2025, 12, 1)
BUDGET = 1000
SHELVES = tuple(ChannelId(name) for name in ("alpha", "beta", "gamma"))
"""Their answers cite each other's arguments."""
CITING = 3.0
"""Seconds, or as long as it takes to have done everything."""
WAIT = 60.0
"""Seconds: who waits for a busy machine meets no fault."""


@dataclass(frozen=True, slots=True)
class Start:
    """Two pipes: one by which processes tell that they are ready, and one by which they are told to begin."""

    heard: int
    ready: int
    begin: int
    given: int

    def together(self) -> None:
        os.write(self.ready, b"x")
        os.read(self.begin, 1)

    def give(self, processes: int) -> None:
        """To all, once all are ready. One that ended before that is noticed when nobody else holds the pipe."""
        os.close(self.ready)
        for _ in range(processes):
            os.read(self.heard, 1)
        os.write(self.given, b"x" * processes)


async def claim_one(store: Store) -> Told:
    post = await store.channel(ALPHA).claim_waiting(LEASE)
    return [] if post is None else [post.post_id]


async def claim(store: Store, _: int) -> Told:
    claimed: Told = []
    while (post := await store.channel(ALPHA).claim_waiting(LEASE)) is not None:
        claimed.append(post.post_id)
    return claimed


async def send(store: Store, _: int) -> Told:
    due = [DUE + timedelta(hours=number) for number in range(DIGESTS)]
    return [str(one) for one in due if await store.channel(ALPHA).claim_digest(one, DUE, LEASE) is not None]


async def spend(store: Store, seed: int) -> Told:
    """Each call takes half of what it reserved: the rest is there for others."""
    chance, spent = random.Random(seed), []
    while (reserved := await store.channel(ALPHA).reserve(DAY, chance.randint(10, 30), BUDGET)) is not None:
        await asyncio.sleep(0)
        await store.channel(ALPHA).spend(reserved, Usage(sent=reserved.tokens // 2))
        spent.append(str(reserved.tokens // 2))
    return spent


class Citing:
    """Argues, cites what others argue elsewhere, and takes both back, all at random."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._seed = seed
        self._chance = random.Random(seed)
        self._count = 0
        self._done = Counter[str]()

    async def go_on(self) -> Told:
        ends = asyncio.get_running_loop().time() + CITING
        deeds: Sequence[Callable[[ChannelStore], Awaitable[object]]]
        deeds = (self._argue, self._cite, self._cite, self._forget, self._drop, self._erase, self._group)
        while asyncio.get_running_loop().time() < ends or len(self._done) < len(set(deeds)):
            [deed] = self._chance.choices(deeds, (6, 6, 6, 3, 6, 1, 1))
            try:
                await deed(self._store.channel(self._chance.choice(SHELVES)))
            except (UnknownAnswer, UnknownPost):  # somebody else took it back meanwhile
                continue
            self._done[deed.__name__] += 1
        return [f"{name} {count}" for name, count in self._done.items()]

    async def _argue(self, channel: ChannelStore) -> None:
        self._count += 1
        text = f"Report {self._seed} has {self._count} pages."
        await argue(channel, text, KeptArgument(argument(text, text), embedded(1, self._count)))

    async def _cite(self, channel: ChannelStore) -> None:
        cited: list[tuple[ChannelId, ArgumentId]] = []
        for shelf in SHELVES:
            cited += [(shelf, one) for one in (await self._found(shelf))[:6]]
        self._chance.shuffle(cited)
        sources = [Cited(n=n, channel=shelf, argument_id=one) for n, (shelf, one) in enumerate(cited, 1)]
        answer = await channel.remember(Question(text="Why?", asked_on=DAY), sources)
        await channel.placed(answer, Place(channel="1", message=answer))
        await channel.judge(answer, "ada", Verdict.RIGHT)

    async def _found(self, shelf: ChannelId) -> list[ArgumentId]:
        return await self._store.channel(shelf).newest(ALL, 12)

    async def _forget(self, channel: ChannelStore) -> None:
        found = await self._found(channel.channel_id)
        some = self._chance.sample(found, min(3, len(found)))
        await channel.forget([post.post_id for _, post in await channel.evidence(some)])

    async def _drop(self, channel: ChannelStore) -> None:
        for one in (await channel.withdrawn())[:2]:
            await channel.drop_answer(AnswerId(one.answer.answer_id))

    async def _erase(self, channel: ChannelStore) -> None:
        await channel.erase()

    async def _group(self, channel: ChannelStore) -> None:
        await channel.group(ByVector())


async def cite(store: Store, seed: int) -> Told:
    return await Citing(store, seed).go_on()


WORKS: dict[str, Callable[[Store, int], Awaitable[Told]]] = {
    "claim": claim,
    "send": send,
    "spend": spend,
    "cite": cite,
}


FIRST: dict[str, Callable[[Store], Awaitable[Told]]] = {"claim": claim_one}
"""What each process does before all begin: a thousand claims take half a second, and who came later would find none."""


async def work(url: str, name: str, process: int, start: Start) -> Told:
    async with open_store(url, wait=WAIT) as store:
        first = await FIRST[name](store) if name in FIRST else []
        await asyncio.to_thread(start.together)
        told = await asyncio.gather(*(WORKS[name](store, process * TASKS + task) for task in range(TASKS)))
    return [*first, *(one for some in told for one in some)]


def live(url: str, name: str, process: int, start: Start) -> None:
    try:
        told = asyncio.run(work(url, name, process, start))
        os.write(1, json.dumps(told).encode() + b"\n")
        os._exit(0)
    except BaseException:  # noqa: BLE001  # whatever it is, the test has to hear of it
        os.write(2, traceback.format_exc().encode())
        os._exit(1)


def main(url: str, name: str, processes: int) -> int:
    import_module("storage.drivers.postgres.database")  # once, and not by each of them
    start = Start(*os.pipe(), *os.pipe())
    pids = []
    for process in range(processes):
        pids.append(os.fork())
        if not pids[-1]:
            live(url, name, process, start)
    start.give(processes)
    return max(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
