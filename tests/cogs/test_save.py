"""`/save`: what it takes and what it keeps."""

import pytest

from bot.casebook import PostQuery
from bot.domain.post import LONGEST_POST, ChannelId
from bot.domain.receipt import Listed
from tests.cogs.altered import spoken
from tests.cogs.making import thread_of
from tests.cogs.reading import CARS, Community, button, shown
from tests.cogs.saving import OTHER, POST, full_store, link_to
from tests.intake.made_files import MADE
from tests.intake.made_pdf import pdf_of

REPOST = "南山\n2025-11-12 20:41 · 来自iPhone\n\n转发微博//@老窖子:账上现金很多，分红率还在提高。"
"""A repost of ours, on a platform where the one who reposts has nothing to say."""
NO_TEXT = pdf_of([[""]])


async def listed(community: Community) -> list[Listed]:
    return await community.casebook.posts(community.store, PostQuery())


async def test_a_saved_post_shows_its_author_date_platform_tickers_and_sides(community: Community) -> None:
    text = shown(await community.ada.slash(community.channel, "save", text=POST))
    assert "Harbour Ledger" in text
    assert "2026-03-02 09:15" in text
    assert "LongPort" in text
    assert "AMD.US" in text
    assert "▲ 1 bull · ▼ 1 bear" in text


async def test_the_channel_sees_the_card_with_its_buttons_and_the_link_to_the_message(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=POST)
    assert result.response is not None
    assert not result.ephemeral
    assert button(result, "Undo") == f"cb:undo:{result.response.id}:{community.ada.id}"
    assert button(result, "Show arguments") == f"cb:args:{result.response.id}:0"
    assert link_to(community, result.response.id) in shown(result)
    assert community.ada.mention in shown(result)


async def test_a_post_is_saved_from_its_card(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=POST)
    assert result.response is not None
    [saved] = await listed(community)
    assert saved.post.source == link_to(community, result.response.id)
    assert saved.post.saved_by == str(community.ada.id)


async def test_line_breaks_of_the_text_option_are_kept(community: Community) -> None:
    await community.ada.slash(community.channel, "save", text=POST)
    [saved] = await listed(community)
    assert "a second source.\nWhat I do not like" in saved.post.body


async def test_a_text_of_6000_characters_is_saved_whole(community: Community) -> None:
    text = "Demand for cars is falling, and margins will shrink. " * 120
    await community.ada.slash(community.channel, "save", text=text[:6000])
    [saved] = await listed(community)
    assert saved.post.body.split() == text[:6000].split()


async def test_typed_text_without_a_name_has_no_author(community: Community) -> None:
    text = "I think that margins of BYD will fall, because everybody else cuts prices too."
    result = await community.ada.slash(community.channel, "save", text=text)
    [saved] = await listed(community)
    assert saved.post.author is None
    assert "An unnamed author" in shown(result)


async def test_text_and_file_are_both_saved(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=POST, file=("other.txt", OTHER.encode()))
    assert "Harbour Ledger" in shown(result)
    assert "Marta Quill" in shown(result)
    assert {saved.post.author for saved in await listed(community)} == {"Harbour Ledger", "Marta Quill"}


@pytest.mark.parametrize("name", MADE)
async def test_a_file_of_any_kind_is_saved(community: Community, name: str) -> None:
    await community.ada.slash(community.channel, "save", file=(name, MADE[name](POST)))
    assert [(saved.post.author, saved.arguments) for saved in await listed(community)] == [("Harbour Ledger", 2)]


async def test_a_pdf_is_saved(community: Community) -> None:
    pdf = pdf_of([["Demand for racks is strong and AMD will gain share."]])
    await community.ada.slash(community.channel, "save", file=("note.pdf", pdf))
    [saved] = await listed(community)
    assert saved.post.body == "Demand for racks is strong and AMD will gain share."


async def test_a_pdf_without_text_is_said_to_have_none(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", file=("scan.pdf", NO_TEXT))
    assert "scan.pdf holds no text, only pictures" in shown(result)
    assert await listed(community) == []


async def test_what_could_not_be_read_is_said_beside_what_was_saved(community: Community) -> None:
    result = await community.ada.slash(community.channel, "save", text=POST, file=("chart.png", b"\x89PNG"))
    assert "Harbour Ledger" in shown(result)
    assert "chart.png is no file that I read text from" in shown(result)


async def test_without_text_and_file_a_window_asks_for_them(community: Community) -> None:
    opened = await community.ada.slash(community.channel, "save")
    assert opened.modal is not None
    result = await community.ada.submit_modal(opened, {"text": POST})
    assert "Harbour Ledger" in shown(result)
    assert not result.ephemeral


async def test_text_and_files_of_the_window_are_all_saved_and_the_url_with_them(community: Community) -> None:
    opened = await community.ada.slash(community.channel, "save", url="https://example.com/thread/7")
    files = [("other.txt", OTHER.encode()), ("cars.md", CARS.encode())]
    result = await community.ada.submit_modal(opened, {"text": POST, "files": files})
    saved = await listed(community)
    assert {one.post.author for one in saved} >= {"Harbour Ledger", "Marta Quill", "quietgarage"}
    assert {one.post.url for one in saved} == {"https://example.com/thread/7"}
    assert "https://example.com/thread/7" in shown(result)


async def test_an_empty_window_saves_nothing_and_says_so(community: Community) -> None:
    opened = await community.ada.slash(community.channel, "save")
    result = await community.ada.submit_modal(opened, {})
    assert "no text in that" in shown(result)
    assert await listed(community) == []


async def test_several_unreadable_files_are_each_said(community: Community) -> None:
    opened = await community.ada.slash(community.channel, "save")
    files = [("chart.png", b"\x89PNG"), ("scan.pdf", NO_TEXT)]
    result = await community.ada.submit_modal(opened, {"files": files})
    assert "Nothing was saved" in shown(result)
    assert "chart.png" in shown(result)
    assert "scan.pdf" in shown(result)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.com/post", "https://", "http://[half", "https://a b"])
async def test_a_url_that_is_none_is_said_and_nothing_is_saved(community: Community, url: str) -> None:
    result = await community.ada.slash(community.channel, "save", text=POST, url=url)
    assert "is not the address of a web page" in shown(result)
    assert result.ephemeral
    assert await listed(community) == []


async def test_a_full_store_shows_an_error_and_no_card(community: Community) -> None:
    async with full_store(community.casebook):
        result = await community.ada.slash(community.channel, "save", text=POST * 20)
    assert "disk is full" in shown(result)
    assert "Harbour Ledger" not in shown(result)
    assert await listed(community) == []


async def test_a_repetition_says_who_saved_it_before_and_counts_nothing(community: Community) -> None:
    await community.ada.slash(community.channel, "save", text=POST)
    text = shown(await community.ben.slash(community.channel, "save", text=POST))
    assert f"Saved before by {community.ada.mention}, not counted again" in text
    assert "Nothing new" in text
    assert "1 bull" not in text


async def test_what_was_left_out_is_said_with_the_reason(community: Community) -> None:
    text = shown(await community.ada.slash(community.channel, "save", text=REPOST))
    assert "老窖子" in text
    assert "Left out, a repost without words of its own" in text


async def test_a_thread_saves_into_its_parents_store(community: Community) -> None:
    thread = thread_of(community)
    await community.ada.slash(thread, "save", text=POST)
    [saved] = await listed(community)
    assert saved.post.source is not None
    assert f"/{thread.id}/" in saved.post.source


async def test_a_reader_of_chinese_is_shown_chinese(community: Community) -> None:
    with spoken(community.env, "zh-TW"):
        text = shown(await community.ada.slash(community.channel, "save", text=POST))
    assert "已儲存 1 篇貼文" in text
    assert "▲ 看多 1 個 · ▼ 看空 1 個" in text


async def test_a_direct_message_has_a_store_of_its_own(community: Community) -> None:
    result = await community.ada.user.slash("save", text=POST)
    assert "Harbour Ledger" in shown(result)
    assert await listed(community) == []
    assert await community.casebook.posts(ChannelId(str(community.ada.user.dm_channel.id)), PostQuery())
    await community.ada.user.click(result.response, custom_id=button(result, "Undo"))
    assert shown(result).startswith("Undone")


async def test_a_post_over_the_limit_is_refused_with_the_figure_and_nothing_is_kept(community: Community) -> None:
    text = POST + "12 | 34 | 56, so they say.\n" * (LONGEST_POST // 26)
    result = await community.ada.slash(community.channel, "save", file=("post.txt", text.encode()))
    assert f"and one may have {LONGEST_POST}" in shown(result)
    assert await listed(community) == []
