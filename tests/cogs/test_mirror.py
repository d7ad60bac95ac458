"""Edits and deletions in Discord, as they are told: what was saved follows them."""

from pathlib import Path

import discord
import pytest
from simcord.backend.serializers import message_payload
from simcord.builders import ChannelHandle

from bot.domain.post import ChannelId, Paste
from tests.cogs.making import FIRST, thread_of
from tests.cogs.mirrored import (
    BEAR,
    BULL,
    EDITED,
    QUESTION,
    TAKEN_BACK,
    WORD,
    answered,
    bodies,
    exported,
    files_with,
    forum_thread,
    listed,
    requests,
    saved_message,
    standing,
)
from tests.cogs.reading import Community, shown
from tests.cogs.saving import link_to


def preview_added(community: Community, message: discord.Message) -> None:
    """Discord tells of a message that it added a preview to: nobody edited it."""
    backend = community.env.backend
    stored = backend.get_message(message.channel.id, message.id)
    stored.embeds = [{"type": "link", "title": "A preview"}]
    backend.emit("MESSAGE_UPDATE", message_payload(backend, stored))


async def test_an_edit_puts_new_arguments_in_the_place_of_the_old_ones(community: Community, tmp_path: Path) -> None:
    message = await saved_message(community)
    assert files_with(tmp_path) != []
    await community.ada.edit(message, EDITED)
    text = shown(await community.ada.slash(community.channel, "ask", question=QUESTION))
    assert "Debt is piling up" in text
    assert WORD not in text
    assert files_with(tmp_path) == []


async def test_an_edited_post_stays_the_savers_and_keeps_its_link(community: Community) -> None:
    message = await saved_message(community)
    [before] = await listed(community)
    await community.ada.edit(message, EDITED)
    [after] = await listed(community)
    assert after.post.post_id != before.post.post_id
    assert (after.post.saved_by, after.post.saved_at) == (str(community.ben.id), before.post.saved_at)
    assert after.post.source == link_to(community, message.id)


async def test_a_preview_that_discord_adds_changes_nothing(community: Community) -> None:
    message = await saved_message(community, f"{BEAR} https://example.com/report")
    before = await exported(community)
    preview_added(community, message)
    await community.env.settle()
    assert await exported(community) == before


async def test_an_edit_that_says_the_same_changes_nothing(community: Community) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    before = await community.casebook.saved_from(community.store, link_to(community, message.id))
    await community.ada.edit(message, f"{BEAR}  ")
    after = await community.casebook.saved_from(community.store, link_to(community, message.id))
    assert [one.arguments for one in after.posts] == [one.arguments for one in before.posts]
    assert TAKEN_BACK not in standing(community.channel, answer.id)


async def test_a_message_that_is_edited_to_nothing_is_withdrawn(community: Community, tmp_path: Path) -> None:
    message = await saved_message(community, BEAR, files=[("chart.png", b"\x89PNG")])
    await community.ada.edit(message, "")
    assert await bodies(community) == []
    assert files_with(tmp_path) == []


async def test_the_files_of_an_edited_message_are_read_again(community: Community) -> None:
    message = await saved_message(community, "Look at this.", files=[("post.txt", BEAR.encode())])
    await community.ada.edit(message, BULL)
    assert await bodies(community) == sorted([BEAR, BULL])


async def test_files_are_not_fetched_again_for_a_preview(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    message = await saved_message(community, "See https://example.com/report", files=[("post.txt", BEAR.encode())])
    community.env.backend.cdn._blobs.clear()
    preview_added(community, message)
    await community.env.settle()
    assert BEAR in await bodies(community)
    assert "while seeing to" not in caplog.text


async def test_a_file_that_cannot_be_fetched_for_the_moment_is_not_withdrawn(community: Community) -> None:
    message = await saved_message(community, "Look at this.", files=[("post.txt", BEAR.encode())])
    community.env.backend.cdn._blobs.clear()
    await community.ada.edit(message, BULL)
    assert BEAR in await bodies(community)


async def test_a_file_that_was_taken_off_its_message_is_withdrawn(community: Community) -> None:
    message = await saved_message(community, BULL, files=[("post.txt", BEAR.encode())])
    community.env.backend.edit_message(community.channel.id, message.id, {"attachments": []})
    await community.env.settle()
    assert await bodies(community) == [BULL]


async def test_a_forwarded_post_goes_with_the_message_that_forwarded_it(community: Community) -> None:
    original = await community.ada.send(community.guild.create_text_channel("elsewhere"), BEAR)
    forwarded = await community.ada.forward(original, community.channel)
    await community.ben.context_menu(community.channel, "Save to casebook", forwarded)
    assert await bodies(community) == [BEAR]
    await community.ada.delete(original)
    assert await bodies(community) == [BEAR]
    await community.ada.delete(forwarded)
    assert await bodies(community) == []


async def test_a_deleted_message_leaves_nothing_of_what_was_saved_from_it(community: Community, tmp_path: Path) -> None:
    message = await saved_message(community)
    await answered(community)
    await community.ada.delete(message)
    assert await bodies(community) == []
    assert files_with(tmp_path) == []
    assert "No saved" in shown(await community.ada.slash(community.channel, "ask", question=QUESTION))


async def test_messages_that_are_deleted_at_once_are_all_withdrawn(community: Community) -> None:
    messages = [await saved_message(community, text) for text in (BEAR, EDITED, BULL)]
    community.env.backend.bulk_delete_messages(community.channel.id, [message.id for message in messages[:2]])
    await community.env.settle()
    assert await bodies(community) == [BULL]


async def test_a_deleted_thread_takes_what_was_saved_in_it_and_no_more(community: Community) -> None:
    thread, other = thread_of(community), thread_of(community)
    await saved_message(community, BEAR, thread)
    await saved_message(community, EDITED, other)
    await saved_message(community, BULL)
    community.env.backend.delete_channel(thread.id)
    await community.env.settle()
    assert await bodies(community) == sorted([EDITED, BULL])


async def test_a_deleted_channel_takes_its_whole_store(community: Community, tmp_path: Path) -> None:
    await saved_message(community, BEAR, thread_of(community))
    await saved_message(community, EDITED)
    await answered(community)
    community.env.backend.delete_channel(community.channel.id)
    await community.env.settle()
    assert await bodies(community) == []
    assert files_with(tmp_path) == []


async def test_a_post_of_a_forum_follows_its_message(community: Community) -> None:
    forum, thread = forum_thread(community, "AMD", community.ada)
    store = ChannelId(str(forum.id))
    message = await saved_message(community, BEAR, thread)
    assert await bodies(community, store) == [BEAR]
    await community.ada.edit(message, EDITED)
    assert await bodies(community, store) == [EDITED]
    await community.ada.delete(message)
    assert await bodies(community, store) == []


async def test_a_deleted_post_of_a_forum_takes_what_was_saved_in_it(community: Community) -> None:
    forum, thread = forum_thread(community, "AMD", community.ada)
    await saved_message(community, BEAR, thread)
    community.env.backend.delete_channel(thread.id)
    await community.env.settle()
    assert await bodies(community, ChannelId(str(forum.id))) == []


def archive(community: Community, thread: ChannelHandle) -> None:
    """An archived thread is not in the bot's memory."""
    community.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    guild = community.env.bot.get_guild(community.guild.id)
    assert guild is not None
    guild._threads.pop(thread.id, None)


async def test_a_message_that_is_deleted_in_an_archived_thread_is_withdrawn_without_asking_discord(
    community: Community,
) -> None:
    thread = thread_of(community)
    message = await saved_message(community, BEAR, thread)
    archive(community, thread)
    before = requests(community)
    await community.ada.delete(message)
    assert await bodies(community) == []
    assert requests(community) == before


async def test_an_edit_in_an_archived_thread_finds_its_store(community: Community) -> None:
    thread = thread_of(community)
    message = await saved_message(community, BEAR, thread)
    archive(community, thread)
    await community.ada.edit(message, EDITED)
    assert await bodies(community) == [EDITED]


async def test_a_direct_message_is_followed_too(community: Community) -> None:
    await community.ada.user.slash("save", text=BEAR)
    there = community.ada.user.dm_channel
    store = ChannelId(str(there.id))
    assert await bodies(community, store) == [BEAR]
    card = there.last_message
    assert card is not None
    community.env.backend.delete_message(there.id, card.id)
    await community.env.settle()
    assert await bodies(community, store) == []


async def test_a_message_of_which_nothing_was_saved_asks_discord_nothing(community: Community) -> None:
    await saved_message(community)
    message = await community.ada.send(community.channel, "What a day.", attachments=[("a.txt", b"Nothing much.")])
    several = [await community.ada.send(community.channel, f"Day {n}") for n in range(3)]
    before, held = requests(community), await exported(community)
    await community.ada.edit(message, "What a night.")
    await community.ada.delete(message)
    community.env.backend.bulk_delete_messages(community.channel.id, [one.id for one in several])
    await community.env.settle()
    assert requests(community) == before
    assert await exported(community) == held


async def test_the_bots_own_edits_change_nothing(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=BEAR)
    assert result.response is not None
    before = await exported(community)
    community.env.backend.edit_message(community.channel.id, result.response.id, {"flags": 1 << 15 | 4})
    await community.env.settle()
    assert await exported(community) == before


async def test_deleting_the_card_of_a_save_withdraws_what_was_saved_by_it(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=BEAR)
    assert result.response is not None
    await community.mod.delete(result.response.message)
    assert await bodies(community) == []


async def test_deleting_the_card_of_a_message_that_was_saved_leaves_it(community: Community) -> None:
    message = await community.ada.send(community.channel, BEAR)
    result = await community.ben.context_menu(community.channel, "Save to casebook", message)
    assert result.response is not None
    await community.mod.delete(result.response.message)
    assert await bodies(community) == [BEAR]


async def test_deleting_an_answer_forgets_that_it_was_given(community: Community) -> None:
    await saved_message(community)
    answer = await answered(community)
    assert await community.casebook.shown_at(community.store, str(answer.id)) is not None
    await community.mod.delete(answer.message)
    assert await community.casebook.shown_at(community.store, str(answer.id)) is None


async def test_what_two_people_saved_from_a_message_goes_for_both(community: Community) -> None:
    message = await saved_message(community)
    await community.mod.context_menu(community.channel, "Save to casebook", message)
    await community.ada.delete(message)
    assert await bodies(community) == []


async def test_a_post_that_somebody_pasted_elsewhere_too_stays_theirs(community: Community) -> None:
    message = await saved_message(community)
    await community.mod.slash(community.channel, "save", text=BEAR)
    await community.ada.delete(message)
    [left] = await listed(community)
    assert left.post.saved_by == str(community.mod.id)


async def restored_elsewhere(community: Community, message: discord.Message) -> ChannelId:
    """A post of the message stands in another channel's store too, as an import brings it there."""
    other = ChannelId(str(community.guild.create_text_channel("copies").id))
    source = link_to(community, message.id)
    await community.casebook.save(other, Paste(raw=BEAR, saved_by="1", saved_at=FIRST, source=source))
    return other


async def test_a_deletion_reaches_every_store_that_holds_the_message(community: Community) -> None:
    message = await saved_message(community)
    other = await restored_elsewhere(community, message)
    await community.ada.delete(message)
    assert (await bodies(community), await bodies(community, other)) == ([], [])


async def test_an_edit_brings_no_word_into_another_channels_store(community: Community) -> None:
    message = await saved_message(community)
    other = await restored_elsewhere(community, message)
    await community.ada.edit(message, EDITED)
    assert await bodies(community) == [EDITED]
    assert EDITED not in await bodies(community, other)
