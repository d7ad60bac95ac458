"""Settling a post: its arguments are kept with everything that finds them, or it goes on waiting."""

from datetime import timedelta

import pytest

from bot.domain.argument import Stance
from bot.domain.post import PostId
from bot.domain.text import Span
from bot.errors import UnknownPost
from storage import ChannelStore, KeptArgument, Store
from tests.storage.samples import (
    ALL,
    ALPHA,
    BETA,
    BYD,
    XIAOMI,
    XIAOMI_AUTO,
    argue,
    argument,
    draft,
    embedded,
    keep,
)

BODY = "Deliveries doubled, so I buy. The brand is weak, though."
LEASE = timedelta(minutes=1)


async def test_a_settled_post_has_its_arguments_and_waits_no_more(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft(BODY))
    bull = argument(BODY, "Deliveries doubled, so I buy.")
    bear = argument(BODY, "The brand is weak", XIAOMI_AUTO, stance=Stance.BEAR, holder=None)
    kept = await alpha.settle(post_id, [KeptArgument(bear), KeptArgument(bull)], "test/1")
    assert [item.quote for item in kept] == ["The brand is weak", "Deliveries doubled, so I buy."]
    assert await alpha.arguments_of(post_id) == [kept[1], kept[0]]
    assert kept[0].model_dump(exclude={"argument_id", "quote"}) == bear.model_dump()
    assert (await alpha.counts()).waiting == 0


async def test_a_post_that_argues_nothing_waits_no_more(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Good morning!"))
    assert await alpha.settle(post_id, [], "test/1") == ()
    assert (await alpha.counts()).waiting == 0
    assert await alpha.arguments_of(post_id) == []


async def test_settling_anew_replaces_what_an_earlier_engine_left(store: Store, alpha: ChannelStore) -> None:
    first = KeptArgument(argument(BODY, "Deliveries doubled", BYD), embedded(1, 0))
    [old] = await argue(alpha, BODY, first)
    [post_id] = [post.post_id for _, post in await alpha.evidence([old.argument_id])]
    assert await alpha.by_words(["deliveries"], ALL, 5) == [old.argument_id]
    second = KeptArgument(argument(BODY, "The brand is weak", XIAOMI), embedded(0, 1))
    [new] = await alpha.settle(post_id, [second], "test/2")
    assert await alpha.arguments_of(post_id) == [new]
    assert await alpha.by_words(["deliveries"], ALL, 5) == []
    assert [found for found, _ in await alpha.by_meaning(embedded(1, 0), ALL, 5)] == [new.argument_id]
    assert [held.subject for held in await alpha.coverage()] == [XIAOMI]
    assert await store.verify() == []


async def test_of_two_arguments_with_one_span_and_subject_the_first_is_kept(alpha: ChannelStore) -> None:
    first, second = (KeptArgument(argument(BODY, "The brand is weak", claim=text)) for text in ("Weak.", "Poor."))
    [kept] = await argue(alpha, BODY, first, second)
    assert kept.claim == "Weak."


async def test_one_span_may_argue_about_two_subjects(alpha: ChannelStore) -> None:
    kept = await argue(
        alpha,
        BODY,
        KeptArgument(argument(BODY, "The brand is weak", XIAOMI)),
        KeptArgument(argument(BODY, "The brand is weak", BYD)),
    )
    assert len({item.argument_id for item in kept}) == 2


async def test_a_span_outside_the_body_is_refused_and_the_post_goes_on_waiting(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("Short."))
    beyond = argument("Short.", "Short.", span=Span(start=2, end=40))
    with pytest.raises(ValueError, match="outside"):
        await alpha.settle(post_id, [KeptArgument(beyond)], "test/1")
    assert (await alpha.counts()).waiting == 1


async def test_a_post_that_was_forgotten_meanwhile_cannot_be_settled(alpha: ChannelStore) -> None:
    with pytest.raises(UnknownPost):
        await alpha.settle(PostId("pgone"), [], "test/1")


async def test_an_offset_counts_characters_not_bytes(alpha: ChannelStore) -> None:
    body = "🌸 交付量翻倍。The brand is weak 👍"
    [kept] = await argue(alpha, body, KeptArgument(argument(body, "The brand is weak")))
    assert kept.quote == "The brand is weak"
    assert body[kept.span.start : kept.span.end] == kept.quote


async def test_the_newest_name_of_a_subject_is_used_for_all_its_arguments(alpha: ChannelStore) -> None:
    [old] = await argue(alpha, "Cash grew.", KeptArgument(argument("Cash grew.", "Cash grew.", BYD)))
    renamed = BYD.model_copy(update={"name": "BYD Company"})
    await argue(alpha, "Debt fell.", KeptArgument(argument("Debt fell.", "Debt fell.", renamed)))
    [(kept, _)] = await alpha.evidence([old.argument_id])
    assert kept.subject == renamed
    assert [held.subject.name for held in await alpha.coverage()] == ["BYD Company"]


async def test_waiting_posts_are_claimed_in_the_order_of_their_keeping(alpha: ChannelStore) -> None:
    kept = [*await keep(alpha, draft("First.")), *await keep(alpha, draft("Second."))]
    claimed = [await alpha.claim_waiting(LEASE), await alpha.claim_waiting(LEASE)]
    assert [post.post_id for post in claimed if post] == kept
    assert await alpha.claim_waiting(LEASE) is None


async def test_a_lease_that_ran_out_can_be_claimed_again(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("First."))
    assert await alpha.claim_waiting(timedelta(seconds=-1)) is not None
    again = await alpha.claim_waiting(LEASE)
    assert again is not None
    assert again.post_id == post_id


async def test_a_lease_is_renewed_by_who_holds_it(alpha: ChannelStore, store: Store) -> None:
    [held], [given_back] = await keep(alpha, draft("First.")), await keep(alpha, draft("Second."))
    for post_id in (held, given_back):
        assert await alpha.claim(post_id, timedelta(seconds=-1))
    await alpha.release(given_back)
    await store.channel(BETA).renew([held], LEASE)
    assert (await store.backlog()).held == 0
    await alpha.renew([held, given_back], LEASE)
    backlog = await store.backlog(ALPHA)
    assert (backlog.waiting, backlog.held) == (2, 1)
    assert backlog.until is not None
    assert not await alpha.claim(held, LEASE)
    assert await alpha.claim(given_back, LEASE)


async def test_a_released_post_can_be_claimed_at_once(alpha: ChannelStore) -> None:
    [post_id] = await keep(alpha, draft("First."))
    await alpha.claim_waiting(LEASE)
    assert await alpha.claim_waiting(LEASE) is None
    await alpha.release(post_id)
    assert await alpha.claim_waiting(LEASE) is not None


async def test_a_post_on_which_the_reading_dies_lets_the_others_go_first(alpha: ChannelStore) -> None:
    [deadly] = await keep(alpha, draft("Deadly."))
    await alpha.claim_waiting(timedelta(seconds=-1))
    [other] = await keep(alpha, draft("Harmless."))
    claimed = [await alpha.claim_waiting(LEASE), await alpha.claim_waiting(LEASE)]
    assert [post.post_id for post in claimed if post] == [other, deadly]


async def test_the_channels_with_waiting_posts_are_known(store: Store) -> None:
    assert await store.waiting_channels() == []
    [post_id] = await keep(store.channel(BETA), draft("Waiting."))
    await keep(store.channel(ALPHA), draft("Waiting."))
    assert await store.waiting_channels() == [ALPHA, BETA]
    await store.channel(BETA).settle(post_id, [], "test/1")
    assert await store.waiting_channels() == [ALPHA]
