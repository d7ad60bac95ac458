"""What a message holds that can be saved."""

import discord
import pytest

from bot.cogs.surface.message_text import texts_of, without_call
from bot.errors import FileUnreadable, NoTextInPdf, TooLarge, UnreadableFile
from tests.cogs.reading import Community
from tests.cogs.saving import OTHER, POST
from tests.intake.made_pdf import pdf_of

ME = 42


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("<@42> the post", "the post"),
        ("<@!42>  save the post", "the post"),
        ("<@42> Save: the post", "the post"),
        ("<@42> save\nthe post\nhas lines", "the post\nhas lines"),
        ("<@42> 保存：帖子", "帖子"),
        ("<@42>，儲存 貼文", "貼文"),
        ("<@42> save", ""),
        ("<@42> saves are up", "saves are up"),
        ("save the post", "save the post"),
        ("the post <@42> save", "the post <@42> save"),
        ("<@43> save the post", "<@43> save the post"),
    ],
)
def test_a_call_at_the_beginning_is_no_part_of_the_post(said: str, left: str) -> None:
    assert without_call(said, ME) == left


async def test_a_call_is_left_off_only_for_the_one_who_is_named(community: Community) -> None:
    message = await community.ada.send(community.channel, "<@42> save the post")
    assert (await texts_of(message)).texts == ("<@42> save the post",)
    assert (await texts_of(message, me=ME)).texts == ("the post",)


async def test_what_was_typed_and_each_file_are_texts_of_their_own(community: Community) -> None:
    files = [("message.txt", POST.encode()), ("other.md", OTHER.encode())]
    message = await community.ada.send(community.channel, "Two of them", attachments=files)
    assert (await texts_of(message)).texts == ("Two of them", POST, OTHER)


async def test_what_can_not_be_read_is_named_with_the_reason(community: Community) -> None:
    files = [("chart.png", b"\x89PNG"), ("scan.pdf", pdf_of([[""]])), ("post.txt", POST.encode())]
    message = await community.ada.send(community.channel, attachments=files)
    found = await texts_of(message)
    assert found.texts == (POST,)
    assert [(type(error), error.details["source"]) for error in found.unread] == [
        (UnreadableFile, "chart.png"),
        (NoTextInPdf, "scan.pdf"),
    ]


@pytest.mark.parametrize(
    ("name", "limit"), [("post.txt", 1024 * 1024), ("post.pdf", 10 * 1024 * 1024), ("post.eml", 10 * 1024 * 1024)]
)
async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(
    community: Community, name: str, limit: int
) -> None:
    message = await community.ada.send(community.channel, attachments=[(name, b"x")])
    message.attachments[0].size = limit + 1
    fetched = len(community.env.http_requests)
    [error] = (await texts_of(message)).unread
    assert isinstance(error, TooLarge)
    assert error.details == {"source": name, "size": limit + 1, "limit": limit}
    assert len(community.env.http_requests) == fetched


async def test_a_file_that_is_gone_is_named(community: Community) -> None:
    message = await community.ada.send(community.channel, attachments=[("post.txt", POST.encode())])
    message.attachments[0].url += "gone"
    [error] = (await texts_of(message)).unread
    assert isinstance(error, FileUnreadable)


def embed(**parts: str) -> discord.Embed:
    return discord.Embed(title=parts.get("title"), description=parts.get("description"), url=parts.get("url"))


async def embedded(community: Community, content: str, *embeds: discord.Embed) -> tuple[str, ...]:
    message = await community.guild.create_webhook(community.channel).send(content, embeds=embeds)
    return (await texts_of(message)).texts


async def test_an_embed_is_a_text_with_its_address(community: Community) -> None:
    news = embed(title="Prices fall", description="Again.", url="https://example.com/a")
    assert await embedded(community, "", news) == ("Prices fall\n\nAgain.\n\nhttps://example.com/a",)


async def test_the_author_and_time_of_an_embed_stand_above_it(community: Community) -> None:
    news = embed(title="Prices fall")
    news.set_author(name="Street Wire")
    dated = news.copy()
    dated.timestamp = discord.utils.parse_time("2026-03-01T09:15:00+00:00")
    assert await embedded(community, "", news, dated) == (
        "Author: Street Wire\n\nPrices fall",
        "Street Wire · 2026-03-01 09:15\n\nPrices fall",
    )


async def test_an_embed_beside_a_bots_words_is_read_too(community: Community) -> None:
    assert await embedded(community, "Just in", embed(title="Prices fall")) == ("Just in", "Prices fall")


async def test_a_bare_link_stands_for_what_it_shows(community: Community) -> None:
    news = embed(title="Prices fall", url="https://example.com/a")
    assert await embedded(community, "https://example.com/a", news) == ("Prices fall\n\nhttps://example.com/a",)


async def test_the_preview_of_a_link_in_a_post_is_no_post(community: Community) -> None:
    words = "Prices fall, says https://example.com/a and I agree"
    assert await embedded(community, words, embed(title="A page", url="https://example.com/a")) == (words,)


async def test_a_picture_embed_without_words_is_nothing(community: Community) -> None:
    picture = discord.Embed()
    picture.set_image(url="https://example.com/a.png")
    assert await embedded(community, "", picture) == ()
