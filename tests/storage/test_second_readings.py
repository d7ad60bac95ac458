"""Posts that were read without the language model are listed for it, once each, until it has read them."""

from datetime import timedelta

from storage import ChannelStore, Store, open_store
from tests.storage.samples import ALPHA, BETA, draft, exported, keep

LEASE = timedelta(minutes=1)
OVER = timedelta(seconds=-1)


async def test_a_post_that_is_to_be_read_again_is_claimed_once_in_a_lease(store: Store, alpha: ChannelStore) -> None:
    first, second = await keep(alpha, draft("Cash grew."), draft("Debt grew."))
    await alpha.settle(first, [], "test/1", by_model_yet=True)
    await alpha.settle(second, [], "test/1")
    assert await store.second_reading_channels() == [ALPHA]
    claimed = await alpha.claim_second_reading(LEASE)
    assert claimed is not None
    assert claimed.post_id == first
    assert await alpha.claim_second_reading(LEASE) is None
    assert not await alpha.is_waiting(first)


async def test_one_that_is_given_back_can_be_claimed_at_once(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Cash grew."))
    await alpha.settle(post_id, [], "test/1", by_model_yet=True)
    for _ in range(2):
        assert await alpha.claim_second_reading(LEASE) is not None
        await alpha.release_second_reading(post_id)


async def test_who_was_tried_longest_ago_comes_first(alpha: ChannelStore) -> None:
    posts = await keep(alpha, draft("Cash grew."), draft("Debt grew."))
    for post_id in posts:
        await alpha.settle(post_id, [], "test/1", by_model_yet=True)
    claimed = [await alpha.claim_second_reading(OVER) for _ in range(2)]
    assert {post.post_id for post in claimed if post} == set(posts)
    again = await alpha.claim_second_reading(LEASE)
    assert again == claimed[0]


async def test_what_is_settled_by_the_model_or_deleted_is_listed_no_more(store: Store, alpha: ChannelStore) -> None:
    first, second, third = await keep(alpha, draft("Cash grew."), draft("Debt grew."), draft("Sales grew."))
    for post_id in (first, second, third, third):
        await alpha.settle(post_id, [], "test/1", by_model_yet=True)
    await alpha.settle(first, [], "model/1")
    await alpha.forget([second])
    left = [await alpha.claim_second_reading(LEASE) for _ in range(2)]
    assert [post and post.post_id for post in left] == [third, None]
    await alpha.erase()
    assert await store.second_reading_channels() == []
    assert await store.verify() == []


async def test_the_list_is_there_after_a_restart(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        [post_id] = await keep(store.channel(ALPHA), draft("Cash grew."))
        await store.channel(ALPHA).settle(post_id, [], "test/1", by_model_yet=True)
    async with open_store(lasting_url) as store:
        claimed = await store.channel(ALPHA).claim_second_reading(LEASE)
    assert claimed is not None


async def test_one_channel_is_not_shown_anothers(store: Store, alpha: ChannelStore) -> None:
    beta = store.channel(BETA)
    [post_id] = await keep(beta, draft("Cash grew."))
    await beta.settle(post_id, [], "test/1", by_model_yet=True)
    assert await alpha.claim_second_reading(LEASE) is None


async def test_an_export_says_nothing_of_it(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Cash grew."))
    await alpha.settle(post_id, [], "test/1")
    before = await exported(alpha)
    await alpha.settle(post_id, [], "test/1", by_model_yet=True)
    assert await exported(alpha) == before
