"""What can be chosen from in a channel: its subjects and its people, and nobody else's."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.post import PostId
from storage import ChannelStore, KeptArgument, PostFilter, Scope, Store
from tests.storage.samples import ALL, ALPHA, BETA, BYD, XIAOMI, XIAOMI_AUTO, argue, argument, claim, draft, keep


async def searched(store: ChannelStore) -> None:
    await store.newest(ALL, 1)


async def untouched(_: ChannelStore) -> None:
    """Nobody has searched the channel since it was opened."""


Before = Callable[[ChannelStore], Awaitable[None]]
either = pytest.mark.parametrize("before", [untouched, searched])


async def test_what_most_arguments_are_held_on_comes_first_and_a_company_counts_its_segments(
    alpha: ChannelStore,
) -> None:
    await claim(alpha, "Phones sell.", XIAOMI)
    for number in range(2):
        await claim(alpha, f"Cars sell {number}.", XIAOMI_AUTO)
        await claim(alpha, f"Buses sell {number}.", BYD)
    assert list((await alpha.weights()).items()) == [(XIAOMI.key, 3), (BYD.key, 2), (XIAOMI_AUTO.key, 2)]
    assert await alpha.subjects() == [BYD, XIAOMI, XIAOMI_AUTO]


async def test_authors_are_those_of_posts_most_posts_first(alpha: ChannelStore) -> None:
    await keep(alpha, draft("One.", author="ibis"), draft("Two.", author="wren"), draft("Three.", author="wren"))
    await keep(alpha, draft("Four.", author=None))
    assert await alpha.authors() == ["wren", "ibis"]


@either
async def test_what_is_forgotten_can_be_chosen_no_more(alpha: ChannelStore, before: Before) -> None:
    [post] = await keep(alpha, draft("Buses sell.", author="ibis"))
    await alpha.settle(post, [KeptArgument(argument("Buses sell.", "Buses sell.", BYD, holder="heron"))], "test/1")
    await before(alpha)
    assert await alpha.authors() == ["ibis"]
    await alpha.forget([post])
    assert await alpha.authors() == []
    assert await alpha.weights() == {}


@either
async def test_what_was_kept_since_can_be_chosen_at_once(alpha: ChannelStore, before: Before) -> None:
    await claim(alpha, "Phones sell.", XIAOMI)
    await before(alpha)
    await claim(alpha, "Buses sell.", BYD, holder="heron")
    assert await alpha.authors() == ["wren"]
    assert await alpha.weights() == {BYD.key: 1, XIAOMI.key: 1}


async def test_nothing_of_another_channel_can_be_chosen(store: Store) -> None:
    alpha, beta = store.channel(ALPHA), store.channel(BETA)
    await claim(beta, "Buses sell.", BYD, holder="heron")
    assert (await alpha.authors(), await alpha.weights(), await alpha.subjects()) == ([], {}, [])
    assert (await alpha.heaps(Scope(), 9, 4)).heaps == ()
    assert await alpha.posts(PostFilter(typed="buses")) == []
    assert not await alpha.is_waiting(PostId("p000000000000"))


async def test_a_post_is_waiting_until_it_is_settled(alpha: ChannelStore) -> None:
    [post] = await keep(alpha, draft("Buses sell."))
    assert await alpha.is_waiting(post)
    await alpha.settle(post, [], "test/1")
    assert not await alpha.is_waiting(post)


async def test_the_words_of_a_post_are_looked_for_in_its_opening_alone(alpha: ChannelStore) -> None:
    body = "Buses sell\nabroad. " + "And so on. " * 60 + "Hidden at the end."
    await argue(alpha, body)
    assert len(await alpha.posts(PostFilter(typed="SELL  abroad"))) == 1
    assert await alpha.posts(PostFilter(typed="hidden at the end")) == []


async def test_the_openings_of_the_newest_posts_alone_are_looked_through(alpha: ChannelStore) -> None:
    await keep(alpha, draft("The first of all.", author="ibis"))
    await keep(alpha, *(draft(f"Number {number} of many.") for number in range(200)))
    assert await alpha.posts(PostFilter(typed="first of all")) == []
    [found] = await alpha.posts(PostFilter(typed="IBIS"))
    assert found.post.body == "The first of all."
    assert len(await alpha.posts(PostFilter(typed="first of all", author="ibis"))) == 1


async def test_what_is_typed_is_found_a_page_at_a_time_wherever_in_a_post_it_stands(alpha: ChannelStore) -> None:
    bodies = ["Ünder the bridge.", "Rails.\n\nUNDER repair.", "小米汽車 waits.", "Nothing.", "Wunderbar: 小米汽车。"]
    await keep(alpha, *(draft(body) for body in bodies))
    newest_first = [bodies[number] for number in (4, 1, 0)]
    for page, body in enumerate(newest_first):
        [found] = await alpha.posts(PostFilter(typed="under", limit=1, offset=page))
        assert found.post.body == body
    assert [found.post.body for found in await alpha.posts(PostFilter(typed="小米汽車"))] == [bodies[4], bodies[2]]
    assert await alpha.posts(PostFilter(typed="under", limit=1, offset=3)) == []


async def test_a_post_is_found_by_the_beginning_of_its_id_however_old_it_is(alpha: ChannelStore) -> None:
    [old] = await keep(alpha, draft("The first of all."))
    await keep(alpha, *(draft(f"Number {number} of many.") for number in range(200)))
    assert [found.post.post_id for found in await alpha.posts(PostFilter(typed=old[:9].upper()))] == [old]
    assert await alpha.posts(PostFilter(typed=old[1:9])) == []
    assert await alpha.posts(PostFilter(typed=old[:9], author="nobody")) == []
