"""Replies that were paid for: whoever reads a waiting post again finds them, and nobody once it waits no more."""

from datetime import timedelta

from storage import ChannelStore, Store, open_store
from tests.storage.samples import ALPHA, draft, exported, keep


async def test_a_reply_is_found_by_its_post_and_key(alpha: ChannelStore) -> None:
    first, second = await keep(alpha, draft("Cash grew."), draft("Debt grew."))
    await alpha.keep_reply(first, "window 1", '{"said": "现金"}')
    assert await alpha.reply(first, "window 1") == '{"said": "现金"}'
    assert await alpha.reply(first, "window 2") is None
    assert await alpha.reply(second, "window 1") is None


async def test_a_later_reply_takes_the_place_of_the_one_before(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Cash grew."))
    await alpha.keep_reply(post_id, "window 1", "half")
    await alpha.keep_reply(post_id, "window 1", "whole")
    assert await alpha.reply(post_id, "window 1") == "whole"


async def test_a_reply_is_there_after_a_restart_in_the_middle_of_reading(lasting_url: str) -> None:
    async with open_store(lasting_url) as store:
        alpha = store.channel(ALPHA)
        [post_id] = await keep(alpha, draft("Cash grew."))
        assert await alpha.claim(post_id, timedelta(seconds=0))
        await alpha.keep_reply(post_id, "window 1", "paid for")
    async with open_store(lasting_url) as store:
        alpha = store.channel(ALPHA)
        assert await alpha.claim(post_id, timedelta(minutes=1))
        assert await alpha.reply(post_id, "window 1") == "paid for"


async def test_settling_a_post_drops_its_replies_and_no_others(store: Store, alpha: ChannelStore) -> None:
    first, second = await keep(alpha, draft("Cash grew."), draft("Debt grew."))
    for post_id in (first, second):
        await alpha.keep_reply(post_id, "window 1", "paid for")
    await alpha.settle(first, [], "test/1")
    assert await alpha.reply(first, "window 1") is None
    assert await alpha.reply(second, "window 1") == "paid for"
    assert await store.verify() == []


async def test_of_a_post_that_waits_no_more_nothing_is_kept(store: Store, alpha: ChannelStore) -> None:
    settled, gone = await keep(alpha, draft("Cash grew."), draft("Debt grew."))
    await alpha.settle(settled, [], "test/1")
    await alpha.forget([gone])
    for post_id in (settled, gone):
        await alpha.keep_reply(post_id, "window 1", "too late")
        assert await alpha.reply(post_id, "window 1") is None
    assert await store.verify() == []


async def test_an_export_holds_no_reply(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Cash grew."))
    before = await exported(alpha)
    await alpha.keep_reply(post_id, "window 1", "paid for")
    assert await exported(alpha) == before
