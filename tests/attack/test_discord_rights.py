"""Who lacks a right gets nothing by a command, a button, a menu or an old panel, and changes nothing."""

import discord
import pytest

from bot.casebook import PostQuery
from bot.domain.settings import ChannelSettings
from tests.attack.crafting import pressed
from tests.cogs.altered import permitted
from tests.cogs.conftest import casebook, community, discord_env, options
from tests.cogs.reading import Community, button, press, shown

__all__ = ["casebook", "community", "discord_env", "options"]

POST = "Desk\n2025.10.10 09:00\n\n$NVDA(NVDA.US) Demand for racks is strong, says a supplier of our own list."
SEES = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)


async def standing(community: Community) -> list[object]:
    """All that a moderator could have changed."""
    casebook, store = community.casebook, community.store
    lines = [line async for line in casebook.export(store)]
    return [lines, await casebook.settings(store), await casebook.aliases(store)]


async def test_a_member_moves_nothing_by_any_button_or_menu_of_moderators(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    await community.ada.slash(community.channel, "alias add", name="the racks", company="Nvidia")
    [listed] = await community.casebook.posts(community.store, PostQuery())
    before = await standing(community)
    switches = ("cb:set:save:on", "cb:set:save:off", "cb:set:model:off", "cb:set:model:on", "cb:set:worst")
    deletions = (f"cb:forget:{listed.post.post_id}", button(saved, "Undo"), "cb:dismiss")
    for custom_id in (*switches, *deletions):
        result = await pressed(community, community.ben, saved.response, custom_id)
        assert "permission" in shown(result) or "Only who saved" in shown(result), custom_id
    menus = {"cb:set:language": "zh-CN", "cb:set:budget": "20000", "cb:set:shelves": str(community.channel.id)}
    for custom_id, value in menus.items():
        result = await pressed(community, community.ben, saved.response, custom_id, value)
        assert "permission" in shown(result), custom_id
    assert "Only who saved" in shown(await community.ben.slash(community.channel, "alias remove", name="the racks"))
    assert "Only who saved" in shown(await community.ben.slash(community.channel, "forget", post=listed.post.post_id))
    assert "saved nothing" in shown(await community.ben.slash(community.channel, "forget", mine=True))
    assert await standing(community) == before


@pytest.mark.parametrize("command", ["settings", "export"])
async def test_a_command_that_a_server_opened_to_all_still_asks_for_the_right(
    community: Community, command: str
) -> None:
    options = {"format": "jsonl"} if command == "export" else {}
    with permitted(community.env, SEES):
        result = await community.mod.slash(community.channel, command, **options)
    assert result.ephemeral
    assert "needs the permission" in shown(result)


async def test_a_panel_that_is_older_than_the_loss_of_a_right_moves_nothing(community: Community) -> None:
    await community.saved(POST)
    [listed] = await community.casebook.posts(community.store, PostQuery())
    panel = await community.mod.slash(community.channel, "settings")
    question = await community.mod.slash(community.channel, "forget", post=listed.post.post_id)
    before = await standing(community)
    with permitted(community.env, SEES):
        assert "needs the permission" in shown(await press(community.mod, panel, "Save by itself"))
        assert "Only who saved" in shown(await press(community.mod, question, "Delete"))
    assert await standing(community) == before


@pytest.mark.parametrize(
    ("custom_id", "values"),
    [
        ("cb:open:-:-:0", ("one", "two")),
        ("cb:set:language", ("en-US", "zh-CN")),
        ("cb:set:language", ("fr",)),
        ("cb:set:budget", ("999999999",)),
        ("cb:set:budget", ("-1",)),
        ("cb:set:shelves", ("everything",)),
        ("cb:set:shelves", ("１２３",)),
        ("cb:set:shelves", tuple(str(n) for n in range(1, 26))),
    ],
)
async def test_what_a_menu_does_not_offer_is_refused_plainly(
    community: Community, custom_id: str, values: tuple[str, ...]
) -> None:
    panel = await community.mod.slash(community.channel, "settings")
    assert panel.response is not None
    result = await pressed(community, community.mod, panel.response, custom_id, *values)
    told = " ".join([shown(result), *(shown(one) for one in result.followups)])
    assert "can't be chosen here" in told or "There is no post" in told
    assert await community.casebook.settings(community.store) == ChannelSettings()


async def test_the_commands_are_for_servers_and_for_a_person_alone_with_the_bot(community: Community) -> None:
    """Where two people write to each other, both would count as alone, and could delete what the other saved."""
    [registered] = [call.json for call in community.env.http_requests if call.method == "PUT"]
    assert isinstance(registered, list)
    assert registered != []
    for command in registered:
        assert command["integration_types"] == [0], command["name"]
        assert sorted(command["contexts"]) == [0, 1], command["name"]
