"""The card of what was saved: edited when the arguments are in, taken back, and opened page by page."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook
from bot.cogs.cards import announcing
from bot.cogs.surface.client import LONG_POST, READING_AT_ONCE, CasebookBot, Options
from bot.cogs.surface.message_text import Texts
from bot.cogs.surface.saving import Saving, read_through, save_texts
from bot.domain.receipt import Receipt
from bot.worker import read_all_waiting
from tests.cogs.altered import spoken
from tests.cogs.reading import CARS, LIQUOR, LONG, Community, button, parts, shown
from tests.cogs.saving import OTHER, POST, Engine, arguments_saved, cards_sent, casebook_with, link_to
from tests.cogs.streaming import until

GAIN = "Demand for part {n} of AMD is growing faster than supply, so part {n} gains share."
UNDONE = "Undone: what "


@pytest.fixture
def engine() -> Engine:
    return Engine(ExtractiveExtractor(None))


@pytest.fixture
async def casebook(tmp_path: Path, engine: Engine) -> AsyncIterator[Casebook]:
    async with casebook_with(engine, f"sqlite:///{tmp_path}/casebook.db") as opened:
        yield opened


@pytest.fixture
def bot(community: Community) -> CasebookBot:
    running = community.env.bot
    assert isinstance(running, CasebookBot)
    return running


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcing, "MOMENT", 0.05)


async def test_slow_reading_shows_the_post_first_and_its_arguments_in_the_same_card_later(
    community: Community, engine: Engine
) -> None:
    engine.seconds = LONG
    result = await community.ada.slash(community.channel, "save", text=POST)
    assert result.response is not None
    card, source = result.response.id, link_to(community, result.response.id)
    assert "Harbour Ledger" in shown(result)
    assert "reading it for arguments" in shown(result)
    assert (await community.casebook.saved_from(community.store, source)).posts
    await community.env.advance_time(LONG + 1)
    assert result.response.id == card
    assert "▲ 1 bull · ▼ 1 bear" in shown(result)


async def test_arguments_that_come_at_once_are_shown_at_once(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "MOMENT", LONG)
    await community.ada.slash(community.channel, "save", text=POST)
    assert len(cards_sent(community.env)) == 1


async def test_a_reading_that_fails_is_said_and_made_good_later(community: Community, engine: Engine) -> None:
    engine.faults = 1
    result = await community.ada.slash(community.channel, "save", text=POST)
    assert "could not be read for arguments just now. That will be tried again" in shown(result)
    await read_all_waiting(community.casebook)
    assert result.response is not None
    assert await arguments_saved(community, link_to(community, result.response.id)) == 2


async def test_a_card_is_edited_in_the_channel_when_its_command_is_too_old(
    community: Community, engine: Engine
) -> None:
    engine.seconds = 16 * 60
    result = await community.ada.slash(community.channel, "save", text=POST)
    await community.env.advance_time(16 * 60 + 1)
    assert "▲ 1 bull · ▼ 1 bear" in shown(result)
    edits = [call.path for call in community.env.http_requests if call.method == "PATCH"]
    assert edits[-1].startswith(f"/channels/{community.channel.id}/messages/")


async def test_few_posts_are_read_at_once_however_many_are_saved(
    community: Community, engine: Engine, bot: CasebookBot
) -> None:
    wanted = Saving(community.store, Texts((POST, OTHER, CARS, LIQUOR)), str(community.ada.id), "a test")
    saved = await save_texts(bot, wanted)
    engine.held_back = True
    alone = [replace(saved, receipt=Receipt(posts=(post,))) for post in saved.receipt.posts]
    reading = asyncio.gather(*(read_through(bot, one) for one in alone))
    for left in range(len(alone), 0, -1):
        await _one_is_read(engine, min(left, READING_AT_ONCE))
    read = await reading
    assert engine.most_at_once == READING_AT_ONCE < len(alone)
    assert [one for one in read if one.receipt.posts[0].waiting] == []


async def test_nobody_waits_for_a_long_post(community: Community, engine: Engine, bot: CasebookBot) -> None:
    long = [POST + f"{n * 7} | {n} | so they say\n" * (LONG_POST // 15) for n in range(1, READING_AT_ONCE + 2)]
    wanted = Saving(community.store, Texts((*long, OTHER)), str(community.ada.id), "a test")
    saved = await save_texts(bot, wanted)
    engine.held_back = True
    alone = [replace(saved, receipt=Receipt(posts=(post,))) for post in saved.receipt.posts]
    reading = [asyncio.create_task(read_through(bot, one)) for one in alone]
    await until(lambda: engine.at_once == 2)  # a long one, and the one that came behind all of them
    assert [bot.reading_long.locked(), bot.reading.locked()] == [True, False]
    for _ in alone:
        engine.turns.release()
    read = await asyncio.gather(*reading)
    assert engine.most_at_once == 2
    assert [one for one in read if one.receipt.posts[0].waiting] == []


async def _one_is_read(engine: Engine, at_once: int) -> None:
    """Of so many, once they are all before the engine."""
    await until(lambda: engine.at_once == at_once)
    engine.turns.release()


async def test_who_saved_takes_it_back_and_the_card_says_so_without_buttons(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    await community.ada.click(saved.response, custom_id=button(saved, "Undo"))
    assert shown(saved).startswith(UNDONE)
    assert [part for part in parts(saved.response.message) if "custom_id" in part] == []
    assert (await community.casebook.saved_from(community.store, link_to(community, saved.response.id))).posts == ()


async def test_who_moderates_can_take_it_back(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    await community.mod.click(saved.response, custom_id=button(saved, "Undo"))
    assert shown(saved).startswith(UNDONE)
    assert community.ada.mention in shown(saved)


async def test_a_stranger_can_not_take_it_back(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    refused = await community.ben.click(saved.response, custom_id=button(saved, "Undo"))
    assert refused.ephemeral
    assert "permission" in shown(refused)
    assert "Harbour Ledger" in shown(saved)
    assert (await community.casebook.saved_from(community.store, link_to(community, saved.response.id))).posts


async def test_two_who_press_undo_at_once_are_told_the_same(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    custom_id = button(saved, "Undo")
    before = saved.response.message
    await community.ada.click(saved.response, custom_id=custom_id)
    first = shown(saved)
    # The second one pressed while the button was still there.
    community.env.backend.edit_message(community.channel.id, before.id, {"components": _as_sent(community)})
    await community.mod.click(saved.response, custom_id=custom_id)
    assert shown(saved) == first


def _as_sent(community: Community) -> list[Any]:
    """The components of the card while it had its buttons."""
    [*_, sent] = [call.json for call in community.env.http_requests if "cb:undo" in str(call.json)]
    assert isinstance(sent, dict)
    return list(sent["components"])


async def test_undo_works_after_a_restart(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    await community.env.restart_bot(CasebookBot(community.casebook, Options()))
    await community.ada.click(saved.response, custom_id=button(saved, "Undo"))
    assert shown(saved).startswith(UNDONE)


async def test_undoing_leaves_a_post_that_somebody_else_saved_too(community: Community) -> None:
    await community.ben.slash(community.channel, "save", text=POST)
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    await community.ada.click(saved.response, custom_id=button(saved, "Undo"))
    assert (await community.casebook.status(community.store)).counts.posts == 1


async def test_what_is_taken_back_while_it_is_read_stays_taken_back(community: Community, engine: Engine) -> None:
    engine.seconds = LONG
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    await community.ada.click(saved.response, custom_id=button(saved, "Undo"))
    await community.env.advance_time(LONG + 1)
    assert shown(saved).startswith(UNDONE)


async def test_arguments_are_shown_whole_to_the_one_who_asks(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    result = await community.ben.click(saved.response, custom_id=button(saved, "Show arguments"))
    assert result.ephemeral
    assert "growing faster than the fabs can deliver, and every large customer wants a second source" in shown(result)
    assert "bull" in shown(result)
    assert "pricing · Harbour Ledger" in shown(result)


async def test_forty_arguments_are_paged_and_none_is_lost(community: Community) -> None:
    text = "Harbour Ledger\n2026.03.02 09:15\n\n$AMD(AMD.US)\n" + "\n".join(GAIN.format(n=n) for n in range(1, 61))
    saved = await community.ada.slash(community.channel, "save", text=text)
    assert saved.response is not None
    count = await arguments_saved(community, link_to(community, saved.response.id))
    assert count >= 40
    page = await community.ben.click(saved.response, custom_id=button(saved, "Show arguments"))
    seen = [shown(page)]
    while "Next" in str(page.response.components if page.response else ""):
        assert page.response is not None
        await community.ben.click(page.response, custom_id=button(page, "Next"))
        seen.append(shown(page))
    assert len(seen) > 1
    assert sum(text.count("> “") for text in seen) == count


async def test_a_paste_of_many_posts_says_how_many_are_not_shown_and_still_what_was_not_saved(
    community: Community,
) -> None:
    many = "\n".join(
        f"Desk {n}\n2026.03.02 09:{n:02}\n\n$AMD(AMD.US) {GAIN.format(n=n)}\n\n"
        "The copyright of this article belongs to the original author/organization.\n"
        for n in range(60)
    )
    opened = await community.ada.slash(community.channel, "save")
    files = [("posts.txt", many.encode()), ("chart.png", b"\x89PNG")]
    text = shown(await community.ada.submit_modal(opened, {"files": files}))
    assert "Saved: 60 posts" in text
    assert f"… and {60 - text.count('**Desk ')} more posts" in text
    assert "chart.png is no file that I read text from" in text


async def test_ten_unreadable_files_with_long_names_fit_and_the_rest_is_counted(community: Community) -> None:
    opened = await community.ada.slash(community.channel, "save")
    files = [(f"{n}{'图' * 200}.png", b"\x89PNG") for n in range(10)]
    text = shown(await community.ada.submit_modal(opened, {"files": files}))
    assert "Nothing was saved" in text
    assert f"… and {10 - text.count('is no file')} more that were not saved" in text


async def test_the_first_who_saved_a_post_are_named_and_the_others_counted(community: Community) -> None:
    savers = [community.member(f"saver{n}") for n in range(7)]
    for saver in savers:
        await community.saved(POST, by=saver)
    text = shown(await community.ada.slash(community.channel, "save", text=POST))
    assert f"Saved before by {', '.join(one.mention for one in savers[:5])} and 2 more, not counted again" in text


async def test_markdown_and_mentions_in_author_and_tickers_are_inert(community: Community) -> None:
    text = (
        "Author: **Street** [x](http://e.com) @everyone\nDate: 2026-03-01\n\n"
        "Margins of AMD will fall, because every deal is won with a **discount** ||and more||."
    )
    saved = await community.ada.slash(community.channel, "save", text=text)
    assert saved.response is not None
    assert "\\*\\*Street\\*\\* \\[x\\]" in shown(saved)
    assert "@everyone" not in shown(saved).replace("\\@everyone", "")
    opened = await community.ben.click(saved.response, custom_id=button(saved, "Show arguments"))
    assert "\\*\\*discount\\*\\* \\|\\|and more\\|\\|" in shown(opened)


async def test_pages_of_arguments_speak_the_readers_language(community: Community) -> None:
    saved = await community.ada.slash(community.channel, "save", text=POST)
    assert saved.response is not None
    with spoken(community.env, "zh-CN"):
        result = await community.ben.click(saved.response, custom_id=button(saved, "Show arguments"))
    assert "看空" in shown(result)
