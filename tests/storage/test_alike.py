"""The same done on a file and on a server comes to the same, also through an export: one store, two drivers."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from pydantic import BaseModel

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.errors import CasebookError
from storage import ChannelStore, Spoken, Store, open_store
from tests.postgres import Server
from tests.storage.chance import Chance, Given, World
from tests.storage.conftest import IN_MEMORY, WAIT
from tests.storage.grouping import ByVector
from tests.storage.samples import ALL, exported
from tests.storage.steps import CHANGES, NEARLY, OFTEN, QUESTIONS, learn

CHANNELS = tuple(ChannelId(name) for name in ("alpha", "'; DROP TABLE posts; --", '频道 %_\\"😀'))
TRANSFERS = {"export_lines", "restore"}
STEPS = 200
DRAWN = {"answer_id", "latest", "position"}
"""What no two stores share: drawn ids, when something was said, and how often something was tried."""

DRAWINGS = {**CHANGES, **QUESTIONS, **NEARLY}
THERE_AND_BACK = "there and back"
SELDOM = ("erase", "forget_mine")
POOL = (
    *sorted(DRAWINGS.keys() - set(SELDOM)) * 2,
    *OFTEN * 6,
    *("keep", "settle", "settle", "group") * 30,
    *("restore",) * 8,
    *(THERE_AND_BACK,) * 8,
    *SELDOM,
)
STOPPED = (*OFTEN[:4], "forget", "withdraw", "withdraw_post", "revise", "add_alias", "set_settings", "restore")
NOTHING_TAKEN = ['{"type":"casebook","version":4}', '{"type":"end"}']
COPY = ChannelId("copy")
PHASES = (Phase.generate,)
LONGEST = 0.008
"""Seconds that the longest of these take."""


@dataclass(slots=True)
class Side:
    """One of the two, and the ids that it drew for answers."""

    store: Store
    answers: list[str] = field(default_factory=list)

    async def take(self, channel: ChannelId, name: str, values: Sequence[Any]) -> Any:
        """What comes of a step: its value, or the error that a person is told."""
        own = [self.answers[value.number] if isinstance(value, Given) else value for value in values]
        try:
            came = await getattr(self.store.channel(channel), name)(*own)
        except CasebookError as error:
            own_details = {key: value for key, value in error.details.items() if key not in DRAWN}
            return type(error), own_details
        if name != "remember":
            return came
        self.answers.append(came)
        return Given(len(self.answers) - 1)


def plain(value: Any) -> Any:
    """As something that `==` compares whole."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tolist()
    if isinstance(value, Spoken):
        return [value.ids, *([names[code] for code in codes] for names, codes in by_name(value))]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.name not in DRAWN}
    if isinstance(value, BaseModel):
        return {name: plain(told) for name, told in value if name not in DRAWN}
    if isinstance(value, dict):
        return [(plain(key), plain(told)) for key, told in value.items()]
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def told(name: str, came: Any) -> Any:
    """Of answers that are withdrawn the order is that of ids which each store draws for itself; what tells points is
    looked up by them."""
    return sorted(plain(came), key=repr) if name in ("withdrawn", "told") else plain(came)


def by_name(spoken: Spoken) -> Sequence[tuple[Sequence[str], Any]]:
    """Codes are given in the order in which rows are met, which is nobody's business."""
    return (
        (spoken.holders, spoken.holder),
        (spoken.authors, spoken.author),
        (spoken.subjects, spoken.subject),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked of a channel; first stopped after so many seconds, if any."""

    name: str
    values: Sequence[Any]
    stopped: float | None


class Stores(RuleBasedStateMachine):
    """All do the same, by chance; after each step they have said the same, and in the end they hold the same.
    Whatever was done, an export that is restored is the same export again."""

    databases: ClassVar[Sequence[Callable[[], AbstractAsyncContextManager[str]]]]
    stopped: ClassVar[float] = 0
    """How many of the steps that can be are stopped first, whether they were done by then or not."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opened = AsyncExitStack()
        self.sides = self.runner.run(self._open())
        self.worlds = [World(channel) for channel in CHANNELS]
        self.taken_away: list[list[str]] = [NOTHING_TAKEN]

    async def _open(self) -> list[Side]:
        urls = [await self.opened.enter_async_context(database()) for database in self.databases]
        return [Side(await self.opened.enter_async_context(open_store(url, wait=WAIT))) for url in urls]

    def teardown(self) -> None:
        try:
            self.runner.run(self._compare_whole())
        finally:
            self.runner.run(self.opened.aclose())
            self.runner.close()

    @rule(drawn=st.randoms(use_true_random=True))
    def do(self, drawn: random.Random) -> None:
        """All is drawn here: Hypothesis alone would do hardly anything but its simplest. It finds the fewest steps."""
        world, name = drawn.choice(self.worlds[: drawn.randint(1, 3)]), drawn.choice(POOL)
        if name == THERE_AND_BACK:
            note(f"{world.channel}: {name}")
            self.taken_away.append(self.runner.run(self._there_and_back(world.channel)))
            return
        values = self._drawn(name, Chance(drawn, world, self.worlds))
        is_stopped = name in STOPPED and drawn.random() < self.stopped
        step = Step(name, values, drawn.random() * LONGEST if is_stopped else None)
        note(f"{world.channel}: {step}")
        self.runner.run(self._do(world, step))

    def _drawn(self, name: str, chance: Chance) -> Sequence[Any]:
        if name == "restore":
            return (chance.one(self.taken_away),)  # from any channel, at any time
        return DRAWINGS[name](chance)

    async def _do(self, world: World, step: Step) -> None:
        if step.stopped is not None:
            for side in self.sides:
                await stop(side.take(world.channel, step.name, step.values), step.stopped)
        here, *others = [await side.take(world.channel, step.name, step.values) for side in self.sides]
        for there in others:
            if step.name in NEARLY:
                assert_near(step.name, here, there, step.values)
            else:
                assert told(step.name, here) == told(step.name, there)
        if isinstance(here, Given):
            world.answers.append(here)
        learn(world, step.name, step.values, here)
        world.points += await new_points(self.sides[0].store.channel(world.channel), world)

    async def _there_and_back(self, channel: ChannelId) -> list[str]:
        """As the front door does it: all is in points before it is taken away, and after it was brought back."""
        for side in self.sides:
            await side.store.channel(channel).group(ByVector())
        lines, *others = [await exported(side.store.channel(channel)) for side in self.sides]
        assert all(theirs == lines for theirs in others)
        for side in self.sides:
            for name in (channel, COPY):
                again = side.store.channel(name)
                imported = await again.restore(lines)
                await again.group(ByVector())
                assert (imported.posts == 0 or name == COPY, await exported(again)) == (True, lines)
            await side.store.channel(COPY).erase()
        return lines

    async def _compare_whole(self) -> None:
        assert [await side.store.verify() for side in self.sides] == [[] for _ in self.sides]
        assert len({tuple(await side.store.channels()) for side in self.sides}) == 1
        for channel in CHANNELS:
            await self._there_and_back(channel)
        assert [await side.store.verify() for side in self.sides] == [[] for _ in self.sides]


async def stop(work: Coroutine[Any, Any, Any], after: float) -> None:
    task = asyncio.create_task(work)
    await asyncio.sleep(after)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def new_points(channel: ChannelStore, world: World) -> list[str]:
    heaps = (await channel.heaps(ALL, 99, 1)).heaps
    return [heap.point_id for heap in heaps if heap.point_id not in world.points]


def assert_near(name: str, here: Any, there: Any, values: Sequence[Any]) -> None:
    """As many, and where all are asked for the same ones; meaning but for halves, words in about the same order."""
    assert len(here) == len(there)
    if values[2] < 999:
        return
    if name == "by_words":
        assert set(here) == set(there)
        return
    mine: dict[ArgumentId, float] = dict(here)
    theirs: dict[ArgumentId, float] = dict(there)
    assert mine.keys() == theirs.keys()
    assert all(abs(mine[one] - theirs[one]) < 0.01 for one in mine)


@asynccontextmanager
async def in_memory() -> AsyncIterator[str]:
    yield IN_MEMORY


def run(machine: type[Stores], share: int) -> None:
    """Longer: `pytest tests/storage/test_alike.py --hypothesis-profile=long`."""
    most = settings().max_examples // share
    run_state_machine_as_test(machine, settings=settings(max_examples=most, stateful_step_count=STEPS, phases=PHASES))


def test_the_same_steps_come_to_the_same_and_through_an_export(postgres: Server) -> None:
    class Both(Stores):
        databases = (in_memory, postgres.database)

    run(Both, 12)


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_what_is_stopped_leaves_what_an_export_brings_back(request: pytest.FixtureRequest, kind: str) -> None:
    class Stopped(Stores):
        databases = (in_memory if kind == "memory" else request.getfixturevalue("postgres").database,)
        stopped = 0.4

    run(Stopped, 20)


def test_every_step_of_a_channel_is_tried() -> None:
    there = {name for name in dir(ChannelStore) if not name.startswith("_")}
    assert there == CHANGES.keys() | QUESTIONS.keys() | NEARLY.keys() | TRANSFERS
