"""The message menu *Save to casebook*: any message can become a post."""

import discord
import pytest

from bot.casebook import PostQuery
from bot.domain.receipt import Listed
from tests.cogs.altered import spoken
from tests.cogs.making import thread_of
from tests.cogs.reading import Community, button, shown
from tests.cogs.saving import OTHER, POST, link_to
from tests.intake.made_files import MADE, letter
from tests.intake.made_pdf import pdf_of

MENU = "Save to casebook"
NEWS = discord.Embed(
    title="BYD cuts prices again",
    description="Deliveries of BYD fell for a third month, so margins will shrink.",
    url="https://news.example.com/byd",
)
NEWS.set_author(name="Street Wire")
NEWS.add_field(name="Gross margin", value="BYD earns less on every car than a year ago.")
NEWS.set_footer(text="Street Wire Asia")


async def listed(community: Community) -> list[Listed]:
    return await community.casebook.posts(community.store, PostQuery())


async def test_a_typed_message_is_saved_from_its_own_link_for_the_one_who_asked(community: Community) -> None:
    message = await community.ben.send(community.channel, POST)
    result = await community.ada.context_menu(community.channel, MENU, message)
    assert not result.ephemeral
    [saved] = await listed(community)
    assert saved.post.author == "Harbour Ledger"
    assert saved.post.source == link_to(community, message.id)
    assert saved.post.saved_by == str(community.ada.id)
    assert link_to(community, message.id) in shown(result)
    assert button(result, "Undo") == f"cb:undo:{message.id}:{community.ada.id}"


async def test_a_members_own_words_have_no_author(community: Community) -> None:
    words = "I sold: AMD margins will fall, because every deal is won with a discount."
    message = await community.ben.send(community.channel, words)
    await community.ada.context_menu(community.channel, MENU, message)
    [saved] = await listed(community)
    assert saved.post.author is None


@pytest.mark.parametrize("name", MADE)
async def test_a_file_of_any_kind_is_saved(community: Community, name: str) -> None:
    message = await community.ben.send(community.channel, attachments=[(name, MADE[name](POST))])
    await community.ada.context_menu(community.channel, MENU, message)
    assert [(saved.post.author, saved.arguments) for saved in await listed(community)] == [("Harbour Ledger", 2)]


async def test_files_attached_to_a_letter_are_named(community: Community) -> None:
    made = letter(POST)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    message = await community.ben.send(community.channel, attachments=[("note.eml", made.as_bytes())])
    text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert "attached to a letter, and not read" in text
    assert "report.pdf" in text


async def test_a_pdf_is_saved(community: Community) -> None:
    pdf = pdf_of([["AMD gains share, because demand for racks is strong."]])
    message = await community.ben.send(community.channel, attachments=[("note.pdf", pdf)])
    await community.ada.context_menu(community.channel, MENU, message)
    assert [saved.post.body for saved in await listed(community)] == [
        "AMD gains share, because demand for racks is strong."
    ]


async def test_several_attachments_are_each_saved_and_the_unreadable_one_is_said(community: Community) -> None:
    files = [("one.txt", POST.encode()), ("two.md", OTHER.encode()), ("chart.png", b"\x89PNG")]
    message = await community.ben.send(community.channel, attachments=files)
    text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert {saved.post.author for saved in await listed(community)} == {"Harbour Ledger", "Marta Quill"}
    assert "Saved: 2 posts" in text
    assert "chart.png is no file that I read text from" in text


async def test_a_picture_alone_is_said_to_be_unreadable(community: Community) -> None:
    message = await community.ben.send(community.channel, attachments=[("chart.png", b"\x89PNG")])
    result = await community.ada.context_menu(community.channel, MENU, message)
    assert "chart.png is no file that I read text from" in shown(result)
    assert await listed(community) == []


async def test_a_forward_is_saved_without_an_author_of_its_own(community: Community) -> None:
    elsewhere = community.guild.create_text_channel("elsewhere")
    words = "AMD margins will fall this year, because every deal is won with a discount."
    original = await community.ben.send(elsewhere, words)
    forwarded = await community.ben.forward(original, community.channel)
    await community.ada.context_menu(community.channel, MENU, forwarded)
    [saved] = await listed(community)
    assert saved.post.author is None
    assert saved.post.body == words
    assert saved.post.source == link_to(community, forwarded.id)


async def test_the_files_of_a_forward_are_saved(community: Community) -> None:
    original = await community.ben.send(community.channel, attachments=[("post.txt", POST.encode())])
    forwarded = await community.ben.forward(original, community.channel)
    await community.ada.context_menu(community.channel, MENU, forwarded)
    assert [saved.post.author for saved in await listed(community)] == ["Harbour Ledger"]


async def test_a_news_bots_embed_is_saved_whole(community: Community) -> None:
    message = await community.guild.create_webhook(community.channel).send(embed=NEWS)
    await community.ada.context_menu(community.channel, MENU, message)
    [saved] = await listed(community)
    assert saved.post.author == "Street Wire"
    for words in ("cuts prices again", "third month", "earns less on every car", "news.example.com/byd", "Asia"):
        assert words in saved.post.body


async def test_saving_the_same_message_twice_says_so(community: Community) -> None:
    message = await community.ben.send(community.channel, POST)
    await community.ada.context_menu(community.channel, MENU, message)
    text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert f"Saved before by {community.ada.mention}, not counted again" in text
    assert len(await listed(community)) == 1


async def test_the_bots_own_cards_are_not_saved(community: Community) -> None:
    await community.ada.slash(community.channel, "save", text=POST)
    card = community.channel.last_message
    assert card is not None
    result = await community.ada.context_menu(community.channel, MENU, card)
    assert "one of my own messages" in shown(result)
    assert len(await listed(community)) == 1


async def test_a_message_without_text_is_said_to_have_none(community: Community) -> None:
    message = await community.ben.send(community.channel, "\u200b")
    result = await community.ada.context_menu(community.channel, MENU, message)
    assert "no text in that" in shown(result)


async def test_a_message_of_a_thread_is_saved_in_the_parents_store(community: Community) -> None:
    thread = thread_of(community)
    message = await community.ada.send(thread, POST)
    result = await community.ada.context_menu(thread, MENU, message)
    assert {saved.post.source for saved in await listed(community)} == {message.jump_url}
    assert result.response is not None
    await community.ada.click(result.response, custom_id=button(result, "Undo"))
    assert await listed(community) == []


async def test_the_menus_card_is_in_the_askers_language(community: Community) -> None:
    message = await community.ben.send(community.channel, POST)
    with spoken(community.env, "zh-CN"):
        text = shown(await community.ada.context_menu(community.channel, MENU, message))
    assert "已保存 1 篇帖子" in text
