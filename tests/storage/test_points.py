"""Arguments in points: found as they come, kept through deletions, restarts and exports, a channel's own."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.arguments.points.policy import Policy
from bot.domain.argument import Argument, Stance
from bot.domain.case import PointId
from bot.domain.post import ChannelId, PostId
from storage import ChannelStore, Heap, Scope, Store, open_store
from tests.storage.grouping import PLAIN, ByVector, placed
from tests.storage.samples import ALPHA, BETA, BYD, XIAOMI, draft, exported, keep

EVERYTHING = 99
QUEUES, BRAKES = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
GROUPING = ByVector()


async def say(
    store: ChannelStore,
    text: str,
    *place: float,
    holder: str | None = "wren",
    grouping: ByVector = GROUPING,
    **more: Any,
) -> tuple[PostId, Argument]:
    """Paste a post that says nothing but this, settle it, and group it."""
    [post_id] = await keep(store, draft(text, author=holder))
    [settled] = await store.settle(post_id, [placed(text, *place, holder=holder, **more)], "test/1")
    await store.group(grouping)
    return post_id, settled


async def heaps(store: ChannelStore, stance: Stance = Stance.BULL) -> Sequence[Heap]:
    return (await store.heaps(Scope(stances=(stance,)), EVERYTHING, EVERYTHING)).heaps


async def points(store: ChannelStore) -> dict[PointId, set[str]]:
    """The quotes of every point."""
    found = {}
    for heap in (*await heaps(store), *await heaps(store, Stance.BEAR)):
        found[heap.point_id] = {one.quote for one, _ in await store.evidence(heap.best)}
    return found


async def whole(store: Store) -> None:
    assert await store.verify() == []


async def test_what_is_alike_is_one_point_and_what_is_not_is_another(alpha: ChannelStore, store: Store) -> None:
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(alpha, "The queue is long.", 0.95, 0.1, 0.1)
    await say(alpha, "Good brakes.", *BRAKES)
    assert list((await points(alpha)).values()) == [{"Queues everywhere.", "The queue is long."}, {"Good brakes."}]
    await whole(store)


async def test_a_point_is_of_one_subject_and_one_side(alpha: ChannelStore) -> None:
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(alpha, "No queue any more.", *QUEUES, stance=Stance.BEAR)
    await say(alpha, "Queues at BYD.", *QUEUES, subject=BYD)
    assert len(await points(alpha)) == 3


async def test_what_is_neither_for_nor_against_is_in_no_point(alpha: ChannelStore, store: Store) -> None:
    await say(alpha, "Cars are cars.", *QUEUES, stance=Stance.NEUTRAL)
    assert await points(alpha) == {}
    assert await alpha.group(GROUPING) == 0
    await whole(store)


async def test_a_point_keeps_its_id_while_it_grows_and_after_a_restart(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        await say(store.channel(ALPHA), "Queues everywhere.", *QUEUES)
        before = await points(store.channel(ALPHA))
    async with open_store(lasting_url) as store:
        for n in range(12):
            await say(store.channel(ALPHA), f"Queue number {n}.", 1.0, 0.01 * n, 0.0)
        assert set(await points(store.channel(ALPHA))) == set(before)


async def test_people_are_named_holders_once_each_and_unknown_ones_are_nobody(alpha: ChannelStore) -> None:
    for n, holder in enumerate(["wren", "heron", "wren", None, None]):
        await say(alpha, f"Queue number {n}.", 1.0, 0.01 * n, 0.0, holder=holder)
    [heap] = await heaps(alpha)
    assert (dict(heap.holders), heap.unnamed, heap.arguments) == ({"wren": 2, "heron": 1}, 2, 5)


async def test_whoever_repeats_anothers_words_holds_nothing_of_its_own(alpha: ChannelStore) -> None:
    first, _ = await say(alpha, "The queue reaches around the block.", *QUEUES)
    await say(alpha, "the queue reaches around the block.", *QUEUES, holder="heron")
    [heap] = await heaps(alpha)
    assert (dict(heap.holders), heap.arguments) == ({"wren": 1}, 2)
    await alpha.forget([first])
    [heap] = await heaps(alpha)
    assert (dict(heap.holders), heap.arguments) == ({"heron": 1}, 1)


async def test_a_heap_offers_one_argument_of_each_holder_before_a_second_of_any(alpha: ChannelStore) -> None:
    said = {"One.": ("wren", 0.9), "Two.": ("wren", 0.8), "Three.": ("heron", 0.6), "Four.": (None, 0.7)}
    for text, (holder, sure) in said.items():
        await say(alpha, text, *QUEUES, holder=holder, stance_confidence=sure)
    [heap] = (await alpha.heaps(Scope(stances=(Stance.BULL,)), 1, 3)).heaps
    quotes = [kept.quote for kept, _ in await alpha.evidence(heap.best)]
    assert quotes == ["One.", "Four.", "Three."]
    [whole_heap] = await heaps(alpha)
    assert len(set(whole_heap.best)) == 4


async def test_the_points_that_most_people_hold_come_first_and_the_others_are_counted(alpha: ChannelStore) -> None:
    for text, place, holder in [("Brakes.", BRAKES, "wren"), ("Queue.", QUEUES, "wren"), ("Queues.", QUEUES, "heron")]:
        await say(alpha, text, *place, holder=holder)
    found = await alpha.heaps(Scope(stances=(Stance.BULL,)), 1, 9)
    [heap] = found.heaps
    side = found.sides[Stance.BULL]
    assert (len(heap.best), side.points[0], len(side.points)) == (2, heap.point_id, 2)
    assert (set(side.holders), side.unnamed) == ({"wren", "heron"}, 0)


async def test_a_deletion_takes_an_argument_out_and_an_empty_point_away(alpha: ChannelStore, store: Store) -> None:
    one, _ = await say(alpha, "Queues everywhere.", *QUEUES)
    other, _ = await say(alpha, "The queue is long.", *QUEUES)
    [point_id] = await points(alpha)
    await alpha.forget([one])
    assert await points(alpha) == {point_id: {"The queue is long."}}
    assert (await alpha.told([point_id]))[point_id].argument_id is None
    await whole(store)
    await alpha.forget([other])
    assert await points(alpha) == {}
    await whole(store)


async def test_what_joins_after_a_deletion_is_compared_with_what_is_left(alpha: ChannelStore) -> None:
    one, _ = await say(alpha, "Queues, and brakes.", 0.8, 0.6, 0.0)
    await say(alpha, "Queues everywhere.", *QUEUES)
    await alpha.forget([one])
    await say(alpha, "Good brakes mostly, and a queue.", 0.6, 0.8, 0.0)
    assert sorted(len(quotes) for quotes in (await points(alpha)).values()) == [1, 1]


async def test_a_post_that_is_read_again_stays_in_its_points(alpha: ChannelStore, store: Store) -> None:
    post_id, first = await say(alpha, "Queues everywhere.", *QUEUES)
    before = await points(alpha)
    kept = placed("Queues everywhere.", *BRAKES)
    await alpha.settle(post_id, [kept], "test/2")
    assert await points(alpha) == before  # also before it is measured again
    await alpha.group(GROUPING)
    assert await points(alpha) == before
    assert (await alpha.told(list(before)))[next(iter(before))].argument_id == first.argument_id
    await whole(store)


async def test_what_is_read_again_on_another_side_leaves_its_point(alpha: ChannelStore, store: Store) -> None:
    post_id, _ = await say(alpha, "Queues everywhere.", *QUEUES)
    [before] = await points(alpha)
    turned = placed("Queues everywhere.", *QUEUES, stance=Stance.BEAR)
    await alpha.settle(post_id, [turned], "test/2")
    await alpha.group(GROUPING)
    [after] = await points(alpha)
    assert (after != before, len(await heaps(alpha, Stance.BEAR))) == (True, 1)
    await whole(store)


async def test_two_points_become_one_where_they_have_grown_alike_and_the_old_id_leads_there(
    alpha: ChannelStore, store: Store
) -> None:
    merging = ByVector(policy=replace(PLAIN, merging=0.85))
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(alpha, "Queues and brakes.", 0.7, 0.714, 0.0)
    larger, smaller = await points(alpha)
    for n in range(9):  # each is nearer to the second, whose mean they bring near the first
        await say(alpha, f"Queue {n}, brakes {n}.", 0.9, 0.43, 0.01 * n, grouping=merging)
    [(point_id, quotes)] = (await points(alpha)).items()
    gone = next(one for one in (larger, smaller) if one != point_id)
    assert (len(quotes), await alpha.heir(gone)) == (11, point_id)
    await whole(store)


async def test_a_point_that_turns_out_to_be_two_is_split_and_the_part_with_its_text_stays(
    alpha: ChannelStore, store: Store
) -> None:
    loose = replace(PLAIN, joining=0.1, merging=2.0, splitting=-1.0)
    strict = replace(loose, splitting=0.9)
    for n, place in enumerate([(1.0, 0.3), (0.3, 1.0), (1.0, 0.2), (0.2, 1.0)]):
        [post_id] = await keep(alpha, draft(f"Said {n}."))
        kept = placed(f"Said {n}.", *place)
        await alpha.settle(post_id, [kept], "test/1")
        if n == 2:
            await alpha.group(ByVector(policy=loose))
            [whole_point] = await points(alpha)
    await alpha.group(ByVector(policy=strict))
    found = await points(alpha)
    assert sorted(map(sorted, found.values())) == [["Said 0.", "Said 2."], ["Said 1.", "Said 3."]]
    assert "Said 0." in found[whole_point]
    await whole(store)


async def test_after_a_change_of_how_places_are_measured_all_stay_in_their_points(
    alpha: ChannelStore, store: Store
) -> None:
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(alpha, "Good brakes.", *BRAKES)
    before = await points(alpha)
    assert await alpha.group(ByVector(space="vectors, anew")) == 2
    assert await points(alpha) == before
    await whole(store)


async def test_two_processes_that_group_at_once_make_each_point_once(lasting_url: str) -> None:
    async with open_store(lasting_url) as one, open_store(lasting_url) as other:
        for n in range(20):
            [post_id] = await keep(one.channel(ALPHA), draft(f"Queue number {n}."))
            kept = placed(f"Queue number {n}.", 1.0, 0.01 * n, 0.0)
            await one.channel(ALPHA).settle(post_id, [kept], "test/1")
        counts = await asyncio.gather(*(store.channel(ALPHA).group(GROUPING) for store in (one, other)))
        assert sum(counts) == 20
        assert await points(one.channel(ALPHA)) == await points(other.channel(ALPHA))
        assert len(await points(one.channel(ALPHA))) == 1
        await whole(one)


async def test_a_grouping_that_is_broken_off_leaves_nothing_half_done(alpha: ChannelStore, store: Store) -> None:
    class Breaks(Policy):
        def merges(self, *_: object) -> Sequence[tuple[int, int]]:
            raise RuntimeError("broken off")

    [post_id] = await keep(alpha, draft("Queues everywhere."))
    found = placed("Queues everywhere.", *QUEUES)
    await alpha.settle(post_id, [found], "test/1")
    with pytest.raises(RuntimeError):
        await alpha.group(ByVector(policy=Breaks()))
    assert await points(alpha) == {}
    await alpha.group(GROUPING)
    assert len(await points(alpha)) == 1
    await whole(store)


async def test_a_channels_points_are_its_own(store: Store) -> None:
    alpha, beta = store.channel(ALPHA), store.channel(BETA)
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(beta, "Queues everywhere.", *QUEUES)
    [ours], [theirs] = await points(alpha), await points(beta)
    assert (ours != theirs, await alpha.told([theirs])) == (True, {})
    assert list((await alpha.means(XIAOMI.key, Stance.BULL)).points) == [ours]
    await alpha.erase()
    assert (await points(alpha), set(await points(beta))) == ({}, {theirs})
    await whole(store)


async def test_an_export_carries_points_and_restores_the_same_ids(store: Store) -> None:
    alpha, copy = store.channel(ALPHA), store.channel(ChannelId("copy"))
    for n in range(9):
        await say(alpha, f"Queue number {n}.", 1.0, 0.05 * n, 0.0)
    await say(alpha, "Good brakes.", *BRAKES)
    lines = await exported(alpha)
    await copy.restore(lines)
    assert await points(copy) == await points(alpha)
    await copy.group(GROUPING)
    assert (await points(copy), await exported(copy)) == (await points(alpha), lines)
    await whole(store)


async def test_a_point_whose_telling_argument_was_deleted_comes_back_from_an_export_as_it_was(store: Store) -> None:
    alpha, copy = store.channel(ALPHA), store.channel(ChannelId("copy"))
    for text in ("Queues.", "The queue at the store is long.", "The queue at the shop is long, too."):
        await say(alpha, text, *QUEUES)
    [point_id] = await points(alpha)
    [(teller, post)] = await alpha.evidence((await alpha.told([point_id]))[point_id].arguments)
    await alpha.forget([post.post_id])
    await alpha.group(GROUPING)
    lines = await exported(alpha)
    await copy.restore(lines)
    await copy.group(GROUPING)
    assert (teller.quote, await exported(copy)) == ("Queues.", lines)
    await whole(store)


async def test_the_best_known_tells_a_point_until_another_tells_it_better(alpha: ChannelStore) -> None:
    await say(alpha, "The queue at the store is long.", *QUEUES)
    for text in ("The queue at the shop is long, too.", "Queues everywhere, I say.", "Queues."):
        await say(alpha, text, *QUEUES)
    [point_id] = await points(alpha)
    told = (await alpha.told([point_id]))[point_id].argument_id
    assert told is not None
    [(teller, _)] = await alpha.evidence([told])
    assert teller.quote == "Queues."


async def test_means_are_of_what_is_kept(alpha: ChannelStore) -> None:
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(alpha, "The queue is long.", 0.9, 0.43589, 0.0)
    means = await alpha.means(XIAOMI.key, Stance.BULL)
    assert means.means[0] == pytest.approx([0.95, 0.218, 0.0], abs=0.01)


async def test_points_that_are_to_be_measured_anew_are_there_and_lie_nowhere(alpha: ChannelStore) -> None:
    await say(alpha, "Queues everywhere.", *QUEUES)
    await say(alpha, "Good brakes.", *BRAKES)
    before = await points(alpha)
    assert await alpha.group(ByVector(space="vectors, anew"), most=0) == 0
    assert await points(alpha) == before
    async with alpha._writing() as session:
        await session.run("UPDATE points SET members = 0, total = $2 WHERE channel_id = $1", ALPHA, b"")
    means = await alpha.means(XIAOMI.key, Stance.BULL)
    assert (set(means.points), bool(means.means.any())) == (set(before), False)
