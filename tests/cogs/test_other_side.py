"""The message menu *Other side*: what speaks against a message, for the one who asks alone."""

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.casebook import PostQuery
from bot.cogs.cards.other_side import OtherSidePageButton
from bot.cogs.cards.other_side_text import Telling, other_side_pages
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.card import Card
from bot.domain.argument import Aspect, Stance
from bot.domain.counter import Claim, Counter, Countered
from bot.domain.post import ChannelId, Paste
from bot.domain.settings import ChannelSettings
from bot.domain.text import Locale
from tests.answers.given import NVIDIA, TODAY, View, by, evidence
from tests.cogs.altered import spoken
from tests.cogs.reading import Community, shown, text_of
from tests.cogs.saving import link_to
from tests.wire.limits import message_faults

MENU = "Other side"
BEAR = """Marta Quill
2025.11.03 10:00

$NVDA(NVDA.US) Data centre orders will shrink, because all four large customers build their own chips."""
CLAIM = "Nvidia's data centre orders keep growing strongly, demand is far above supply."
QUOTE = "Data centre orders will shrink"


async def test_what_speaks_against_a_message_is_shown_to_the_one_who_asks_alone(community: Community) -> None:
    await community.saved(BEAR)
    message = await community.ben.send(community.channel, CLAIM)
    result = await community.ada.context_menu(community.channel, MENU, message)
    assert result.ephemeral
    text = shown(result)
    assert QUOTE in text
    assert "Marta Quill" in text
    assert link_to(community, message.id) in text
    assert "▲ for Nvidia" in text


async def test_nothing_of_the_message_is_saved(community: Community) -> None:
    message = await community.ben.send(community.channel, CLAIM)
    await community.ada.context_menu(community.channel, MENU, message)
    assert await community.casebook.posts(community.store, PostQuery()) == []


async def test_a_forward_an_embed_and_a_file_are_read_as_for_saving(community: Community) -> None:
    await community.saved(BEAR)
    elsewhere = community.guild.create_text_channel("elsewhere")
    original = await community.ben.send(elsewhere, CLAIM)
    messages = [
        await community.ben.forward(original, community.channel),
        await community.guild.create_webhook(community.channel).send(embed=discord.Embed(description=CLAIM)),
        await community.ben.send(community.channel, attachments=[("message.txt", CLAIM.encode())]),
    ]
    for message in messages:
        assert QUOTE in shown(await community.ada.context_menu(community.channel, MENU, message))


async def test_a_shelf_speaks_against_it_only_for_those_who_may_read_it(community: Community) -> None:
    vault = community.guild.create_text_channel("vault")
    hidden = Overwrite(community.ben.id, OverwriteType.MEMBER, deny=discord.Permissions(view_channel=True).value)
    community.env.backend.set_overwrite(vault.id, hidden)
    shelf = ChannelId(str(vault.id))
    await community.casebook.set_settings(community.store, ChannelSettings(shelves=(shelf,)))
    await community.casebook.save(shelf, Paste(raw=BEAR, saved_by="1", saved_at=community.env.now()))
    message = await community.mod.send(community.channel, CLAIM)
    assert QUOTE in shown(await community.ada.context_menu(community.channel, MENU, message))
    assert QUOTE not in shown(await community.ben.context_menu(community.channel, MENU, message))


async def test_a_message_without_a_claim_is_said_to_have_none(community: Community) -> None:
    message = await community.ben.send(community.channel, "Good morning everybody, see you at noon!")
    assert "I find no claim" in shown(await community.ada.context_menu(community.channel, MENU, message))


async def test_where_nothing_is_held_against_a_claim_the_claim_is_told_as_it_was_understood(
    community: Community,
) -> None:
    message = await community.ben.send(community.channel, CLAIM)
    text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert "Nothing that is saved here comes near enough" in text
    assert CLAIM in text


async def test_the_bots_own_cards_and_pictures_are_not_read(community: Community) -> None:
    await community.ada.slash(community.channel, "save", text=BEAR)
    card = community.channel.last_message
    assert card is not None
    assert "one of my own messages" in shown(await community.ada.context_menu(community.channel, MENU, card))
    picture = await community.ben.send(community.channel, attachments=[("chart.png", b"\x89PNG")])
    assert "no text in this message" in shown(await community.ada.context_menu(community.channel, MENU, picture))


async def test_what_acts_in_a_claim_is_shown_inert(community: Community) -> None:
    await community.saved(BEAR)
    hostile = f"{CLAIM[:-1]} @everyone **now**."
    message = await community.ben.send(community.channel, hostile)
    text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert "\\*\\*now" in text


def test_a_long_other_side_has_pages_that_each_lead_to_the_message() -> None:
    long = "Orders halved at the plant, and nobody there knows why. " * 6
    claim = Claim(quote=CLAIM, subject=NVIDIA, stance=Stance.BULL, confidence=0.9, aspect=Aspect.DEMAND)
    found = tuple(evidence(n, by(f"desk {n}", View(long, NVIDIA))) for n in range(1, 13))
    counter = Counter(claims=(Countered(claim=claim, evidence=found),))
    link = "https://discord.com/channels/1/2/3"
    unread = [f"The file number {n} of ten, whose name is rather long, can't be read as text." for n in range(1, 11)]
    every = other_side_pages(Telling(counter, link, Reader(Locale.ENGLISH, TODAY), unread))
    assert len(every) > 1
    assert [fault for card in every for fault in message_faults(sent(card))] == []
    assert all(unread[-1] in text_of(card) for card in every)
    assert all(link in text_of(card) for card in every)
    assert all(f"desk {n}" in "".join(map(text_of, every)) for n in range(1, 13))


def sent(card: Card) -> dict[str, object]:
    components: list[dict[str, object]] = card.to_components()  # type: ignore[no-untyped-call]
    return {"flags": 1 << 15, "components": components}


async def test_a_button_reads_the_message_again_and_says_where_it_is_gone(community: Community) -> None:
    await community.saved(BEAR)
    message = await community.ben.send(community.channel, CLAIM)
    view = discord.ui.View()
    view.add_item(OtherSidePageButton(message.id, 1, "Next").item)
    view.add_item(OtherSidePageButton(999, 1, "Gone").item)
    card = await community.env.bot.get_partial_messageable(community.channel.id).send(view=view)
    assert QUOTE in shown(await community.ada.click(card, custom_id=f"cb:against:{message.id}:1"))
    again = await community.env.bot.get_partial_messageable(community.channel.id).send(view=view)
    gone = await community.ada.click(again, custom_id="cb:against:999:1")
    assert "no longer there" in shown(gone)


async def test_the_card_is_in_the_askers_language(community: Community) -> None:
    await community.saved(BEAR)
    message = await community.ben.send(community.channel, CLAIM)
    with spoken(community.env, "zh-TW"):
        text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert "的另一方" in text
    assert QUOTE in text
