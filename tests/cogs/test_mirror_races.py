"""Edits and deletions that come while something else goes on with the same message."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook
from bot.cogs.cards import announcing
from bot.cogs.cards.announcing import Outlet, announce
from bot.cogs.surface import changes
from bot.cogs.surface.card import Card
from bot.cogs.surface.changes import Changes
from bot.cogs.surface.client import CasebookBot
from bot.cogs.surface.rereading import link_of, read_again
from bot.cogs.surface.saving import save_message
from bot.domain.text import Locale
from bot.locales import wording
from tests.cogs.making import thread_of
from tests.cogs.mirrored import BEAR, BULL, EDITED, bodies, saved_message
from tests.cogs.reading import LONG, Community, button, press, shown
from tests.cogs.saving import Engine, casebook_with, link_to
from tests.cogs.streaming import until


@pytest.fixture
def engine() -> Engine:
    return Engine(ExtractiveExtractor(None))


@pytest.fixture
async def casebook(tmp_path: Path, engine: Engine) -> AsyncIterator[Casebook]:
    async with casebook_with(engine, f"sqlite:///{tmp_path}/casebook.db") as opened:
        yield opened


@pytest.fixture
def _slow(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.setattr(announcing, "MOMENT", 0.05)
    engine.seconds = LONG


def bot_of(community: Community) -> CasebookBot:
    assert isinstance(community.env.bot, CasebookBot)
    return community.env.bot


def told(cards: list[str]) -> Outlet:
    """Somebody who is shown cards, kept here in their order."""

    async def shows(card: Card) -> None:
        texts = [item.content for item in card.walk_children() if isinstance(item, discord.ui.TextDisplay)]
        cards.append("\n".join(texts))

    return Outlet(wording(Locale.ENGLISH), shows)


async def test_of_two_edits_at_once_the_later_holds(community: Community) -> None:
    message = await saved_message(community)
    for text in (EDITED, BULL, BEAR, EDITED, BULL):
        community.env.backend.edit_message(community.channel.id, message.id, {"content": text})
    await community.env.settle()
    assert await bodies(community) == [BULL]


async def test_a_later_edit_holds_where_an_earlier_one_takes_longer_to_read(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await saved_message(community, "Look at this.", files=[("post.txt", BEAR.encode())])
    fetched, let_go = asyncio.Event(), asyncio.Event()
    http: Any = community.env.bot.http
    fetch = http.get_from_cdn

    async def slowly(url: str) -> bytes:
        fetched.set()
        await let_go.wait()
        data: bytes = await fetch(url)
        return data

    monkeypatch.setattr(http, "get_from_cdn", slowly)
    backend, where = community.env.backend, community.channel.id
    backend.edit_message(where, message.id, {"content": EDITED})
    await fetched.wait()
    backend.edit_message(where, message.id, {"content": BULL, "attachments": []})
    await until(lambda: told_last(community, message) == BULL)
    let_go.set()
    await community.env.settle()
    assert await bodies(community) == [BULL]


def told_last(community: Community, message: discord.Message) -> str | None:
    """What the bot was last told that a message says."""
    told = bot_of(community).changes.latest(link_to(community, message.id))
    return told.content if told else None


async def test_an_edit_and_a_deletion_at_once_leave_nothing(community: Community) -> None:
    message = await saved_message(community)
    community.env.backend.edit_message(community.channel.id, message.id, {"content": EDITED})
    community.env.backend.delete_message(community.channel.id, message.id)
    await community.env.settle()
    assert await bodies(community) == []


async def test_an_edit_before_the_post_was_kept_is_not_overlooked(community: Community) -> None:
    message = await community.ada.send(community.channel, BEAR)
    held = await _as_the_bot_has_it(community, message)
    await community.ada.edit(message, EDITED)
    saved = await save_message(bot_of(community), held, str(community.ben.id))
    assert await bodies(community) == [EDITED]
    assert [one.post.body for one in saved.receipt.posts] == [EDITED]


async def test_what_was_saved_is_not_replaced_by_what_the_message_said_before(community: Community) -> None:
    message = await community.ada.send(community.channel, BULL)
    await community.ada.edit(message, BEAR)
    await community.ben.context_menu(community.channel, "Save to casebook", message)
    assert await bodies(community) == [BEAR]


async def _as_the_bot_has_it(community: Community, message: discord.Message) -> discord.Message:
    channel = community.env.bot.get_partial_messageable(message.channel.id, guild_id=community.guild.id)
    return await channel.fetch_message(message.id)


async def test_a_page_that_was_read_before_an_edit_does_not_bring_the_old_text_back(community: Community) -> None:
    message = await saved_message(community, BULL)
    await community.ada.edit(message, EDITED)
    held = await _as_the_bot_has_it(community, message)
    await community.ada.edit(message, BEAR)
    assert await read_again(bot_of(community), community.store, held) is None
    assert await bodies(community) == [BEAR]


async def test_a_page_that_was_read_after_the_last_edit_that_was_told_is_believed(community: Community) -> None:
    message = await saved_message(community, BULL)
    await community.ada.edit(message, EDITED)
    feeds = list(community.env.backend.subscribers)
    community.env.backend.subscribers.clear()
    await community.env.advance_time(5)
    community.env.backend.edit_message(community.channel.id, message.id, {"content": BEAR})
    community.env.backend.subscribers[:] = feeds
    held = await _as_the_bot_has_it(community, message)
    assert await read_again(bot_of(community), community.store, held) is not None
    assert await bodies(community) == [BEAR]


async def test_what_is_deleted_before_it_was_kept_is_not_kept_nor_said_to_be(community: Community) -> None:
    message = await community.ada.send(community.channel, BEAR)
    held = await _as_the_bot_has_it(community, message)
    await community.ada.delete(message)
    [card] = await _cards_of_saving(community, held)
    assert "Undone" in card
    assert await bodies(community) == []


async def test_what_is_saved_from_a_thread_that_was_deleted_meanwhile_is_not_kept(community: Community) -> None:
    thread = thread_of(community)
    message = await community.ada.send(thread, BEAR)
    held = await _as_the_bot_has_it(community, message)
    held.channel = community.env.bot.get_channel(thread.id)  # type: ignore[assignment]
    community.env.backend.delete_channel(thread.id)
    await community.env.settle()
    [card] = await _cards_of_saving(community, held)
    assert "Undone" in card
    assert await bodies(community) == []


async def _cards_of_saving(community: Community, held: discord.Message) -> list[str]:
    cards: list[str] = []
    bot = bot_of(community)
    await announce(bot, await save_message(bot, held, str(community.ben.id)), told(cards))
    return cards


@pytest.mark.usefixtures("_slow")
@pytest.mark.parametrize("many", [False, True], ids=["deleted", "deleted in bulk"])
async def test_what_is_deleted_while_it_is_read_is_shown_as_undone(community: Community, *, many: bool) -> None:
    backend, where = community.env.backend, community.channel.id

    def delete(message_id: int) -> None:
        if many:
            backend.bulk_delete_messages(where, [message_id])
        else:
            backend.delete_message(where, message_id)

    text = await _saved_while(community, delete)
    assert "Undone" in text
    assert await bodies(community) == []


@pytest.mark.usefixtures("_slow")
async def test_what_is_edited_while_it_is_read_is_shown_as_it_is_now(community: Community) -> None:
    def edit(message_id: int) -> None:
        community.env.backend.edit_message(community.channel.id, message_id, {"content": BULL})

    text = await _saved_while(community, edit)
    assert "NVDA.US" in text
    assert "AMD" not in text
    assert "1 bull" in text
    assert await bodies(community) == [BULL]


async def _saved_while(community: Community, happens: Callable[[int], None]) -> str:
    """What the card says at the end where something happens to its message before the post is read."""
    message = await community.ada.send(community.channel, BEAR)
    saved = await community.ben.context_menu(community.channel, "Save to casebook", message)
    assert "reading it for arguments" in shown(saved)
    happens(message.id)
    await community.env.advance_time(3 * LONG)
    return shown(saved)


async def test_undoing_what_was_deleted_meanwhile_says_so_and_breaks_nothing(community: Community) -> None:
    message = await community.ada.send(community.channel, BEAR)
    saved = await community.ben.context_menu(community.channel, "Save to casebook", message)
    await community.ada.delete(message)
    await press(community.ben, saved, "Undo")
    card = community.channel.last_message
    assert card is not None
    assert "Undone" in shown(card)
    assert await bodies(community) == []


async def test_deleting_what_was_undone_breaks_nothing(community: Community) -> None:
    message = await community.ada.send(community.channel, BEAR)
    saved = await community.ben.context_menu(community.channel, "Save to casebook", message)
    assert button(saved, "Undo")
    await press(community.ben, saved, "Undo")
    await community.ada.edit(message, EDITED)
    await community.ada.delete(message)
    assert await bodies(community) == []
    assert community.env.errors == []


async def test_no_more_than_the_latest_changes_are_remembered(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "REMEMBERED", 2)
    message = await _as_the_bot_has_it(community, await community.ada.send(community.channel, BEAR))
    remembered = Changes()
    for n in range(3):
        remembered.edited(f"c/{n}", message)
        remembered.deleted(f"d/{n}")
    assert [remembered.latest(f"c/{n}") is not None for n in range(3)] == [False, True, True]
    assert [remembered.is_gone(f"d/{n}") for n in range(3)] == [False, True, True]


async def test_the_words_of_a_deleted_message_are_remembered_no_longer(community: Community) -> None:
    message = await saved_message(community)
    await community.ada.edit(message, EDITED)
    seen = bot_of(community).changes
    assert seen.latest(link_of(await _as_the_bot_has_it(community, message))) is not None
    link = link_of(await _as_the_bot_has_it(community, message))
    await community.ada.delete(message)
    assert seen.latest(link) is None
    assert seen.is_gone(link)
