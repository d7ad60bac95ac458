"""What a message says now, against what was saved from it: what changes, and that it changes at once."""

import asyncio
import random
from datetime import timedelta

import pytest

from bot.errors import NameTooLong, UnknownPost
from storage import ChannelStore, ReadPaste, Revision, Saver, open_store
from tests.storage.samples import ALPHA, NEW, NOON, draft, paste, reading
from tests.storage.test_withdrawing import LINK, OTHER_LINK, save


def text_of(body: str) -> str:
    return reading(draft(body)).text


async def revision(store: ChannelStore, *texts: str) -> Revision:
    found = await store.revision(LINK, texts)
    assert found is not None
    return found


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


def now_says(*bodies: str, by: str = "ada", source: str = LINK) -> ReadPaste:
    read = reading(*map(draft, bodies))
    return ReadPaste(paste(read.text, by, source=source), read, (NEW,) * len(bodies))


async def bodies(store: ChannelStore) -> list[str]:
    return [saved.post.body for saved in await store.saved_from(LINK)]


async def test_what_a_message_says_now_takes_the_place_of_what_it_said(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")])
    [stays] = await save(alpha, [draft("Debt grew.")])
    found = await revision(alpha, text_of("Debt grew."), "Cash shrank.")
    await alpha.revise(LINK, [now_says("Cash shrank.")], found.gone)
    assert await bodies(alpha) == ["Debt grew.", "Cash shrank."]
    assert [saved.waiting for saved in await alpha.saved_from(LINK)] == [True, True]
    assert (await alpha.post(stays)).body == "Debt grew."
    assert (await alpha.counts()).pastes == 2


async def test_a_post_that_it_says_in_another_text_keeps_its_id(alpha: ChannelStore) -> None:
    [post_id] = await save(alpha, [draft("Cash grew.")])
    found = await revision(alpha, text_of("Cash grew.") + "\n")
    await alpha.revise(LINK, [now_says("Cash grew.", "Debt grew.")], found.gone)
    stays, new = await alpha.saved_from(LINK)
    assert (stays.post.post_id, stays.post.body, new.post.body) == (post_id, "Cash grew.", "Debt grew.")


@pytest.mark.parametrize("by", ["ada", "bea"])
async def test_nothing_is_kept_where_all_that_its_saver_saved_of_it_was_deleted_meanwhile(
    alpha: ChannelStore, by: str
) -> None:
    await save(alpha, [draft("Cash grew.")])
    await save(alpha, [draft("Debt grew.")], by="bea")
    await alpha.forget_mine(by)
    await alpha.revise(LINK, [now_says("Cash shrank.", by=by)], [])
    assert "Cash shrank." not in await bodies(alpha)
    assert (await alpha.counts()).posts == 1


async def test_nor_is_a_text_of_it_that_was_forgotten_meanwhile(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")])
    [forgotten] = await save(alpha, [draft("Debt grew.")])
    await alpha.forget([forgotten])
    await alpha.revise(LINK, [now_says("Debt grew."), now_says("Debt shrank.")], [])
    assert await bodies(alpha) == ["Cash grew.", "Debt shrank."]


async def test_a_text_that_still_stands_in_part_is_kept_for_another_who_saved_from_there(alpha: ChannelStore) -> None:
    first, _ = await save(alpha, [draft("Cash grew."), draft("Debt grew.")])
    await save(alpha, [draft("Sales grew.")], by="bea")
    await alpha.forget([first])
    await alpha.revise(LINK, [now_says("Cash grew.", "Debt grew.", by="bea")], [])
    assert sorted(await bodies(alpha)) == ["Cash grew.", "Debt grew.", "Sales grew."]


async def test_an_edit_of_which_a_text_cannot_be_kept_changes_nothing(alpha: ChannelStore) -> None:
    await save(alpha, [draft("Cash grew.")])
    found = await revision(alpha, "Cash shrank.")
    with pytest.raises(NameTooLong):
        await alpha.revise(LINK, [now_says("Cash shrank."), now_says("Debt shrank.", source="x" * 700)], found.gone)
    assert await bodies(alpha) == ["Cash grew."]


@pytest.mark.parametrize("seed", range(6))
async def test_who_deletes_a_post_while_its_message_is_edited_deletes_it_or_is_told_that_it_is_gone(
    lasting_url: str, seed: int
) -> None:
    chance = random.Random(seed)
    async with open_store(lasting_url, 60) as store, open_store(lasting_url, 60) as elsewhere:
        alpha, theirs = store.channel(ALPHA), elsewhere.channel(ALPHA)
        for number in range(10):
            [before] = await save(alpha, [draft(f"Cash grew by {number}.")])
            found = await revision(alpha, f"Cash shrank by {number}.")
            edit = asyncio.create_task(alpha.revise(LINK, [now_says(f"Cash shrank by {number}.")], found.gone))
            await asyncio.sleep(chance.random() * 0.01)
            try:
                await theirs.forget([before])
                left = []
            except UnknownPost:
                left = [f"Cash shrank by {number}."]
            await edit
            assert await bodies(alpha) == left
            await alpha.withdraw(LINK)
        assert await store.verify() == []


async def test_while_a_message_is_edited_one_of_its_texts_is_there_and_not_both(lasting_url: str) -> None:
    async with open_store(lasting_url, 60) as store, open_store(lasting_url, 60) as elsewhere:
        alpha, theirs, seen = store.channel(ALPHA), elsewhere.channel(ALPHA), list[int]()
        await save(alpha, [draft("Report 0.")])
        for number in range(1, 20):
            found = await revision(alpha, f"Report {number}.")
            edit = asyncio.create_task(alpha.revise(LINK, [now_says(f"Report {number}.")], found.gone))
            while not edit.done():
                seen.append(len(await bodies(theirs)))
            await edit
        assert len(seen) >= 19
        assert set(seen) == {1}
