"""Under an abstention: buttons that ask for what the channel does hold."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult

from bot.cogs.surface.client import CasebookBot, Options
from bot.domain.post import ChannelId, Paste
from bot.domain.settings import ChannelSettings
from tests.cogs.altered import permitted, spoken
from tests.cogs.reading import LIQUOR, Community, labels, parts, press, shown

COSTCO = (
    "Quill\n2025.10.14 09:15\n\n$COST(COST.US) Margins keep falling, because wages rise faster than prices.\n"
    "At 50 times earnings the stock is far too expensive."
)
ASKED = "What is the bull case on Costco?"
OFFERED = "What is the bear case on Costco?"


async def asking(community: Community, question: str = ASKED, **more: object) -> InteractionResult:
    return await community.ada.slash(community.channel, "ask", question=question, **more)


@pytest.fixture
async def abstained(community: Community) -> InteractionResult:
    await community.saved(COSTCO)
    result = await asking(community)
    assert "No saved bull argument on Costco answers this." in shown(result)
    return result


def near(result: InteractionResult) -> list[str]:
    """The custom_ids of the offers, in their order."""
    assert result.response is not None
    found = [part.get("custom_id", "") for part in parts(result.response.message)]
    return [custom_id for custom_id in found if custom_id.startswith("cb:near:")]


async def test_an_abstention_offers_the_other_side_first(abstained: InteractionResult) -> None:
    assert labels(abstained)[0].startswith("Costco: bear (")
    assert 1 <= len(near(abstained)) <= 5


async def test_to_press_asks_that_and_shows_it_where_the_first_was_also_after_a_restart(
    community: Community, abstained: InteractionResult
) -> None:
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    pressed = await press(community.ben, abstained, labels(abstained)[0])
    assert not pressed.ephemeral
    text = shown(pressed)
    assert f"> {OFFERED}" in text
    assert "wages rise" in text
    assert "Sources" in labels(pressed)


async def test_what_is_asked_from_a_public_one_is_remembered_like_any_answer(
    community: Community, abstained: InteractionResult
) -> None:
    pressed = await press(community.ben, abstained, labels(abstained)[0])
    assert pressed.response is not None
    given = await community.casebook.shown_at(community.store, str(pressed.response.id))
    assert given is not None
    assert given.question.text == OFFERED


async def test_from_a_private_one_the_answer_is_private(community: Community) -> None:
    await community.saved(COSTCO)
    result = await asking(community, private=True)
    pressed = await press(community.ada, result, labels(result)[0])
    assert pressed.ephemeral
    assert "wages rise" in shown(pressed)


async def test_every_offer_is_answered(community: Community) -> None:
    await community.saved(COSTCO)
    await community.saved(LIQUOR)
    result = await asking(community, "What is the bear case on Netflix?")
    for custom_id in near(result):
        assert result.response is not None
        pressed = await community.ben.click(result.response, custom_id=custom_id)
        assert "answers this" not in shown(pressed)
        assert "Sources" in labels(pressed)


async def test_who_presses_is_asked_for_in_their_own_language(
    community: Community, abstained: InteractionResult
) -> None:
    with spoken(community.env, "zh-CN"):
        pressed = await press(community.ben, abstained, labels(abstained)[0])
    assert "> 好市多的看空理由是什么？" in shown(pressed)


async def test_a_button_holds_a_digest_and_codes_alone(community: Community) -> None:
    await community.saved("Desk\n2025.10.10 09:00\n\n$VLTX(VLTX.US) Demand for its doors is strong, and margins rise.")
    result = await asking(community, "What is the bear case on $VLTX.US?")
    for custom_id in near(result):
        assert "vltx" not in custom_id.lower()
        assert len(custom_id) <= 100


async def test_where_it_was_deleted_meanwhile_that_is_said(community: Community) -> None:
    receipt = await community.saved(COSTCO)
    result = await asking(community)
    await community.casebook.forget(community.store, [saved.post.post_id for saved in receipt.posts])
    pressed = await press(community.ben, result, labels(result)[0])
    assert "Nothing of that is held here any more" in shown(pressed)


async def test_nothing_of_another_channel_is_offered(community: Community) -> None:
    await community.saved(COSTCO)
    other = community.guild.create_text_channel("other")
    result = await community.ada.slash(other, "ask", question=ASKED)
    assert near(result) == []
    await community.casebook.save(
        ChannelId(str(other.id)), Paste(raw=LIQUOR, saved_by="1", saved_at=community.env.now())
    )
    result = await community.ada.slash(other, "ask", question=ASKED)
    assert [label for label in labels(result) if "Costco" in label] == []


async def test_who_lost_sight_of_the_channel_is_given_nothing(
    community: Community, abstained: InteractionResult
) -> None:
    with permitted(community.env, discord.Permissions.none()):
        pressed = await press(community.ben, abstained, labels(abstained)[0])
    assert "wages" not in shown(pressed)


async def test_a_shelf_is_counted_and_asked_only_for_those_who_may_read_it(community: Community) -> None:
    vault = community.guild.create_text_channel("vault")
    deny = discord.Permissions(view_channel=True).value

    def hide(who: MemberActor) -> None:
        community.env.backend.set_overwrite(vault.id, Overwrite(who.id, OverwriteType.MEMBER, deny=deny))

    hide(community.ben)
    await community.casebook.set_settings(community.store, ChannelSettings(shelves=(ChannelId(str(vault.id)),)))
    await community.casebook.save(
        ChannelId(str(vault.id)), Paste(raw=LIQUOR, saved_by="1", saved_at=community.env.now())
    )
    assert near(await asking(community)) == []
    private = await asking(community, private=True)
    assert any(label.startswith("Kweichow Moutai: bear") for label in labels(private))
    assert "Sources" in labels(await press(community.ada, private, labels(private)[0]))
    hide(community.ada)
    pressed = await press(community.ada, private, labels(private)[0])
    assert "Nothing of that is held here any more" in shown(pressed)
