"""Sentences on points: wanted of the largest, claimed by one, gone with what they cite, never in an export."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.argument import Argument, ArgumentId, Stance
from bot.domain.case import PointId, Relation
from bot.domain.post import PostId
from storage import ChannelStore, Facing, Link, Phrase, Store, Worth, open_store
from tests.storage.grouping import ByVector, placed
from tests.storage.samples import ALPHA, BETA, XIAOMI, XIAOMI_AUTO, draft, exported, keep

NOW = datetime(2025, 12, 1, 8, tzinfo=UTC)
LEASE = timedelta(minutes=10)
LATER = NOW + LEASE
WORTH = Worth(arguments=3, people=2, least_confidence=0.55)
MATTERS = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
SENTENCE = 'wren argues for Xiaomi: "Queues everywhere."'


async def say(
    store: ChannelStore, text: str, matter: int = 0, holder: str | None = "wren", **more: Any
) -> tuple[PostId, Argument]:
    """Paste a post that says nothing but this, settle it, and group it."""
    [post_id] = await keep(store, draft(text, author=holder))
    [settled] = await store.settle(post_id, [placed(text, *MATTERS[matter], holder=holder, **more)], "test/1")
    await store.group(ByVector())
    return post_id, settled


async def crowd(store: ChannelStore, matter: int = 0, people: int = 3, **more: Any) -> list[tuple[PostId, Argument]]:
    """So many people who make one point."""
    names = ["wren", "heron", "crane", "stork", "ibis", "gull"]
    return [
        await say(store, f"{name} on {matter} {list(more.values())}.", matter, name, **more) for name in names[:people]
    ]


async def the_point(store: ChannelStore) -> PointId:
    [point_id] = await store.untold(Worth(1, 1, 0.0), NOW, 9)
    return point_id


def phrase(*stands_on: ArgumentId, text: str = SENTENCE) -> Phrase:
    return Phrase(text, "llm:test", stands_on)


async def written(store: ChannelStore, *cited: Argument) -> PointId:
    """The only point, with a sentence on it."""
    point_id = await the_point(store)
    assert await store.claim_text(point_id, NOW, LEASE)
    assert await store.keep_text(point_id, phrase(*(one.argument_id for one in cited)))
    return point_id


async def text_of(store: ChannelStore, point_id: PointId) -> str | None:
    return (await store.told([point_id]))[point_id].text


async def test_a_sentence_is_wanted_of_what_several_people_say_the_largest_first(alpha: ChannelStore) -> None:
    await crowd(alpha, 0, people=3)
    await crowd(alpha, 1, people=4)
    for n in range(5):
        await say(alpha, f"Alone number {n}.", 2)
    larger, smaller = await alpha.untold(WORTH, NOW, 9)
    sizes = [len(await alpha.surest_of(one, 0.0, 9)) for one in (larger, smaller)]
    assert sizes == [4, 3]
    assert await alpha.untold(WORTH, NOW, 1) == [larger]


async def test_repetitions_doubtful_sides_and_unknown_people_make_no_sentence_worth_while(alpha: ChannelStore) -> None:
    await say(alpha, "Queues everywhere.")
    await say(alpha, "queues everywhere.", holder="heron")
    await say(alpha, "So-so, queues.", holder="crane", stance_confidence=0.52)
    await say(alpha, "Somebody queues.", holder=None)
    assert await alpha.untold(WORTH, NOW, 9) == []


async def test_what_tells_a_point_comes_first_then_the_surest_and_nothing_repeated(alpha: ChannelStore) -> None:
    await say(alpha, "Short one.", stance_confidence=0.6)
    await say(alpha, "A longer one that is surer.", holder="heron", stance_confidence=0.7)
    await say(alpha, "A longer one that is surest.", holder="crane", stance_confidence=0.9)
    await say(alpha, "short one.", holder="stork")
    found = await alpha.evidence(await alpha.surest_of(await the_point(alpha), 0.0, 9))
    assert [one.quote for one, _ in found] == [
        "Short one.",
        "A longer one that is surest.",
        "A longer one that is surer.",
    ]


async def test_what_one_claimed_nobody_else_gets_until_the_lease_is_over(alpha: ChannelStore) -> None:
    await crowd(alpha)
    point_id = await the_point(alpha)
    assert await alpha.claim_text(point_id, NOW, LEASE)
    assert not await alpha.claim_text(point_id, NOW, LEASE)
    assert await alpha.untold(WORTH, NOW, 9) == []
    assert await alpha.untold(WORTH, LATER, 9) == [point_id]
    assert await alpha.claim_text(point_id, LATER, LEASE)


async def test_what_is_given_back_can_be_claimed_at_once(alpha: ChannelStore) -> None:
    await crowd(alpha)
    point_id = await the_point(alpha)
    await alpha.claim_text(point_id, NOW, LEASE)
    await alpha.release_text(point_id)
    assert await alpha.claim_text(point_id, NOW, LEASE)


async def test_a_sentence_stays_while_its_point_grows_and_is_wanted_anew_when_it_doubled(alpha: ChannelStore) -> None:
    [_, (_, cited), _] = await crowd(alpha)
    point_id = await written(alpha, cited)
    for n in range(3):
        assert await alpha.untold(WORTH, LATER, 9) == []
        assert not await alpha.claim_text(point_id, LATER, LEASE)
        await say(alpha, f"One more on it, number {n}.", holder="stork")
    assert await alpha.untold(WORTH, LATER, 9) == [point_id]
    assert await alpha.claim_text(point_id, LATER, LEASE)
    assert await text_of(alpha, point_id) == SENTENCE
    await alpha.keep_none(point_id)
    assert await text_of(alpha, point_id) == SENTENCE
    assert await alpha.untold(WORTH, LATER + LEASE, 9) == []


async def test_where_nothing_came_of_it_nobody_is_asked_before_the_point_doubled(alpha: ChannelStore) -> None:
    await crowd(alpha)
    point_id = await the_point(alpha)
    await alpha.claim_text(point_id, NOW, LEASE)
    await alpha.keep_none(point_id)
    assert await text_of(alpha, point_id) is None
    assert await alpha.untold(WORTH, NOW + timedelta(days=9), 9) == []
    for n in range(3):
        await say(alpha, f"One more on it, number {n}.")
    assert await alpha.untold(WORTH, NOW, 9) == [point_id]


async def test_a_sentence_goes_with_an_argument_that_it_cites_and_stays_without_another(
    alpha: ChannelStore, store: Store
) -> None:
    [(uncited, _), (post_id, cited), _, _] = await crowd(alpha, people=4)
    point_id = await written(alpha, cited)
    await alpha.forget([uncited])
    assert await text_of(alpha, point_id) == SENTENCE
    await alpha.forget([post_id])
    told = (await alpha.told([point_id]))[point_id]
    assert (told.text, told.stands_on) == (None, ())
    assert await store.verify() == []
    await say(alpha, "Somebody else comes.", holder="gull")
    assert await alpha.untold(WORTH, NOW, 9) == [point_id]


async def test_of_what_was_deleted_while_it_was_written_nothing_is_kept(alpha: ChannelStore, store: Store) -> None:
    [(post_id, cited), *_] = await crowd(alpha, people=4)
    point_id = await the_point(alpha)
    await alpha.claim_text(point_id, NOW, LEASE)
    await alpha.forget([post_id])
    assert not await alpha.keep_text(point_id, phrase(cited.argument_id))
    assert await text_of(alpha, point_id) is None
    assert await store.verify() == []


async def test_of_another_points_argument_no_sentence_is_kept(alpha: ChannelStore) -> None:
    await crowd(alpha)
    point_id = await the_point(alpha)
    _, elsewhere = await say(alpha, "Good brakes.", 1)
    await alpha.claim_text(point_id, NOW, LEASE)
    assert not await alpha.keep_text(point_id, phrase(elsewhere.argument_id))
    assert await text_of(alpha, point_id) is None


async def test_deleted_words_of_a_sentence_stand_in_none_of_the_stores_files(file_url: str) -> None:
    async with open_store(file_url) as store:
        alpha = store.channel(ALPHA)
        [(post_id, cited), *_] = await crowd(alpha)
        point_id = await the_point(alpha)
        await alpha.claim_text(point_id, NOW, LEASE)
        await alpha.keep_text(point_id, phrase(cited.argument_id, text="A kingfisher was here."))
        await alpha.forget([post_id])
    files = list(Path(file_url.removeprefix("sqlite:///")).parent.iterdir())
    assert files
    assert all(b"kingfisher" not in file.read_bytes() for file in files)


async def test_no_sentence_is_in_an_export(alpha: ChannelStore) -> None:
    [(_, cited), *_] = await crowd(alpha)
    before = await exported(alpha)
    await written(alpha, cited)
    assert await exported(alpha) == before


async def test_a_channel_that_is_erased_takes_its_sentences_along(alpha: ChannelStore, store: Store) -> None:
    [(_, cited), *_] = await crowd(alpha)
    point_id = await written(alpha, cited)
    await alpha.erase()
    await crowd(alpha)
    assert await text_of(alpha, point_id) is None
    assert await store.verify() == []


async def test_one_channels_points_are_no_others_to_claim_or_to_tell(alpha: ChannelStore, store: Store) -> None:
    [(_, cited), *_] = await crowd(alpha)
    point_id = await the_point(alpha)
    beta = store.channel(BETA)
    assert await beta.untold(WORTH, NOW, 9) == []
    assert not await beta.claim_text(point_id, NOW, LEASE)
    assert not await beta.keep_text(point_id, phrase(cited.argument_id))
    assert await beta.surest_of(point_id, 0.0, 9) == []
    assert await alpha.claim_text(point_id, NOW, LEASE)


async def test_two_stores_on_one_file_claim_a_point_once(lasting_url: str) -> None:
    async with open_store(lasting_url) as one, open_store(lasting_url) as other:
        await crowd(one.channel(ALPHA))
        point_id = await the_point(one.channel(ALPHA))
        claimed = [await store.channel(ALPHA).claim_text(point_id, NOW, LEASE) for store in (one, other)]
    assert claimed == [True, False]


async def debate(store: ChannelStore, *points: tuple[Stance, int]) -> Facing:
    """A debate in which each of these points is made twice."""
    for stance, matter in points:
        await crowd(store, matter, people=2, stance=stance)
    [facing] = await store.uncompared(12, NOW, 9)
    return facing


BOTH = [(stance, matter) for stance in (Stance.BULL, Stance.BEAR) for matter in (0, 1)]


async def test_a_debate_is_compared_where_both_sides_make_two_points(alpha: ChannelStore) -> None:
    await crowd(alpha, 0, people=2)
    await crowd(alpha, 1, people=2)
    await crowd(alpha, 0, people=2, stance=Stance.BEAR)
    assert await alpha.uncompared(12, NOW, 9) == []
    await say(alpha, "Bad brakes.", 1, stance=Stance.BEAR)
    assert await alpha.uncompared(12, NOW, 9) == []  # what a single argument says is not compared
    await say(alpha, "Bad brakes again.", 1, stance=Stance.BEAR)
    [facing] = await alpha.uncompared(12, NOW, 9)
    assert (len(facing.bull), len(facing.bear)) == (2, 2)


async def test_a_company_is_compared_with_its_segments(alpha: ChannelStore) -> None:
    await crowd(alpha, 0, people=2)
    await crowd(alpha, 1, people=2, subject=XIAOMI_AUTO)
    await crowd(alpha, 0, people=2, stance=Stance.BEAR, subject=XIAOMI_AUTO)
    await crowd(alpha, 1, people=2, stance=Stance.BEAR, subject=XIAOMI)
    [facing] = await alpha.uncompared(12, NOW, 9)
    assert (len(facing.bull), len(facing.bear)) == (2, 2)


async def test_of_a_large_debate_the_largest_points_are_compared(alpha: ChannelStore) -> None:
    await debate(alpha, *BOTH, (Stance.BULL, 2))
    [facing] = await alpha.uncompared(2, NOW, 9)
    assert (len(facing.bull), len(facing.bear)) == (2, 2)


async def test_a_debate_is_compared_once_until_half_of_its_points_are_new(alpha: ChannelStore) -> None:
    facing = await debate(alpha, *BOTH)
    assert await alpha.claim_links(facing, NOW, LEASE)
    assert not await alpha.claim_links(facing, NOW, LEASE)
    assert await alpha.uncompared(12, NOW, 9) == []
    assert await alpha.uncompared(12, LATER, 9) == [facing]
    await alpha.keep_links(facing, [], "llm:test")
    assert await alpha.uncompared(12, LATER, 9) == []
    await crowd(alpha, 2, people=2)
    assert await alpha.uncompared(12, LATER, 9) == []
    for n, stance in enumerate((Stance.BEAR, Stance.BULL, Stance.BEAR)):
        await crowd(alpha, n, people=2, stance=stance, subject=XIAOMI_AUTO)
    assert len(await alpha.uncompared(12, LATER, 9)) == 1


async def test_a_comparing_that_is_given_back_can_be_claimed_at_once(alpha: ChannelStore) -> None:
    facing = await debate(alpha, *BOTH)
    await alpha.claim_links(facing, NOW, LEASE)
    await alpha.release_links(facing)
    assert await alpha.claim_links(facing, NOW, LEASE)


async def test_links_are_replaced_and_go_with_either_of_their_points(alpha: ChannelStore, store: Store) -> None:
    facing = await debate(alpha, *BOTH)
    (bull, other), (bear, _) = facing.bull, facing.bear
    contradicted = Link(other, bear, Relation.REBUTS, Relation.REBUTS)
    granted = Link(bull, bear, Relation.QUALIFIES, Relation.IGNORES)
    await alpha.keep_links(facing, [contradicted], "llm:test")
    await alpha.keep_links(facing, [granted], "llm:test")
    assert await alpha.links(facing.bull) == [granted]
    assert await store.channel(BETA).links(facing.bull) == []
    posts = [post.post_id for _, post in await alpha.evidence(await alpha.surest_of(bear, 0.0, 9))]
    await alpha.forget(posts)
    assert await alpha.links(facing.bull) == []
    await alpha.keep_links(facing, [granted], "llm:test")
    assert await alpha.links(facing.bull) == []
    assert await store.verify() == []
