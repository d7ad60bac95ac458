"""`/alias remove` of a name that everybody knows: it means nothing in the channel until it is added again."""

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.cogs.surface.client import CasebookBot, Options
from tests.cogs.altered import permitted
from tests.cogs.reading import Community, button, labels, press, shown

APPLE = "Quill\n2025.10.14 09:15\n\nApple earns more every year, because its services grow and margins rise."


async def removing(community: Community, name: str, by: MemberActor | None = None) -> InteractionResult:
    result = await (by or community.mod).slash(community.channel, "alias remove", name=name)
    assert result.ephemeral
    return result


async def switched_off(community: Community, name: str = "apple") -> InteractionResult:
    result = await removing(community, name)
    await press(community.mod, result, "Switch off")
    return result


async def off(community: Community) -> list[str]:
    return [one.name for one in (await community.casebook.glossary(community.store)).off]


async def adding(community: Community, by: MemberActor, company: str) -> str:
    return shown(await by.slash(community.channel, "alias add", name="apple", company=company))


async def test_a_name_of_the_table_is_switched_off_after_a_question(community: Community) -> None:
    result = await removing(community, "apple")
    assert "everybody calls **Apple**" in shown(result)
    assert await off(community) == []
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await press(community.mod, result, "Switch off")
    assert "“Apple” means nothing in this channel any more" in shown(result)
    assert await off(community) == ["Apple"]
    assert f"Apple (**Apple**) · switched off by <@{community.mod.id}>" in shown(
        await community.ada.slash(community.channel, "alias list")
    )


async def test_who_thinks_better_of_it_changes_nothing(community: Community) -> None:
    result = await removing(community, "apple")
    await press(community.mod, result, "Leave it on")
    assert "Nothing was changed" in shown(result)
    assert labels(result) == []
    assert await off(community) == []


async def test_only_who_may_manage_messages_switches_a_name_off(community: Community) -> None:
    assert "permission" in shown(await removing(community, "apple", community.ada))
    result = await removing(community, "apple")
    with permitted(community.env, discord.Permissions(view_channel=True)):
        assert "needs the permission" in shown(await press(community.mod, result, "Switch off"))
    assert await off(community) == []


async def test_a_name_that_nobody_knows_is_said_to_be_none(community: Community) -> None:
    for name in ("big blue", "NVDA.US"):
        assert f"no nickname “{name}”" in shown(await removing(community, name))


async def test_the_name_means_nothing_here_and_the_code_and_other_channels_go_on(community: Community) -> None:
    await community.saved(APPLE)
    await switched_off(community)
    ask = await community.ada.slash(community.channel, "case", subject="Apple")
    assert "no company called “Apple”" in shown(ask)
    assert "services grow" in shown(await community.ada.slash(community.channel, "case", subject="AAPL.US"))
    assert "services grow" in shown(await community.ada.slash(community.channel, "ask", question="bull case on $AAPL"))
    elsewhere = community.guild.create_text_channel("elsewhere")
    assert "Switch the name off" in shown(await community.mod.slash(elsewhere, "alias remove", name="apple"))
    assert "no nicknames" in shown(await community.mod.slash(elsewhere, "alias list"))


async def test_it_is_said_where_a_name_is_off_already(community: Community) -> None:
    await switched_off(community)
    result = await removing(community, "APPLE")
    assert "switched off in this channel already" in shown(result)
    assert labels(result) == []


async def test_to_add_the_name_switches_it_on_again_for_who_may(community: Community) -> None:
    await switched_off(community)
    assert "permission" in await adding(community, community.ada, "AAPL.US")
    assert await off(community) == ["Apple"]
    assert "“apple” means **Apple** again" in await adding(community, community.mod, "AAPL.US")
    assert await off(community) == []
    assert await community.casebook.aliases(community.store) == []


async def test_an_own_nickname_is_removed_first_and_the_tables_meaning_stays(community: Community) -> None:
    assert "now means **Nvidia**" in await adding(community, community.mod, "Nvidia")
    assert "means nothing of its own" in shown(await removing(community, "apple"))
    assert await off(community) == []
    assert (await community.casebook.subject(community.store, "apple")).key == "apple"


async def test_a_groups_name_is_told_with_the_first_of_its_companies(community: Community) -> None:
    result = await removing(community, "BAT")
    assert "everybody calls **" in shown(result)
    assert "bat" not in button(result, "Switch off")
