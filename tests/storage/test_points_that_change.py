"""What points say of people and of themselves when posts are read again, deleted, or read while they are grouped."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from bot.domain.argument import ArgumentId, Stance
from bot.domain.post import PostId
from storage import ChannelStore, Heap, KeptArgument, Phrase, Places, Scope, Store, Unplaced
from tests.storage.grouping import ByVector
from tests.storage.samples import argument, draft, embedded, keep

SAME = "The queue reaches around the block."
SURE = 0.55
NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)


async def nothing() -> None:
    """What happens while places are measured, mostly."""


@dataclass(frozen=True, slots=True)
class Together(ByVector):
    """All that is said on one side is one point. `meanwhile` happens while places are measured."""

    meanwhile: Callable[[], Awaitable[None]] = nothing

    async def places(self, unplaced: Sequence[Unplaced]) -> Places:
        await self.meanwhile()
        return np.tile(np.array([1, 0, 0], np.float32), (len(unplaced), 1))


def kept(text: str, holder: str | None, **more: Any) -> KeptArgument:
    return KeptArgument(argument(text, text, holder=holder, **more), embedded(1.0, 0.0, 0.0))


async def say(store: ChannelStore, text: str, holder: str | None = "wren", **more: Any) -> tuple[PostId, ArgumentId]:
    """Paste a post that says nothing but this, settle it, and group it."""
    [post_id] = await keep(store, draft(text, author=holder))
    [settled] = await store.settle(post_id, [kept(text, holder, **more)], "test/1")
    await store.group(Together())
    return post_id, settled.argument_id


async def point(store: ChannelStore, stance: Stance = Stance.BULL, least_confidence: float = 0) -> Heap:
    """The only one of a side."""
    [heap] = (await store.heaps(Scope(stances=(stance,), least_confidence=least_confidence), 9, 9)).heaps
    return heap


async def whole(store: Store) -> None:
    assert await store.verify() == []


async def test_a_post_that_is_read_again_while_it_is_measured_counts_once(alpha: ChannelStore, store: Store) -> None:
    [post_id] = await keep(alpha, draft(SAME, author="wren"))
    await alpha.settle(post_id, [kept(SAME, "wren")], "test/1")
    left = ["once"]

    async def read_again() -> None:
        if left:
            left.clear()
            await alpha.settle(post_id, [kept(SAME, "wren")], "test/2")

    await alpha.group(Together(meanwhile=read_again))
    assert (left, (await point(alpha)).arguments) == ([], 1)
    await whole(store)


async def test_what_turns_sides_when_it_is_read_again_tells_its_old_point_no_more(
    alpha: ChannelStore, store: Store
) -> None:
    post_id, turning = await say(alpha, "Short queues.")
    _, other = await say(alpha, "The queue is long, I saw it.", "heron")
    before = await point(alpha)
    sentence = Phrase("Two say that queues are long.", "test", (turning, other))
    assert (await alpha.told([before.point_id]))[before.point_id].argument_id == turning
    assert await alpha.claim_text(before.point_id, NOW, timedelta(minutes=1))
    assert await alpha.keep_text(before.point_id, sentence)
    await alpha.settle(post_id, [kept("Short queues.", "wren", stance=Stance.BEAR)], "test/2")
    await alpha.group(Together())
    told = (await alpha.told([before.point_id]))[before.point_id]
    assert turning not in told.arguments
    assert (await point(alpha)).best == (other,)
    assert (await point(alpha, Stance.BEAR)).best == (turning,)
    await whole(store)


async def test_who_repeats_what_turned_sides_holds_the_point_alone(alpha: ChannelStore) -> None:
    post_id, _ = await say(alpha, SAME)
    await say(alpha, SAME.upper(), "heron")
    await alpha.settle(post_id, [kept(SAME, "wren", stance=Stance.BEAR)], "test/2")
    await alpha.group(Together())
    assert dict((await point(alpha)).holders) == {"heron": 1}
    assert dict((await point(alpha, Stance.BEAR)).holders) == {"wren": 1}


async def test_of_several_who_repeat_a_deleted_text_one_holds_it(alpha: ChannelStore, store: Store) -> None:
    first, _ = await say(alpha, SAME)
    second, _ = await say(alpha, SAME.upper(), "heron")
    await say(alpha, SAME.lower(), "crane")
    await say(alpha, SAME.title(), "stork")
    await alpha.forget([first])
    assert (dict((await point(alpha)).holders), (await point(alpha)).arguments) == ({"heron": 1}, 3)
    await alpha.forget([second])
    assert dict((await point(alpha)).holders) == {"crane": 1}
    await whole(store)


async def test_who_is_repeated_holds_the_text_also_after_it_is_read_again(alpha: ChannelStore) -> None:
    first, _ = await say(alpha, SAME)
    await say(alpha, SAME.upper(), "heron")
    await alpha.settle(first, [kept(SAME, "wren")], "test/2")
    await alpha.group(Together())
    assert dict((await point(alpha)).holders) == {"wren": 1}


async def test_where_the_first_to_say_it_is_too_doubtful_who_repeats_it_holds_it(alpha: ChannelStore) -> None:
    await say(alpha, SAME, stance_confidence=SURE - 0.1)
    await say(alpha, SAME.upper(), "heron", stance_confidence=SURE + 0.2)
    await say(alpha, SAME.lower(), "crane", stance_confidence=SURE + 0.1)
    assert dict((await point(alpha, least_confidence=SURE)).holders) == {"heron": 1}
    scope = Scope(stances=(Stance.BULL,), least_confidence=SURE)
    assert (await alpha.heaps(scope, 9, 9)).sides[Stance.BULL].holders == {"heron": 1}


async def test_what_was_read_again_and_not_measured_yet_is_measured_in_a_new_space_too(
    alpha: ChannelStore, store: Store
) -> None:
    post_id, _ = await say(alpha, SAME)
    await alpha.settle(post_id, [kept(SAME, "wren")], "test/2")
    assert await alpha.group(Together(space="anew")) == 1
    await whole(store)
