"""Saving posts as they are pasted, in channels that asked for it."""

import discord
import pytest
from simcord.builders import ChannelHandle
from simcord.enums import MessageType

from bot.casebook import Casebook, PostQuery
from bot.cogs.auto_save import SAVED
from bot.domain.receipt import Listed
from bot.domain.settings import ChannelSettings
from bot.domain.shown import ThreadState
from tests.cogs.making import thread_of
from tests.cogs.reading import Community, shown
from tests.cogs.saving import OTHER, POST, full_store, link_to
from tests.intake.made_files import MADE
from tests.intake.made_pdf import pdf_of


@pytest.fixture
async def watched(community: Community, casebook: Casebook) -> Community:
    """The community, with posts saved by themselves in its channel."""
    await casebook.set_settings(community.store, ChannelSettings(auto_save=True))
    return community


async def listed(community: Community) -> list[Listed]:
    return await community.casebook.posts(community.store, PostQuery())


def signs(channel: ChannelHandle, message: discord.Message) -> list[str]:
    [now] = [one for one in channel.history() if one.id == message.id]
    return [str(reaction.emoji) for reaction in now.reactions]


async def test_a_pasted_post_is_saved_as_by_who_pasted_it_and_gets_a_sign(watched: Community) -> None:
    message = await watched.ben.send(watched.channel, POST)
    [saved] = await listed(watched)
    assert saved.post.saved_by == str(watched.ben.id)
    assert saved.post.source == link_to(watched, message.id)
    assert saved.arguments == 2
    assert signs(watched.channel, message) == [SAVED]
    assert watched.channel.last_message is not None
    assert watched.channel.last_message.id == message.id


async def test_a_channel_that_did_not_ask_for_it_keeps_nothing(community: Community) -> None:
    message = await community.ben.send(community.channel, POST)
    assert await listed(community) == []
    assert signs(community.channel, message) == []


async def test_talk_is_not_saved(watched: Community) -> None:
    message = await watched.ben.send(watched.channel, "anyone else long AMD?")
    assert await listed(watched) == []
    assert signs(watched.channel, message) == []


@pytest.mark.parametrize("name", MADE)
async def test_a_readable_file_is_saved(watched: Community, name: str) -> None:
    message = await watched.ben.send(watched.channel, attachments=[(name, MADE[name](POST))])
    assert len(await listed(watched)) == 1
    assert signs(watched.channel, message) == [SAVED]


async def test_a_picture_is_passed_over_in_silence(watched: Community) -> None:
    message = await watched.ben.send(watched.channel, attachments=[("chart.png", b"\x89PNG")])
    assert await listed(watched) == []
    assert watched.channel.last_message is not None
    assert watched.channel.last_message.id == message.id


async def test_a_picture_beside_a_post_does_not_keep_it_from_being_saved(watched: Community) -> None:
    message = await watched.ben.send(watched.channel, POST, attachments=[("chart.png", b"\x89PNG")])
    assert len(await listed(watched)) == 1
    assert watched.channel.last_message is not None
    assert watched.channel.last_message.id == message.id


async def test_a_forward_is_saved(watched: Community) -> None:
    original = await watched.ada.send(watched.guild.create_text_channel("elsewhere"), OTHER)
    forwarded = await watched.ben.forward(original, watched.channel)
    [saved] = await listed(watched)
    assert saved.post.author == "Marta Quill"
    assert saved.post.source == link_to(watched, forwarded.id)


async def test_bots_webhooks_and_system_messages_are_never_saved(watched: Community) -> None:
    await watched.guild.create_webhook(watched.channel).send(POST)
    robot = watched.guild.add_member(watched.env.create_user("robot", bot=True))
    await robot.send(watched.channel, OTHER)
    watched.guild.create_system_message(watched.channel, MessageType.NEW_MEMBER, author=watched.ben)
    assert await listed(watched) == []


async def test_what_is_said_to_the_bot_is_not_saved_here(watched: Community) -> None:
    me = watched.env.bot.user
    assert me is not None
    message = await watched.ben.send(watched.channel, f"{me.mention} {POST}")
    assert signs(watched.channel, message) == []


async def test_a_thread_is_saved_in_its_parents_store(watched: Community) -> None:
    thread = thread_of(watched)
    message = await watched.ben.send(thread, POST)
    assert len(await listed(watched)) == 1
    assert signs(thread, message) == [SAVED]


async def test_a_conversation_with_the_bot_is_not_saved_until_it_is_told_to_be_quiet(watched: Community) -> None:
    thread = thread_of(watched)
    await watched.casebook.set_thread_state(watched.store, str(thread.id), ThreadState.FOLLOWED)
    await watched.ben.send(thread, POST)
    assert await listed(watched) == []
    await watched.casebook.set_thread_state(watched.store, str(thread.id), ThreadState.QUIET)
    await watched.ben.send(thread, POST)
    assert len(await listed(watched)) == 1


async def test_without_the_right_to_react_a_short_reply_says_it(watched: Community) -> None:
    watched.env.inject_error("PUT", "/channels/*/messages/*/reactions/*", status=403, code=50013, message="No")
    message = await watched.ben.send(watched.channel, POST)
    reply = watched.channel.last_message
    assert shown(reply) == "Saved."
    assert reply is not None
    assert reply.reference is not None
    assert reply.reference.message_id == message.id


async def test_a_full_store_is_said_once_and_nothing_is_acknowledged_and_the_next_post_is_saved(
    watched: Community,
) -> None:
    async with full_store(watched.casebook):
        message = await watched.ben.send(watched.channel, attachments=[("long.txt", (POST * 200).encode())])
    replies = [one for one in watched.channel.history() if one.reference is not None]
    assert [shown(reply).split(".")[0] for reply in replies] == ["The disk is full and nothing was saved"]
    assert signs(watched.channel, message) == []
    after = await watched.ben.send(watched.channel, OTHER)
    assert signs(watched.channel, after) == [SAVED]


async def test_a_file_that_holds_no_text_is_said_in_a_reply(watched: Community) -> None:
    await watched.ben.send(watched.channel, attachments=[("scan.pdf", pdf_of([[""]])), ("post.txt", POST.encode())])
    assert len(await listed(watched)) == 1
    assert "scan.pdf holds no text" in shown(watched.channel.last_message)


async def test_a_message_that_is_deleted_while_it_is_saved_leaves_nothing(watched: Community) -> None:
    watched.env.inject_error("PUT", "/channels/*/messages/*/reactions/*", status=404, code=10008, message="Gone")
    await watched.ben.send(watched.channel, POST)
    assert await listed(watched) == []
