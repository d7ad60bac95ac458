"""`/alias`: the channel's own nicknames, who may give and take them, and who sees that."""

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.subject import Alias
from tests.cogs.making import thread_of
from tests.cogs.reading import Community, shown


async def added(community: Community, by: MemberActor, name: str, company: str) -> InteractionResult:
    return await by.slash(community.channel, "alias add", name=name, company=company)


async def aliases(community: Community) -> dict[str, str]:
    return {one.name: one.company for one in await community.casebook.aliases(community.store)}


async def listed(community: Community) -> InteractionResult:
    result = await community.ada.slash(community.channel, "alias list")
    assert result.ephemeral
    return result


async def removed(community: Community, by: MemberActor, name: str) -> str:
    result = await by.slash(community.channel, "alias remove", name=name)
    assert result.ephemeral
    return shown(result)


async def test_a_nickname_is_given_before_the_channels_eyes_and_understood(community: Community) -> None:
    result = await added(community, community.ada, "leather jacket", "NVDA.US")
    assert not result.ephemeral
    assert "“leather jacket” now means **Nvidia** in this channel" in shown(result)
    assert f"added by <@{community.ada.id}>" in shown(result)
    assert (await community.casebook.subject(community.store, "Leather Jacket")).key == "nvidia"


@pytest.mark.parametrize(
    ("name", "told"),
    [("the", "ordinary word"), ("的", "ordinary word"), (" \u200b", "letters that can be seen")],
)
async def test_a_name_that_every_sentence_holds_is_refused_to_the_asker_alone(
    community: Community, name: str, told: str
) -> None:
    result = await added(community, community.ada, name, "Nvidia")
    assert result.ephemeral
    assert told in shown(result)
    assert await aliases(community) == {}


async def test_an_unknown_company_is_refused_with_those_that_are_near(community: Community) -> None:
    await community.saved()
    result = await added(community, community.ada, "pond", "Xiaomi Kite Works of Zanzibar")
    assert result.ephemeral
    assert "no company called “Xiaomi Kite Works of Zanzibar”" in shown(result)
    assert "Xiaomi Auto" in shown(result)
    assert await aliases(community) == {}


async def test_a_companys_own_name_is_given_another_meaning_only_by_who_moderates(community: Community) -> None:
    result = await added(community, community.ada, "apple", "Nvidia")
    assert result.ephemeral
    assert "already means Apple here" in shown(result)
    assert await aliases(community) == {}
    assert "now means **Nvidia**" in shown(await added(community, community.mod, "apple", "Nvidia"))


async def test_somebody_elses_nickname_is_changed_only_by_who_moderates(community: Community) -> None:
    await added(community, community.ada, "big blue", "IBM")
    assert "already means IBM" in shown(await added(community, community.ben, "Big Blue", "Intel"))
    assert "now means **Intel**" in shown(await added(community, community.ada, "big blue", "Intel"))
    assert "now means **IBM**" in shown(await added(community, community.mod, "big blue", "IBM"))


async def test_a_nickname_is_removed_by_who_added_it_or_who_moderates(community: Community) -> None:
    await added(community, community.ada, "big blue", "IBM")
    assert "Only who saved or added that" in await removed(community, community.ben, "big blue")
    assert await aliases(community) == {"big blue": "IBM"}
    assert "means nothing of its own here" in await removed(community, community.ada, "BIG BLUE")
    await added(community, community.ada, "big blue", "IBM")
    assert "means nothing of its own here" in await removed(community, community.mod, "big blue")
    assert await aliases(community) == {}
    assert "no nickname “big blue”" in await removed(community, community.mod, "big blue")


async def test_the_list_says_who_added_each_and_is_empty_at_first(community: Community) -> None:
    assert "`/alias add`" in shown(await listed(community))
    await added(community, community.ada, "big blue", "IBM")
    learned = Alias(name="quill", company="$QUIL.US", added_by="cashtag", learned=True)
    await community.casebook.add_alias(community.store, learned)
    text = shown(await listed(community))
    assert f"big blue → **IBM** · added by <@{community.ada.id}>" in text
    assert "quill → **quill** · learnt from a cashtag" in text
    assert "Only who saved" in await removed(community, community.ada, "quill")


async def test_a_long_list_is_paged_also_after_a_restart(community: Community) -> None:
    for n in range(40):
        alias = Alias(name=f"name {n:02} {'**' * 40}", company="N" * 100, added_by="`" * 90)
        await community.casebook.add_alias(community.store, alias)
    result = await listed(community)
    assert result.response is not None
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    seen = shown(result.response)
    for page in (2, 3):
        await community.ada.click(result.response, label="Next")
        assert f"Page {page} of 3" in shown(result.response)
        seen += shown(result.response)
    assert [n for n in range(40) if f"name {n:02}" not in seen] == []
    assert "**`" not in seen


async def test_a_name_can_not_act(community: Community) -> None:
    result = await added(community, community.ada, "**@everyone** [x](http://evil.example)", "IBM")
    assert r"\*\*\@everyone\*\* \[x\]\(http" in shown(result)
    assert r"\*\*\@everyone\*\*" in shown(await listed(community))


async def test_a_channels_nicknames_are_its_own_and_its_threads(community: Community) -> None:
    await added(community, community.ada, "big blue", "IBM")
    other = community.guild.create_text_channel("elsewhere")
    assert "no nicknames" in shown(await community.ada.slash(other, "alias list"))
    assert "big blue" in shown(await community.ada.slash(thread_of(community), "alias list"))


async def test_a_nickname_for_a_company_that_only_a_cashtag_taught_works_and_breaks_nothing(
    community: Community,
) -> None:
    await community.saved("Desk\n2025.10.10 09:00\n\n$VLTX(VLTX.US) Demand for its doors is strong, and margins rise.")
    await community.ben.slash(community.channel, "alias add", name="the doorman", company="$VLTX.US")
    assert "doors" in shown(await community.ada.slash(community.channel, "case", subject="the doorman"))
    assert "doors" in shown(await community.ada.slash(community.channel, "ask", question="bull case on the doorman?"))


async def test_a_nickname_renames_no_company(community: Community) -> None:
    await community.saved("Desk\n2025.10.10 09:00\n\n$VLTX(VLTX.US) Demand for its doors is strong, and margins rise.")
    await community.ben.slash(community.channel, "alias add", name="Swindle and Sons", company="$VLTX.US")
    case = shown(await community.ada.slash(community.channel, "case", subject="$VLTX.US"))
    assert "VLTX: what is argued" in case
    assert "Swindle" not in case
    assert "doors" in shown(await community.ada.slash(community.channel, "ask", question="bull case on VLTX?"))
