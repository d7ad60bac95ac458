"""Messages and interactions that nobody expects: nothing is answered that was no question, and nothing breaks."""

from typing import Any

import discord
import pytest
from simcord import interactions

from bot.casebook import PostQuery
from bot.domain.settings import ChannelSettings
from tests.cogs.altered import Payload
from tests.cogs.conftest import casebook, community, discord_env, options
from tests.cogs.reading import Community, shown

__all__ = ["casebook", "community", "discord_env", "options"]

POST = "Desk\n2025.10.10 09:00\n\n$NVDA(NVDA.US) Demand for racks is strong, says a supplier of our own list."


def told(community: Community, event: str, payload: Payload) -> None:
    """Discord's gateway says something that simcord never says."""
    bot = community.env.bot
    bot._connection.parsers[event](payload)


def message(community: Community, **differences: Any) -> Payload:
    author = {"id": str(community.ada.id), "username": "ada", "discriminator": "0", "avatar": None, "global_name": None}
    return {
        "id": str(discord.utils.time_snowflake(community.env.now()) + 5),
        "channel_id": str(community.channel.id),
        "guild_id": str(community.guild.id),
        "author": author,
        "member": {"roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0},
        "content": f"<@{community.me}> {POST}",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        **differences,
    }


@pytest.mark.parametrize("kind", [1, 3, 6, 7, 8, 12, 18, 20, 21, 22, 23, 24, 25, 31, 36, 46, 99, 255])
async def test_what_discord_says_by_itself_is_neither_saved_nor_answered(community: Community, kind: int) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True))
    told(community, "MESSAGE_CREATE", message(community, type=kind))
    await community.env.settle()
    assert await community.casebook.posts(community.store, PostQuery()) == []
    assert community.channel.history() == []


@pytest.mark.parametrize(
    "differences",
    [
        {"webhook_id": "77", "content": POST, "flags": 2},
        {"content": "", "sticker_items": [{"id": "5", "name": "wave", "format_type": 1}]},
        {"content": "", "flags": 1 << 13},
        {"content": "", "poll": {"question": {"text": POST}, "answers": [], "allow_multiselect": False}},
        {"content": "\u200b"},
        {"content": "", "embeds": [{"type": "gifv", "url": "https://example.com"}]},
    ],
)
async def test_what_holds_no_post_is_neither_saved_nor_answered(community: Community, differences: Payload) -> None:
    await community.casebook.set_settings(community.store, ChannelSettings(auto_save=True))
    if "poll" in differences:
        differences["poll"] |= {"expiry": "2026-02-01T00:00:00+00:00", "layout_type": 1}
    told(community, "MESSAGE_CREATE", message(community, **differences))
    await community.env.settle()
    assert await community.casebook.posts(community.store, PostQuery()) == []
    assert community.channel.history() == []
    assert community.env.errors == []


@pytest.mark.parametrize("kind", [1, 6, 42])
async def test_an_interaction_of_another_kind_breaks_nothing(community: Community, kind: int) -> None:
    _, payload = interactions.base_payload(
        community.env.backend,
        type=kind,
        channel_id=community.channel.id,
        guild_id=community.guild.id,
        user_id=community.ada.id,
        data={},
    )
    told(community, "INTERACTION_CREATE", payload)
    await community.env.settle()
    assert community.env.errors == []
    assert "Nothing is saved" in shown(await community.ada.slash(community.channel, "posts"))


@pytest.mark.parametrize("question", ["", "🚀🚀🚀", "\u200b\u200b", "   ", "<@1> <#2> @everyone", "?" * 1500])
async def test_a_mention_that_asks_nothing_gets_one_reply_at_most(community: Community, question: str) -> None:
    await community.saved(POST)
    await community.ada.send(community.channel, f"<@{community.me}> {question}")
    replies = [shown(one) for one in community.channel.history() if one.author.id == community.me]
    assert len(replies) <= 1
    assert "should not have" not in "".join(replies)


@pytest.mark.parametrize(
    ("status", "code", "text"),
    [(404, 10062, "Unknown interaction"), (404, 10008, "Unknown Message"), (403, 50013, "Missing Permissions")],
)
async def test_a_refusal_of_discord_in_the_middle_leaves_the_rest_whole(
    community: Community, status: int, code: int, text: str
) -> None:
    for path in (r"POST /interactions/.*", r"POST /channels/.*/messages", r"PATCH /webhooks/.*"):
        method, _, where = path.partition(" ")
        community.env.inject_error(method, where, status=status, code=code, message=text)
        await community.ada.send(community.channel, f"<@{community.me}> bull case on Nvidia?")
        await community.ada.slash(community.channel, "status")
    assert "posts" in shown(await community.ada.slash(community.channel, "status"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//example.com", "https://", "http://[::1"]
)
async def test_an_address_that_is_none_is_refused(community: Community, url: str) -> None:
    assert "is not the address of a web page" in shown(
        await community.ada.slash(community.channel, "save", text=POST, url=url)
    )
    assert await community.casebook.posts(community.store, PostQuery()) == []


async def test_the_longest_address_is_kept_whole_and_shown_in_part(community: Community) -> None:
    url = "https://example.com/" + "_" * 2028
    saved = await community.ada.slash(community.channel, "save", text=POST, url=url)
    assert "Desk" in shown(saved)
    [listed] = await community.casebook.posts(community.store, PostQuery())
    assert listed.post.url == url
    answered = await community.ada.slash(community.channel, "ask", question="bull case on Nvidia?")
    assert "strong" in shown(answered)
    assert "strong" in shown(await community.ada.slash(community.channel, "case", subject="Nvidia"))
    assert "Desk" in shown(await community.ada.slash(community.channel, "posts"))
