"""The first-run guide: one message where the bot is new, which goes when it is dismissed."""

import logging
from typing import Any

import discord
import pytest
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle, GuildHandle
from simcord.enums import OverwriteType

from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.altered import permitted
from tests.cogs.chinese import english
from tests.cogs.reading import Community, shown


async def joined(community: Community, guild: GuildHandle, **changes: Any) -> None:
    """Discord tells of a server: without `unavailable` it is one that the bot has just come into."""
    backend = community.env.backend
    data: dict[str, Any] = dict(serializers.guild_create_payload(backend, backend.get_guild(guild.id)))
    del data["unavailable"]
    for feed in list(backend.subscribers):
        feed("GUILD_CREATE", data | changes)
    await community.env.settle()


def server(community: Community, *names: str, locale: str = "en-US") -> tuple[GuildHandle, list[ChannelHandle]]:
    guild = community.env.create_guild("new", preferred_locale=locale)
    return guild, [guild.create_text_channel(name) for name in names]


def silence(community: Community, channel: ChannelHandle) -> None:
    """The bot may not write there."""
    backend, deny = community.env.backend, discord.Permissions(send_messages=True).value
    backend.set_overwrite(channel.id, Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=deny))


async def test_a_new_server_gets_one_guide_where_it_greets_its_people(community: Community) -> None:
    guild, [first, system] = server(community, "first", "hall")
    await joined(community, guild, system_channel_id=str(system.id))
    assert first.history() == []
    [guide] = system.history()
    text = shown(guide)
    assert "this is the casebook" in text
    assert "`/save`" in text
    assert "`/ask`" in text
    assert "`/help`" in text


async def test_where_it_may_not_write_there_it_takes_the_first_channel_where_it_may(community: Community) -> None:
    guild, [closed, system, free, other] = server(community, "closed", "hall", "free", "other")
    for channel in (closed, system):
        silence(community, channel)
    await joined(community, guild, system_channel_id=str(system.id))
    assert [len(channel.history()) for channel in (closed, system, free, other)] == [0, 0, 1, 0]


async def test_where_it_may_write_nowhere_that_is_logged_and_nothing_else(
    community: Community, caplog: pytest.LogCaptureFixture
) -> None:
    guild, [closed] = server(community, "closed")
    silence(community, closed)
    with caplog.at_level(logging.INFO, logger="bot.cogs.welcome"):
        await joined(community, guild)
    assert closed.history() == []
    assert "no channel lets the bot write" in caplog.text


async def test_a_server_that_comes_back_gets_no_second_guide(community: Community) -> None:
    guild, [hall] = server(community, "hall")
    await joined(community, guild)
    assert len(hall.history()) == 1
    await joined(community, guild)
    await joined(community, guild, unavailable=False)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await joined(community, guild)
    assert len(hall.history()) == 1


async def test_a_server_is_new_where_it_was_not_listed_whatever_date_the_membership_has(community: Community) -> None:
    guild, [hall] = server(community, "hall")
    backend = community.env.backend
    members = serializers.guild_create_payload(backend, backend.get_guild(guild.id))["members"]
    for member in members:
        member["joined_at"] = "2024-03-01T08:00:00.000000+00:00"
    await joined(community, guild, members=members)
    assert len(hall.history()) == 1


async def test_a_server_of_chinese_speakers_is_greeted_in_their_words(community: Community) -> None:
    guild, [hall] = server(community, "hall", locale="zh-TW")
    await joined(community, guild)
    [guide] = hall.history()
    assert "`/提問`" in shown(guide)
    assert english(shown(guide)) == []


async def test_who_may_manage_messages_dismisses_it(community: Community) -> None:
    guild, [hall] = server(community, "hall")
    await joined(community, guild)
    [guide] = hall.history()
    ada = guild.add_member(community.ada.user)
    refused = await ada.click(guide, label="Dismiss")
    assert refused.ephemeral
    assert "Manage" in shown(refused)
    assert guide.id in [message.id for message in hall.history()]
    with permitted(community.env, discord.Permissions(view_channel=True, manage_messages=True)):
        await ada.click(guide, label="Dismiss")
    assert guide.id not in [message.id for message in hall.history()]


async def test_who_may_manage_the_channel_dismisses_it_too_also_after_a_restart(community: Community) -> None:
    guild, [hall] = server(community, "hall")
    await joined(community, guild)
    [guide] = hall.history()
    ada = guild.add_member(community.ada.user)
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    with permitted(community.env, discord.Permissions(view_channel=True, manage_channels=True)):
        await ada.click(guide, label="Dismiss")
    assert guide.id not in [message.id for message in hall.history()]
