"""Whence posts were saved, and by whom."""

from datetime import timedelta

from storage import ChannelStore, KeptArgument
from tests.storage.samples import NOON, argument, draft, keep
from tests.storage.test_withdrawing import LINK, OTHER_LINK, save


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
