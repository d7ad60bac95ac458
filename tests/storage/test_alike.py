"""The same done on a file and on a server comes to the same: one store, two drivers."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

from bot.domain.argument import ArgumentId
from bot.domain.post import ChannelId
from bot.errors import CasebookError
from storage import ChannelStore, Spoken, Store, open_store
from tests.postgres import Server
from tests.storage.chance import Chance, Given, World
from tests.storage.conftest import IN_MEMORY
from tests.storage.samples import ALL, exported
from tests.storage.steps import CHANGES, NEARLY, OFTEN, QUESTIONS, SELDOM, learn

CHANNELS = tuple(ChannelId(name) for name in ("alpha", "'; DROP TABLE posts; --", '频道 %_\\"😀'))
TRANSFERS = {"export_lines", "restore"}
STEPS = 260
DRAWN = {"answer_id", "latest"}
"""What no two stores share: drawn ids, and when something was said."""


@pytest.fixture
async def stores(postgres: Server) -> AsyncIterator[tuple[Store, Store]]:
    async with AsyncExitStack() as opened:
        url = await opened.enter_async_context(postgres.database())
        yield (
            await opened.enter_async_context(open_store(IN_MEMORY)),
            await opened.enter_async_context(open_store(url)),
        )


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
    """Of answers that are withdrawn the order is that of ids which each store draws for itself."""
    return sorted((plain(one) for one in came), key=repr) if name == "withdrawn" else plain(came)


def by_name(spoken: Spoken) -> Sequence[tuple[Sequence[str], Any]]:
    """Codes are given in the order in which rows are met, which is nobody's business."""
    return (
        (spoken.holders, spoken.holder),
        (spoken.authors, spoken.author),
        (spoken.subjects, spoken.subject),
    )


async def run(sides: Sequence[Side], seed: int) -> None:
    """Both do the same; after each step they have said the same."""
    chance = random.Random(seed)
    worlds = [World(channel) for channel in CHANNELS]
    pool = [*QUESTIONS, *CHANGES, *NEARLY, *OFTEN * 12]
    for step in range(STEPS):
        world, name = chance.choice(worlds[: 1 + step % 3]), chance.choice(pool)
        if name in SELDOM and chance.random() < 0.7:
            continue
        drawing = {**CHANGES, **QUESTIONS, **NEARLY}[name]
        values = drawing(Chance(chance, world, worlds))
        here, there = [await side.take(world.channel, name, values) for side in sides]
        if name not in NEARLY:
            assert told(name, here) == told(name, there), f"seed {seed}, step {step}: {name}{values}"
        else:
            assert_near(name, here, there, values)
        if isinstance(here, Given):
            world.answers.append(here)
        learn(world, name, values, here if name != "settle" or isinstance(here[0] if here else None, BaseModel) else ())
        world.points += await new_points(sides[0].store.channel(world.channel), world)
    await compare_whole(sides)


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


async def compare_whole(sides: Sequence[Side]) -> None:
    assert [await side.store.verify() for side in sides] == [[], []]
    assert len({tuple(await side.store.channels()) for side in sides}) == 1
    for channel in CHANNELS:
        here, there = [await exported(side.store.channel(channel)) for side in sides]
        assert here == there


@pytest.mark.parametrize("seed", range(6))
async def test_the_same_steps_come_to_the_same(stores: tuple[Store, Store], seed: int) -> None:
    await run([Side(store) for store in stores], seed)


def test_every_step_of_a_channel_is_tried() -> None:
    there = {name for name in dir(ChannelStore) if not name.startswith("_")}
    assert there == CHANGES.keys() | QUESTIONS.keys() | NEARLY.keys() | TRANSFERS
