"""A stop while a saved post is read: its card does not go on saying so for ever."""

import asyncio
from pathlib import Path

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.cogs.cards import announcing
from bot.cogs.cards.announcing import Outlet, announce
from bot.cogs.surface.card import Card
from bot.cogs.surface.client import CasebookBot, Options
from bot.cogs.surface.message_text import Texts
from bot.cogs.surface.saving import Saving, save_texts
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.locales import wording
from tests.cogs.reading import LONG, PATIENCE, text_of
from tests.cogs.saving import POST, Engine, casebook_with

HERE, SOURCE = ChannelId("12"), "https://discord.com/channels/11/12/13"


async def test_a_card_says_that_its_post_will_be_read_later_where_the_bot_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "MOMENT", 0.05)
    engine, cards = Engine(ExtractiveExtractor(None)), asyncio.Queue[str]()
    engine.seconds = LONG

    async def shows(card: Card) -> None:
        cards.put_nowait(text_of(card))

    async with casebook_with(engine, f"sqlite:///{tmp_path}/casebook.db") as casebook:
        bot = CasebookBot(casebook, Options())
        saved = await save_texts(bot, Saving(HERE, Texts((POST,)), "34", SOURCE))
        announced = asyncio.create_task(announce(bot, saved, Outlet(wording(Locale.ENGLISH), shows)))
        assert "reading it for arguments" in await asyncio.wait_for(cards.get(), PATIENCE)
        announced.cancel()
        assert "That will be tried again" in await asyncio.wait_for(cards.get(), PATIENCE)
        await asyncio.wait([announced])
        assert announced.cancelled()
        engine.seconds = 0.0
        assert await casebook.read_waiting(HERE) == 1
