"""Registering the commands with Discord, only where they changed: each registration counts against a daily limit."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

log = logging.getLogger(__name__)

GIVEN_BY_DISCORD = frozenset(
    {
        "id",
        "application_id",
        "version",
        "guild_id",
        "dm_permission",
        "handler",
        "name_localized",
        "description_localized",
    }
)
UNORDERED = frozenset({"contexts", "integration_types"})


async def register(tree: app_commands.CommandTree[Any]) -> bool:
    """Make Discord's list of the commands ours. Whether anything had to be told."""
    if await _registered(tree) == await _ours(tree):
        return False
    await tree.sync()
    log.info("commands registered")
    return True


async def _ours(tree: app_commands.CommandTree[Any]) -> dict[str, Any]:
    translator = tree.translator
    return _by_name(
        [
            await command.get_translated_payload(tree, translator) if translator else command.to_dict(tree)
            for command in tree.get_commands()
        ]
    )


async def _registered(tree: app_commands.CommandTree[Any]) -> dict[str, Any]:
    # discord.py's own method asks for no translations, and so would not see one change.
    client: discord.Client = tree.client
    route = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    return _by_name(await client.http.request(route, params={"with_localizations": "true"}))


def _by_name(payloads: list[dict[str, Any]]) -> dict[str, Any]:
    return {f"{payload.get('type', 1)}:{payload['name']}": _plain(payload) for payload in payloads}


def _plain(value: Any) -> Any:
    """A payload without what Discord adds to it, and without what says nothing."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _plain(item) for key, item in value.items() if key not in GIVEN_BY_DISCORD}
    for key in UNORDERED & kept.keys():
        kept[key] = sorted(kept[key] or [])
    return {key: item for key, item in kept.items() if item not in (None, False, [], {}, "")}
