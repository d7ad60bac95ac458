"""`/alias list`: nicknames that posts suggest, and what becomes of them."""

import discord
import pytest
from simcord.results import InteractionResult

from bot.casebook import PostQuery
from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.altered import permitted
from tests.cogs.reading import Community, button, labels, press, shown

RICE = (
    "Quill\n2025.10.14 09:15\n\n$XIACY aka Rice Cooker keeps growing, because its phones sell well.",
    "Wren\n2025.10.15 09:15\n\nSold my Rice Cooker (XIACY.US) today, because margins keep falling.",
    "Jay\n2025.10.16 09:15\n\nStill no dividend from $XIACY (Rice Cooker), and the buyback ended.",
)
ACCEPT = "Accept “Rice Cooker”"


@pytest.fixture
async def rice(community: Community) -> Community:
    for raw in RICE:
        await community.saved(raw)
    return community


async def listed(community: Community, *, by_mod: bool = True) -> InteractionResult:
    who = community.mod if by_mod else community.ada
    return await who.slash(community.channel, "alias list")


async def own(community: Community) -> dict[str, str]:
    return {one.name: one.company for one in await community.casebook.aliases(community.store)}


async def test_a_suggestion_says_how_often_and_by_how_many_it_is_said(rice: Community) -> None:
    result = await listed(rice)
    assert "“Rice Cooker” → **Xiaomi**? · 3 posts by 3 people" in shown(result)
    assert labels(result) == [ACCEPT, "Dismiss"]
    assert await own(rice) == {}


async def test_a_suggestion_leads_to_a_message_that_says_it(community: Community) -> None:
    for raw in RICE:
        paste = await community.ben.send(community.channel, raw)
        await community.ada.context_menu(community.channel, "Save to casebook", paste)
    assert f"for example: [message]({paste.jump_url})" in shown(await listed(community))


async def test_who_may_not_manage_messages_sees_it_without_buttons(rice: Community) -> None:
    result = await listed(rice, by_mod=False)
    assert "Rice Cooker" in shown(result)
    assert labels(result) == []


async def test_what_is_accepted_is_a_nickname_from_then_on_also_after_a_restart(rice: Community) -> None:
    result = await listed(rice)
    await rice.env.restart_bot(CasebookBot(rice.casebook, Options()))
    await press(rice.mod, result, ACCEPT)
    text = shown(result)
    assert "“Rice Cooker” now means **Xiaomi** in this channel" in text
    assert f"Rice Cooker → **Xiaomi** · added by <@{rice.mod.id}>" in text
    assert "Suggested" not in text
    assert await own(rice) == {"Rice Cooker": "Xiaomi"}


async def test_what_is_dismissed_does_not_come_back(rice: Community) -> None:
    result = await listed(rice)
    await press(rice.mod, result, "Dismiss")
    assert "won't be suggested for **Xiaomi** again" in shown(result)
    await rice.saved("Finch\n2025.10.17 09:15\n\n$XIACY aka Rice Cooker is cheap, and demand is strong.")
    assert "Rice Cooker" not in shown(await listed(rice))
    assert await own(rice) == {}


@pytest.mark.parametrize("label", [ACCEPT, "Dismiss"])
async def test_a_button_does_nothing_for_who_may_decide_no_more(rice: Community, label: str) -> None:
    result = await listed(rice)
    with permitted(rice.env, discord.Permissions(view_channel=True)):
        assert "needs the permission" in shown(await press(rice.mod, result, label))
    assert await own(rice) == {}
    assert "Rice Cooker" in shown(await listed(rice))


async def test_after_its_posts_were_deleted_an_old_button_says_so_and_changes_nothing(rice: Community) -> None:
    result = await listed(rice)
    posts = await rice.casebook.posts(rice.store, PostQuery())
    await rice.casebook.forget(rice.store, [posts[0].post.post_id])
    await press(rice.mod, result, ACCEPT)
    assert "no longer suggested" in shown(result)
    assert "Rice Cooker" not in shown(result)
    assert await own(rice) == {}


async def test_a_button_holds_no_word_of_the_nickname(rice: Community) -> None:
    result = await listed(rice)
    for label in (ACCEPT, "Dismiss"):
        assert "rice" not in button(result, label).lower()
        assert len(button(result, label)) <= 100


async def test_many_suggestions_and_many_nicknames_stay_under_the_limits(community: Community) -> None:
    for word in ("Alpha", "Bravo", "Cedar", "Delta", "Ember", "Frost", "Grove"):
        for number in range(3):
            await community.saved(f"W{number}\n2025.10.1{number + 1} 09:15\n\n$XIACY aka {word} Cooker, note {number}.")
    result = await listed(community)
    assert sum(label.startswith("Accept") for label in labels(result)) == 5
    for _ in range(7):
        first = next(label for label in labels(result) if label.startswith("Accept"))
        await press(community.mod, result, first)
    assert len(await own(community)) == 7
    assert "Suggested" not in shown(result)


async def test_another_channel_is_suggested_nothing(rice: Community) -> None:
    elsewhere = rice.guild.create_text_channel("elsewhere")
    assert "no nicknames" in shown(await rice.mod.slash(elsewhere, "alias list"))
