"""Withdrawing: what was saved from a message goes with it, and what was saved otherwise too stays."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.post import ChannelId, PostDraft, PostId
from bot.domain.settings import ChannelSettings
from bot.domain.shown import ThreadState, Verdict
from bot.domain.subject import Alias
from bot.errors import UnknownAnswer, UnknownPost
from storage import ChannelStore, KeptArgument, PostFilter, Store
from tests.storage.samples import ALPHA, BETA, NEW, NOON, argument, claim, draft, exported, paste, reading
from tests.storage.test_answers import citing, show, withdrawn

LINK = "https://discord.com/channels/1/2/3"
OTHER_LINK = "https://discord.com/channels/1/2/33"


async def save(store: ChannelStore, drafts: Sequence[PostDraft], by: str = "ada", **more: object) -> list[PostId]:
    fields = {"at": NOON, "source": LINK, "before": "", **more}
    read = reading(*drafts)
    pasted = paste(f"{fields['before']}{read.text}", by, fields["at"], source=fields["source"])  # type: ignore[arg-type]
    return [item.post.post_id for item in await store.keep(pasted, read, [NEW] * len(drafts))]


async def there(store: ChannelStore) -> set[PostId]:
    return {listed.post.post_id for listed in await store.posts(PostFilter())}


async def test_what_was_saved_from_a_message_goes_with_all_that_came_of_it(store: Store, alpha: ChannelStore) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")])
    [kept] = await alpha.settle(post_id, [KeptArgument(argument("Cash grew.", "Cash grew."))], "test/1")
    answer_id = await show(alpha, citing(kept))
    [stays] = await save(alpha, [draft("Debt grew.")], source=OTHER_LINK)
    forgotten = await alpha.withdraw(LINK)
    assert (forgotten.posts, forgotten.arguments) == (1, 1)
    assert await there(alpha) == {stays}
    assert await alpha.evidence([kept.argument_id]) == []
    assert await withdrawn(alpha) == [answer_id]
    assert (await alpha.counts()).pastes == 1
    assert (await alpha.withdraw(LINK)).posts == 0
    assert await store.verify() == []


async def test_a_post_that_was_saved_from_elsewhere_too_stays_as_saved_there(store: Store, alpha: ChannelStore) -> None:
    [both, alone] = await save(alpha, [draft("Cash grew."), draft("Debt grew.")])
    await save(alpha, [draft("Cash grew.")], by="bea", source=OTHER_LINK, at=NOON + timedelta(hours=1))
    assert (await alpha.post(both)).source == LINK
    assert (await alpha.withdraw(LINK)).posts == 1
    left = await alpha.post(both)
    assert (left.saved_by, left.saved_at, left.source) == ("bea", NOON + timedelta(hours=1), OTHER_LINK)
    assert "Debt grew." not in "".join(await exported(alpha))
    with pytest.raises(UnknownPost):
        await alpha.post(alone)
    assert await store.verify() == []


async def test_what_the_same_person_saved_twice_from_two_messages_stays_until_both_are_gone(
    store: Store, alpha: ChannelStore
) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")])
    await save(alpha, [draft("Cash grew.")], source=OTHER_LINK, at=NOON + timedelta(hours=1))
    assert (await alpha.withdraw(OTHER_LINK)).posts == 0
    assert await there(alpha) == {post_id}
    assert (await alpha.withdraw(LINK)).posts == 1
    assert await store.verify() == []


async def test_one_persons_saving_is_undone_and_the_others_stays(store: Store, alpha: ChannelStore) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")], by="ada")
    await save(alpha, [draft("Cash grew.")], by="bea", at=NOON + timedelta(hours=1))
    assert (await alpha.withdraw(LINK, "ada")).posts == 0
    assert (await alpha.savers(post_id), (await alpha.post(post_id)).saved_by) == (["bea"], "bea")
    assert (await alpha.withdraw(LINK, "ada")).posts == 0
    assert (await alpha.withdraw(LINK, "bea")).posts == 1
    assert await store.verify() == []


async def test_a_paste_that_another_message_repeats_holds_no_word_of_what_is_withdrawn(
    store: Store, alpha: ChannelStore
) -> None:
    first, second = await save(alpha, [draft("Cash grew."), draft("A private remark.")])
    await alpha.forget([second])
    again = await save(alpha, [draft("Cash grew."), draft("A private remark.")], source=OTHER_LINK)
    assert again == [first, second]
    assert (await alpha.withdraw(OTHER_LINK)).posts == 1
    assert "private" not in "".join(await exported(alpha))
    assert await there(alpha) == {first}
    assert await store.verify() == []


async def test_all_that_was_saved_under_a_deleted_thread_goes(store: Store, alpha: ChannelStore) -> None:
    thread = "https://discord.com/channels/1/2/"
    await save(alpha, [draft("Cash grew.")], source=f"{thread}10")
    await save(alpha, [draft("Debt grew.")], source=f"{thread}11")
    [stays] = await save(alpha, [draft("Sales grew.")], source="https://discord.com/channels/1/20/12")
    assert (await alpha.withdraw_all_under(thread)).posts == 2
    assert await there(alpha) == {stays}
    assert await store.verify() == []


async def test_a_prefix_is_taken_letter_by_letter(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")], source="notes_1.txt")
    await save(alpha, [draft("Debt grew.")], source="notesX1.txt")
    assert (await alpha.withdraw_all_under("notes_")).posts == 1
    assert (await alpha.withdraw_all_under("%")).posts == 0


async def test_an_erased_channel_holds_nothing_and_the_others_hold_all(store: Store, alpha: ChannelStore) -> None:
    beta = store.channel(BETA)
    kept, theirs = await claim(alpha, "Cash grew."), await claim(beta, "Debt grew.")
    await save(alpha, [draft("Waiting.")])
    await alpha.add_alias(Alias(name="SU7", company="xiaomi/auto", added_by="ada"))
    await alpha.set_settings(ChannelSettings(auto_save=True))
    await alpha.set_thread_state("5", ThreadState.QUIET)
    own, elsewhere = await show(alpha, citing(theirs, holder=BETA)), await show(beta, citing(kept))
    await alpha.judge(own, "ada", Verdict.RIGHT)
    before = await exported(beta)

    forgotten = await alpha.erase()

    assert (forgotten.posts, forgotten.arguments) == (2, 1)
    assert len(await exported(alpha)) == 2
    assert await alpha.settings() == ChannelSettings()
    assert await alpha.thread_state("5") is None
    assert (await alpha.feedback()).right == 0
    with pytest.raises(UnknownAnswer):
        await alpha.remembered(own)
    assert await store.waiting_channels() == []
    assert await exported(beta) == before
    assert await withdrawn(beta) == [elsewhere]
    assert await store.verify() == []


async def test_an_erased_channel_can_be_filled_again(store: Store, alpha: ChannelStore) -> None:
    await claim(alpha, "Cash grew.")
    await alpha.erase()
    await claim(alpha, "Debt grew.")
    assert (await alpha.counts()).arguments == 1
    assert await store.verify() == []


async def test_who_never_saved_anything_is_erased_without_a_word(store: Store) -> None:
    assert (await store.channel(ChannelId("empty")).erase()).posts == 0
    assert await store.channel(ALPHA).posts(PostFilter()) == []
