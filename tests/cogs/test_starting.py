"""Starting: which events are asked for, and when the commands are registered."""

from typing import Any

import discord
from simcord.env import Env

from bot.casebook import Casebook
from bot.cogs.surface.client import CasebookBot, Options, intents
from bot.cogs.surface.tongue import told
from tests.cogs.reading import PATIENCE, Community, shown

LOOKING = {"ask", "case", "debate", "timeline", "digest", "posts"}
COMMANDS = {*LOOKING, "save", "forget", "alias", "settings", "export", "status", "help"}


def registrations(env: Env) -> int:
    return sum(call.method == "PUT" and call.path.endswith("/commands") for call in env.http_requests)


async def test_all_commands_are_registered_at_the_first_start(community: Community) -> None:
    [registered] = [call.json for call in community.env.http_requests if call.method == "PUT"]
    assert isinstance(registered, list)
    assert {command["name"] for command in registered} == COMMANDS | {"Save to casebook", "Other side"}


async def test_commands_are_not_registered_again_where_nothing_changed(community: Community) -> None:
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    assert registrations(community.env) == 1


async def test_commands_are_registered_again_where_one_changed(community: Community) -> None:
    changed = CasebookBot(community.casebook, Options())
    changed.tree.add_command(discord.app_commands.Command(name="more", description="more", callback=_nothing))
    await community.env.restart_bot(changed)
    assert registrations(community.env) == 2


async def _nothing(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("nothing")


def test_no_more_events_are_asked_for_than_are_needed() -> None:
    asked = {name for name, is_on in intents(Options()) if is_on}
    assert asked == {"guilds", "guild_messages", "dm_messages", "message_content"}
    assert "message_content" not in {name for name, is_on in intents(Options(reads_messages=False)) if is_on}


async def test_without_the_intent_mentions_and_commands_are_answered(casebook: Casebook) -> None:
    env = Env(CasebookBot(casebook, Options(reads_messages=False)), settle_timeout=PATIENCE)
    await env.start()
    try:
        community = Community(env, casebook)
        await community.saved()
        answered = await community.ada.slash(community.channel, "ask", question="bear case on Xiaomi Auto?")
        assert "quietgarage" in shown(answered)
        await community.ada.send(community.channel, f"<@{community.me}> bear case on Xiaomi Auto?")
        assert "quietgarage" in shown(community.channel.history()[-1])
    finally:
        await env.shutdown()


async def test_names_and_descriptions_are_registered_in_chinese_too(discord_env: Env) -> None:
    assert isinstance(discord_env.bot, CasebookBot)
    tree = discord_env.bot.tree
    [command] = [one for one in tree.get_commands() if one.name == "ask"]
    assert tree.translator is not None
    payload: dict[str, Any] = await command.get_translated_payload(tree, tree.translator)
    assert set(payload["name_localizations"]) == {"zh-CN", "zh-TW"}
    assert set(payload["description_localizations"]) == {"zh-CN", "zh-TW"}
    assert str(told("ask")) == "ask"
