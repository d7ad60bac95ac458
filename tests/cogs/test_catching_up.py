"""What was edited or deleted while the bot was down is seen to at its next start."""

import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.backend.serializers import guild_create_payload
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from bot.cogs.mirroring import catching_up
from bot.domain.post import ChannelId
from tests.cogs.delivering import cog_of
from tests.cogs.making import thread_of
from tests.cogs.mirrored import (
    BEAR,
    BULL,
    EDITED,
    QUESTION,
    TAKEN_BACK,
    answered,
    away,
    bodies,
    deleted_while_away,
    exported,
    files_with,
    forum_thread,
    requests,
    said_while_away,
    saved_message,
    standing,
)
from tests.cogs.reading import Community, shown


async def test_an_edit_is_read_and_the_answer_that_quoted_the_old_text_taken_back(
    community: Community, tmp_path: Path
) -> None:
    message = await saved_message(community)
    answer = await answered(community)
    async with away(community):
        said_while_away(community, message, EDITED)
    assert await bodies(community) == [EDITED]
    assert files_with(tmp_path) == []
    assert TAKEN_BACK in standing(community.channel, answer.id)
    assert "Debt is piling up" in shown(await community.ada.slash(community.channel, "ask", question=QUESTION))


async def test_a_deletion_is_mirrored_and_the_answer_taken_back(community: Community, tmp_path: Path) -> None:
    message = await saved_message(community)
    await saved_message(community, BULL)
    answer = await answered(community)
    async with away(community):
        deleted_while_away(community, message, community.channel)
    assert await bodies(community) == [BULL]
    assert files_with(tmp_path) == []
    assert TAKEN_BACK in standing(community.channel, answer.id)


async def test_what_was_deleted_while_the_store_was_away_is_mirrored_when_it_is_back(community: Community) -> None:
    message = await saved_message(community)
    feeds = list(community.env.backend.subscribers)
    community.env.backend.subscribers.clear()  # as good as told to a bot that could not write it down
    deleted_while_away(community, message, community.channel)
    community.env.backend.subscribers[:] = feeds
    with community.env._bot_scope():
        await cog_of(community, "Mirror").hear_of_deletions(told())
    await community.env.settle()
    assert await bodies(community) == []


async def told() -> AsyncIterator[ChannelId | None]:
    """As a store tells that it was away."""
    yield None


async def test_what_nobody_touched_stays_as_it_is(community: Community) -> None:
    await saved_message(community)
    await saved_message(community, "Look at this.", files=[("post.txt", BULL.encode())])
    await saved_message(community, EDITED, thread_of(community))
    await community.ada.slash(community.channel, "save", text=f"{BULL} So I buy.")
    answer = await answered(community)
    before = await exported(community)
    async with away(community):
        pass
    assert await exported(community) == before
    assert TAKEN_BACK not in standing(community.channel, answer.id)


async def test_a_file_is_not_fetched_again_where_nobody_edited_its_message(community: Community) -> None:
    await saved_message(community, "Look at this.", files=[("post.txt", BEAR.encode())])
    async with away(community):
        community.env.backend.cdn._blobs.clear()
    assert BEAR in await bodies(community)


async def test_a_message_that_was_edited_to_nothing_is_withdrawn(community: Community) -> None:
    message = await saved_message(community, BEAR, files=[("chart.png", b"\x89PNG")])
    async with away(community):
        said_while_away(community, message, "")
    assert await bodies(community) == []


async def test_the_deleted_card_of_a_save_withdraws_it(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=BEAR)
    assert saved.response is not None
    async with away(community):
        deleted_while_away(community, saved.response, community.channel)
    assert await bodies(community) == []


async def test_a_deleted_thread_takes_what_was_saved_in_it(community: Community) -> None:
    thread = thread_of(community)
    await saved_message(community, BEAR, thread)
    await saved_message(community, BULL)
    async with away(community):
        community.env.backend.delete_channel(thread.id)
    assert await bodies(community) == [BULL]


async def test_a_deleted_channel_takes_its_whole_store(community: Community, tmp_path: Path) -> None:
    await saved_message(community)
    await answered(community)
    async with away(community):
        community.env.backend.delete_channel(community.channel.id)
    assert await bodies(community) == []
    assert files_with(tmp_path) == []


async def test_a_channel_that_was_deleted_takes_what_is_too_old_to_be_looked_at_too(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    await saved_message(community)
    monkeypatch.setattr(catching_up, "RECENT", -catching_up.RECENT)
    async with away(community):
        community.env.backend.delete_channel(community.channel.id)
    assert await bodies(community) == []


async def test_a_forum_and_its_posts_are_caught_up_with(community: Community) -> None:
    forum, thread = forum_thread(community, "AMD", community.ada)
    store = ChannelId(str(forum.id))
    message = await saved_message(community, BEAR, thread)
    async with away(community):
        said_while_away(community, message, EDITED)
    assert await bodies(community, store) == [EDITED]
    async with away(community):
        community.env.backend.delete_channel(thread.id)
        community.env.backend.delete_channel(forum.id)
    assert await bodies(community, store) == []


async def test_an_archived_thread_is_asked_for(community: Community) -> None:
    thread = thread_of(community)
    edited, deleted = await saved_message(community, BEAR, thread), await saved_message(community, BULL, thread)
    async with away(community):
        said_while_away(community, edited, EDITED)
        deleted_while_away(community, deleted, thread)
        community.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    assert await bodies(community) == [EDITED]


async def test_a_direct_message_is_caught_up_with(community: Community) -> None:
    await community.ada.user.slash("save", text=BEAR)
    there = community.ada.user.dm_channel
    card = there.last_message
    assert card is not None
    async with away(community):
        pass
    assert await bodies(community, ChannelId(str(there.id))) == [BEAR]
    async with away(community):
        deleted_while_away(community, card, there)
    assert await bodies(community, ChannelId(str(there.id))) == []


async def test_messages_are_looked_at_a_hundred_at_a_time(community: Community) -> None:
    saved = [await saved_message(community, f"{BULL} Customer {n} too.") for n in (1, 2)]
    for n in range(130):
        community.env.backend.create_message(community.channel.id, community.ada.id, f"Talk {n}")
    saved.append(await saved_message(community, f"{BULL} Customer 3 too."))
    async with away(community):
        said_while_away(community, saved[0], BEAR)
        deleted_while_away(community, saved[2], community.channel)
        before = len(requests(community))
    assert await bodies(community) == sorted([BEAR, f"{BULL} Customer 2 too."])
    pages = [one for one in requests(community)[before:] if one == f"GET /channels/{community.channel.id}/messages"]
    assert len(pages) == 2


async def test_no_more_than_the_newest_messages_are_looked_at(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "MOST", 1)
    old, new = await saved_message(community), await saved_message(community, BULL)
    async with away(community):
        deleted_while_away(community, old, community.channel)
        deleted_while_away(community, new, community.channel)
    assert await bodies(community) == [BEAR]


def forbid(community: Community, where: ChannelHandle, **rights: bool) -> None:
    me = community.env.backend.bot_user.id
    deny = discord.Permissions(**rights).value
    community.env.backend.set_overwrite(where.id, Overwrite(me, OverwriteType.MEMBER, deny=deny))


@pytest.mark.parametrize("right", ["read_message_history", "view_channel"])
async def test_a_channel_that_may_not_be_read_is_left_as_it_is_and_logged_once(
    community: Community, right: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    messages = [await saved_message(community, text) for text in (BEAR, BULL, EDITED)]
    async with away(community):
        forbid(community, community.channel, **{right: True})
        deleted_while_away(community, messages[0], community.channel)
    assert len(await bodies(community)) == 3
    assert caplog.text.count("may not read") == 1


def leaves(community: Community) -> None:
    """The bot is thrown out of the server."""
    del community.env.backend.guilds[community.guild.id]


def goes_away(community: Community) -> None:
    """Discord knows the channel as little as the server for the moment."""
    community.env.inject_error("GET", "/channels/*", status=404, code=10004, times=None)


def breaks_down(community: Community) -> None:
    community.env.inject_error("GET", "/channels/*", status=503, times=None)


def denies(community: Community) -> None:
    """Another 404 than that of a channel or message that is gone."""
    community.env.inject_error("GET", "/channels/*", status=404, code=0, times=None)


@pytest.mark.parametrize("happens", [leaves, goes_away, breaks_down, denies])
async def test_nothing_is_deleted_where_discord_does_not_say_that_it_is_gone(
    community: Community, happens: Callable[[Community], None]
) -> None:
    await saved_message(community, BEAR, thread_of(community))
    await saved_message(community, BULL)
    guild = community.env.backend.guilds[community.guild.id]
    async with away(community):
        happens(community)
    community.env.backend.guilds[community.guild.id] = guild
    community.env.backend.faults.clear()
    assert await bodies(community) == sorted([BEAR, BULL])


async def test_a_thread_that_is_not_found_for_another_reason_is_not_deleted(community: Community) -> None:
    thread = thread_of(community)
    await saved_message(community, BEAR, thread)
    async with away(community):
        community.env.backend.delete_channel(thread.id)
        community.env.inject_error("GET", f"/channels/{thread.id}", status=404, code=0, times=None)
    assert await bodies(community) == [BEAR]


async def test_a_message_that_is_not_found_for_another_reason_is_not_deleted(community: Community) -> None:
    message = await saved_message(community)
    async with away(community):
        deleted_while_away(community, message, community.channel)
        community.env.inject_error("GET", f"/channels/*/messages/{message.id}", status=404, code=0, times=None)
    assert await bodies(community) == [BEAR]


async def test_a_server_that_was_away_at_the_start_is_caught_up_with_when_it_is_back(community: Community) -> None:
    message = await saved_message(community)
    backend = community.env.backend
    guild = backend.guilds[community.guild.id]
    async with away(community):
        said_while_away(community, message, EDITED)
        backend.emit = _without(community, "GUILD_CREATE")  # type: ignore[method-assign]
    assert await bodies(community) == [BEAR]
    del backend.emit
    backend.emit("GUILD_CREATE", guild_create_payload(backend, guild))
    await community.env.settle()
    assert await bodies(community) == [EDITED]


def _without(community: Community, left_out: str) -> Callable[..., None]:
    emit = community.env.backend.emit

    def emitting(event: str, payload: object) -> None:
        if event != left_out:
            emit(event, payload)  # type: ignore[arg-type]

    return emitting


async def test_one_conversations_trouble_is_not_the_others(community: Community) -> None:
    thread = thread_of(community)
    await saved_message(community, BEAR, thread)
    message = await saved_message(community, BULL)
    async with away(community):
        deleted_while_away(community, message, community.channel)
        community.env.inject_error("GET", f"/channels/{thread.id}/messages", status=503, times=None)
    assert await bodies(community) == [BEAR]


async def test_a_long_break_without_a_restart_is_caught_up_with(community: Community) -> None:
    message, other = await saved_message(community), await saved_message(community, BULL)
    feeds = list(community.env.backend.subscribers)
    community.env.backend.subscribers.clear()
    said_while_away(community, message, EDITED)
    deleted_while_away(community, other, community.channel)
    community.env.backend.subscribers[:] = feeds
    with community.env._bot_scope():
        community.env.bot.dispatch("ready")
    await community.env.settle()
    assert await bodies(community) == [EDITED]
