"""A save goes before the questions that are answered at the same moment, and holds none of them for long."""

import asyncio
from datetime import date

import pytest

from bot.casebook import Casebook
from bot.domain.post import ChannelId
from bot.domain.question import Question
from storage import precedence
from storage.precedence import Precedence
from tests.conftest import pasted

HERE = ChannelId("alpha")
BEAR = "Harbour Ledger\n2026.03.02 09:15\n\n$AMD(AMD.US) Gross margin keeps falling, as all is won with a discount."
BULL = "Wren\n2026.03.03 09:15\n\n$AMD(AMD.US) Orders doubled, and every large customer wants a second source."
QUESTION = Question(text="what is the bear case on AMD", asked_on=date(2026, 7, 1))
FOR_EVER = 3600.0
MOMENT = 0.5
"""Seconds in which a question is answered many times over that waits for nobody."""


async def test_a_question_waits_for_a_save(casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "MOST", FOR_EVER)
    await casebook.save(HERE, pasted(BEAR))
    with casebook.store.channel(HERE).precedence.taken():
        asking = asyncio.create_task(casebook.ask(HERE, QUESTION))
        done, _ = await asyncio.wait([asking], timeout=MOMENT)
        assert not done
    assert (await asking).citations


async def test_whoever_gives_way_to_a_save_goes_on_when_it_is_done(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "MOST", FOR_EVER)
    saving = asyncio.create_task(casebook.keep(HERE, pasted(BULL)))
    await asyncio.sleep(0)
    await casebook.store.channel(HERE).precedence.give_way()
    assert saving.done()


async def test_a_question_is_answered_although_somebody_saves_without_end(casebook: Casebook) -> None:
    await casebook.save(HERE, pasted(BEAR))
    with casebook.store.channel(HERE).precedence.taken():
        assert (await casebook.ask(HERE, QUESTION)).citations


async def test_the_last_of_several_saves_lets_the_questions_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "MOST", FOR_EVER)
    given = Precedence()
    with given.taken():
        with given.taken():
            asking = asyncio.create_task(given.give_way())
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not asking.done()
    await asking
    await given.give_way()
