"""Whence posts were saved: found by the message, and compared with what the message says now."""

from datetime import timedelta

import pytest

from storage import ChannelStore, KeptArgument, Revision, Saver
from tests.storage.samples import NEW, NOON, argument, draft, keep, paste, reading
from tests.storage.test_withdrawing import LINK, OTHER_LINK, save


def text_of(body: str) -> str:
    return reading(draft(body)).text


async def revision(store: ChannelStore, *texts: str) -> Revision:
    found = await store.revision(LINK, texts)
    assert found is not None
    return found


async def test_what_was_saved_from_a_message_is_found_with_its_arguments_in_its_order(alpha: ChannelStore) -> None:
    await keep(alpha, draft("Sales grew."), by="bea")
    first, second = await save(alpha, [draft("Cash grew."), draft("Sales grew.")])
    [third] = await save(alpha, [draft("Debt grew.")], at=NOON + timedelta(seconds=1))
    kept = await alpha.settle(first, [KeptArgument(argument("Cash grew.", "Cash grew."))], "test/1")
    found = await alpha.saved_from(LINK)
    assert [saved.post.post_id for saved in found] == [first, second, third]
    assert [saved.duplicate_of for saved in found] == [None, second, None]
    assert [saved.waiting for saved in found] == [False, True, True]
    assert [saved.arguments for saved in found] == [kept, (), ()]
    assert await alpha.saved_from(OTHER_LINK) == ()


async def test_a_post_says_whence_it_was_saved_first(alpha: ChannelStore) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")])
    await save(alpha, [draft("Cash grew.")], by="bea", source=OTHER_LINK)
    assert (await alpha.post(post_id)).source == LINK
    await alpha.forget_mine("ada")
    assert (await alpha.post(post_id)).source == OTHER_LINK


async def test_who_saved_a_post_is_told_earliest_first_and_once(alpha: ChannelStore) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")], by="bea")
    await save(alpha, [draft("Cash grew.")], by="ada", source=OTHER_LINK)
    await save(alpha, [draft("Cash grew.")], by="bea", source=OTHER_LINK)
    assert await alpha.savers(post_id) == ["bea", "ada"]


async def test_the_messages_of_late_are_told_newest_first(alpha: ChannelStore) -> None:
    for hours, link in enumerate(("a", "b", "c")):
        await save(alpha, [draft(f"Report {link}.")], source=link, at=NOON + timedelta(hours=hours))
    await keep(alpha, draft("From nowhere."), at=NOON + timedelta(hours=5))
    assert await alpha.sources(NOON + timedelta(hours=1)) == ["c", "b"]


async def test_a_message_that_says_what_was_saved_is_not_revised(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")])
    await save(alpha, [draft("Debt grew.")])
    assert await alpha.revision(LINK, [text_of("Debt grew."), text_of("Cash grew.")]) is None
    assert await alpha.revision(OTHER_LINK, ["Something else."]) is None


async def test_a_revision_names_what_is_new_for_each_saver_what_is_gone_and_which_posts_leave(
    alpha: ChannelStore,
) -> None:
    [leaving] = await save(alpha, [draft("Cash grew.")])
    await save(alpha, [draft("Cash grew.")], by="bea", at=NOON + timedelta(hours=1))
    [shared] = await save(alpha, [draft("Debt grew.")])
    await save(alpha, [draft("Debt grew.")], by="cyd", source=OTHER_LINK)
    found = await revision(alpha, "Cash shrank.")
    assert found.new == (
        ("Cash shrank.", Saver("ada", NOON, None)),
        ("Cash shrank.", Saver("bea", NOON + timedelta(hours=1), None)),
    )
    assert len(found.gone) == 2
    assert found.leaving == {leaving}
    assert shared not in found.leaving


async def test_an_emptied_message_loses_all(alpha: ChannelStore) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")])
    found = await revision(alpha)
    assert (len(found.new), len(found.gone)) == (0, 1)
    assert found.leaving == {post_id}


async def test_a_forgotten_text_of_a_message_is_not_taken_for_new(alpha: ChannelStore) -> None:
    texts = [text_of("Cash grew."), text_of("Debt grew.")]
    await save(alpha, [draft("Cash grew.")])
    [forgotten] = await save(alpha, [draft("Debt grew.")])
    await alpha.forget([forgotten])
    assert await alpha.revision(LINK, texts) is None
    found = await revision(alpha, *texts, "Sales grew.")
    assert [text for text, _ in found.new] == ["Sales grew."]
    assert found.gone == ()


async def test_a_text_of_which_one_post_was_forgotten_is_still_what_was_saved(alpha: ChannelStore) -> None:
    read = reading(draft("Cash grew."), draft("Debt grew."))
    first, _ = await save(alpha, [draft("Cash grew."), draft("Debt grew.")])
    await alpha.forget([first])
    assert await alpha.revision(LINK, [read.text]) is None


async def test_a_text_that_was_saved_for_one_of_two_before_a_kill_is_saved_for_the_other_too(
    alpha: ChannelStore,
) -> None:
    await save(alpha, [draft("Cash grew.")], by="ada")
    await save(alpha, [draft("Cash grew.")], by="bea")
    await save(alpha, [draft("Cash shrank.")], by="ada")
    found = await revision(alpha, text_of("Cash shrank."))
    assert [(text, saver.saved_by) for text, saver in found.new] == [(text_of("Cash shrank."), "bea")]
    assert len(found.gone) == 1


async def keep_again(store: ChannelStore, body: str, by: str = "ada") -> int:
    """How many posts were kept of what the message says now."""
    read = reading(draft(body))
    return len(await store.keep_again(paste(read.text, by, source=LINK), read, [NEW]))


async def test_what_a_message_says_now_is_kept_while_something_stands_that_it_said(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")])
    assert await keep_again(alpha, "Cash shrank.") == 1
    assert len(await alpha.saved_from(LINK)) == 2


@pytest.mark.parametrize("by", ["ada", "bea"])
async def test_it_is_not_where_all_that_its_saver_saved_of_it_was_deleted_meanwhile(
    alpha: ChannelStore, by: str
) -> None:
    await save(alpha, [draft("Cash grew.")])
    await save(alpha, [draft("Debt grew.")], by="bea")
    await alpha.forget_mine(by)
    assert await keep_again(alpha, "Cash shrank.", by) == 0
    assert [saved.post.body for saved in await alpha.saved_from(LINK)] != ["Cash shrank."]
    assert (await alpha.counts()).posts == 1


async def test_nor_is_a_text_of_it_that_was_forgotten_meanwhile(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")])
    [forgotten] = await save(alpha, [draft("Debt grew.")])
    await alpha.forget([forgotten])
    assert await keep_again(alpha, "Debt grew.") == 0
    assert await keep_again(alpha, "Debt shrank.") == 1


async def test_a_text_that_still_stands_in_part_is_kept_for_another_who_saved_from_there(alpha: ChannelStore) -> None:
    halves = [draft("Cash grew."), draft("Debt grew.")]
    first, _ = await save(alpha, halves)
    await save(alpha, [draft("Sales grew.")], by="bea")
    await alpha.forget([first])
    read = reading(*halves)
    assert len(await alpha.keep_again(paste(read.text, "bea", source=LINK), read, [NEW, NEW])) == 2
