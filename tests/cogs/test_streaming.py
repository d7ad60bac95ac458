"""Answers that a language model writes grow on the screen, and only what passed the gate is ever there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.casebook import Casebook
from bot.cogs.surface import client, telling
from bot.domain.settings import ChannelSettings
from bot.domain.shown import ShownAnswer
from bot.errors import ModelBroken
from tests.cogs.reading import PATIENCE, Community, press, shown
from tests.cogs.streaming import (
    DEEPER,
    NARROW,
    QUESTION,
    TRUST,
    YOUNG,
    Pen,
    buttons_on,
    cards,
    casebook_written_by,
    said_on,
    until,
)

WRITING = "Still writing"
INVENTED = 'quietgarage argues against Xiaomi Auto: "Its sales fell by 71 % in a month." [1]'


@pytest.fixture
def pen() -> Pen:
    return Pen()


@pytest.fixture
async def casebook(tmp_path: Path, pen: Pen) -> AsyncIterator[Casebook]:
    async with casebook_written_by(pen, f"sqlite:///{tmp_path}/casebook.db") as opened:
        yield opened


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Edits follow each other without a pause; how long it is, is tested with the pause alone. Who is broken off has
    time to clear up."""
    monkeypatch.setattr(telling, "EVERY", 0.0)
    monkeypatch.setattr(client, "BREAKING_OFF", PATIENCE)


class Asked:
    """A question that is being answered."""

    def __init__(self, community: Community, pen: Pen) -> None:
        self.community = community
        self.pen = pen
        self.result: asyncio.Task[InteractionResult] | None = None

    @property
    def texts(self) -> list[str]:
        return [said_on(card) for card in cards(self.community.env)]

    async def by_command(self, *, private: bool = False, question: str = QUESTION) -> None:
        await self.community.saved()
        asking = self.community.ada.slash(self.community.channel, "ask", question=question, private=private)
        self.result = asyncio.create_task(asking)
        await until(lambda: self.pen.at_work == 1)

    async def by_mention(self) -> discord.Object:
        """The message that asks."""
        await self.community.saved()
        text = f"<@{self.community.me}> {QUESTION}"
        message = self.community.env.backend.create_message(self.community.channel.id, self.community.ada.id, text)
        await until(lambda: self.pen.at_work == 1)
        return discord.Object(message.id)

    async def grows(self, quote: str) -> None:
        self.pen.report(quote)
        await until(lambda: any(quote in text for text in self.texts))

    async def ends(self) -> None:
        self.pen.end()
        await (self.result or self.community.env.settle())

    @property
    def replies(self) -> list[discord.Message]:
        return [one for one in self.community.channel.history() if one.author.id == self.community.me]

    async def remembered(self, message_id: int) -> ShownAnswer | None:
        return await self.community.casebook.shown_at(self.community.store, str(message_id))


@pytest.fixture
def asked(community: Community, pen: Pen) -> Asked:
    return Asked(community, pen)


@pytest.mark.parametrize("private", [False, True], ids=["for all", "for one"])
async def test_a_sentence_is_on_screen_while_the_model_still_writes_the_next(asked: Asked, *, private: bool) -> None:
    await asked.by_command(private=private)
    await asked.grows(NARROW)
    first = cards(asked.community.env)[-1]
    assert WRITING in said_on(first)
    assert QUESTION in said_on(first)
    assert buttons_on(first) == []
    await asked.grows(DEEPER)
    await asked.ends()
    whole = cards(asked.community.env)[-1]
    assert all(quote in said_on(whole) for quote in (NARROW, DEEPER))
    assert WRITING not in said_on(whole)
    assert "Sources" in buttons_on(whole)
    assert "A language model wrote this" in said_on(whole)


async def test_what_has_not_passed_the_gate_is_never_on_screen(asked: Asked) -> None:
    await asked.by_command()
    asked.pen.write_line(INVENTED)
    await asked.grows(NARROW)
    await asked.grows(DEEPER)
    asked.pen.end()  # what fell is asked for once more
    await asked.ends()
    assert not any("71" in text for text in asked.texts)


async def test_a_mention_is_answered_by_one_reply_that_grows(asked: Asked) -> None:
    message = await asked.by_mention()
    await asked.grows(NARROW)
    [reply] = asked.replies
    assert WRITING in shown(reply)
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert await asked.remembered(reply.id) is None
    await asked.grows(DEEPER)
    await asked.ends()
    [whole] = asked.replies
    assert whole.id == reply.id
    assert DEEPER in shown(whole)
    assert WRITING not in shown(whole)
    assert await asked.remembered(reply.id) is not None


async def test_the_other_side_grows_too(asked: Asked) -> None:
    await asked.by_command(question="What is the bear case on Xiaomi?")
    await asked.grows(NARROW)
    await asked.ends()
    assert asked.result is not None
    pressing = asyncio.create_task(press(asked.community.ben, asked.result.result(), "Other side"))
    await until(lambda: asked.pen.at_work == 1)
    asked.pen.report(TRUST, "后座看海 argues for Xiaomi")
    await until(lambda: TRUST in asked.texts[-1])
    assert WRITING in asked.texts[-1]
    asked.pen.end()
    pressed = await pressing
    assert pressed.ephemeral
    assert TRUST in shown(pressed)
    assert WRITING not in shown(pressed)


async def test_the_quotes_take_the_place_of_what_a_model_began_and_broke_off(asked: Asked) -> None:
    await asked.by_mention()
    await asked.grows(NARROW)
    for share in range(71, 76):
        asked.pen.write_line(INVENTED.replace("71", str(share)))
    asked.pen.fail(ModelBroken(url="", reason=""))
    await asked.community.env.settle()
    [reply] = asked.replies
    assert "could not be reached" in shown(reply)
    assert DEEPER in shown(reply)
    assert WRITING not in shown(reply)


async def test_without_tokens_the_quotes_speak_and_it_is_said_why(community: Community, pen: Pen) -> None:
    await community.saved()
    await community.casebook.set_settings(community.store, ChannelSettings(daily_tokens=0))
    text = shown(await community.ada.slash(community.channel, "ask", question=QUESTION))
    assert "tokens of this channel are used up" in text
    assert NARROW in text
    assert pen.prompts == []


async def test_an_edit_that_fails_loses_nothing_of_the_answer(asked: Asked) -> None:
    await asked.by_mention()
    await asked.grows(NARROW)
    asked.community.env.inject_error("PATCH", "/channels/*", status=403, code=50013)
    await asked.grows(YOUNG)
    await asked.grows(DEEPER)
    await asked.ends()
    [reply] = asked.replies
    assert all(quote in shown(reply) for quote in (NARROW, YOUNG, DEEPER))


@pytest.mark.parametrize("by_command", [True, False], ids=["command", "mention"])
async def test_an_answer_whose_beginning_got_lost_is_shown_anew(asked: Asked, *, by_command: bool) -> None:
    await (asked.by_command() if by_command else asked.by_mention())
    await asked.grows(NARROW)
    [reply] = asked.replies
    backend = asked.community.env.backend
    feeds, backend.subscribers[:] = list(backend.subscribers), []
    backend.delete_message(asked.community.channel.id, reply.id)
    backend.subscribers[:] = feeds
    asked.pen.report(DEEPER)
    await asked.ends()
    [anew] = asked.replies
    assert anew.id != reply.id
    assert DEEPER in shown(anew)
    assert await asked.remembered(anew.id) is not None


async def test_what_is_not_whole_is_taken_away_where_the_rest_cannot_be_shown(asked: Asked) -> None:
    await asked.by_command()
    await asked.grows(NARROW)
    fault = {"method": "PATCH", "path": "/webhooks/*", "status": 403, "code": 50013, "message": "Missing", "times": 1}
    asked.community.env.backend.faults.append(fault)
    await asked.ends()
    assert asked.replies == []
    assert any("Missing" in str(call.json) for call in asked.community.env.http_requests)


async def test_what_is_not_whole_is_taken_away_where_the_bot_stops(asked: Asked) -> None:
    await asked.by_mention()
    await asked.grows(NARROW)
    bot: Any = asked.community.env.bot
    await bot.finish_work(0)
    assert asked.pen.broken_off == 1
    assert asked.replies == []


@pytest.mark.parametrize("private", [False, True], ids=["for all", "for one"])
async def test_what_was_only_promised_is_taken_away_too_where_the_bot_stops(asked: Asked, *, private: bool) -> None:
    await asked.by_command(private=private)
    bot: Any = asked.community.env.bot
    await bot.finish_work(0)
    assert asked.result is not None
    asked.result.cancel()
    assert asked.pen.broken_off == 1
    deleted = [call for call in asked.community.env.http_requests if call.method == "DELETE"]
    assert [call.path.endswith("/messages/@original") for call in deleted] == [True]


@pytest.mark.parametrize("many", [False, True], ids=["deleted", "deleted in bulk"])
@pytest.mark.parametrize("begun", [False, True], ids=["before the first sentence", "after it"])
async def test_a_question_that_is_deleted_ends_the_work(asked: Asked, *, many: bool, begun: bool) -> None:
    message = await asked.by_mention()
    if begun:
        await asked.grows(NARROW)
    await _delete(asked, message.id, many=many)
    assert asked.pen.broken_off == 1
    assert asked.replies == []
    assert asked.community.env.errors == []


@pytest.mark.parametrize("by_command", [True, False], ids=["command", "mention"])
async def test_an_answer_that_is_deleted_while_it_is_written_ends_the_work(asked: Asked, *, by_command: bool) -> None:
    await (asked.by_command() if by_command else asked.by_mention())
    await asked.grows(NARROW)
    [reply] = asked.replies
    before = len(cards(asked.community.env))
    await _delete(asked, reply.id, many=False)
    assert asked.pen.broken_off == 1
    assert asked.replies == []
    assert len(cards(asked.community.env)) == before
    assert asked.community.env.errors == []


async def test_an_answer_that_was_promised_and_is_deleted_is_not_written(asked: Asked) -> None:
    await asked.by_command()
    [promised] = asked.replies
    await _delete(asked, promised.id, many=False)
    assert asked.pen.broken_off == 1
    assert asked.replies == []
    assert cards(asked.community.env) == []


async def test_a_thread_that_is_deleted_ends_the_work_in_it(asked: Asked) -> None:
    community = asked.community
    await community.saved()
    thread = community.env.backend.create_thread(community.channel.id, "cars", community.ada.id)
    community.env.backend.create_message(thread.id, community.ada.id, f"<@{community.me}> {QUESTION}")
    await until(lambda: asked.pen.at_work == 1)
    community.env.backend.delete_channel(thread.id)
    await community.env.settle()
    assert asked.pen.broken_off == 1
    assert community.env.errors == []


async def test_other_deletions_leave_it_alone(asked: Asked) -> None:
    other = await asked.community.ben.send(asked.community.channel, "a word beside it")
    await asked.by_mention()
    await asked.grows(NARROW)
    asked.community.env.backend.delete_message(asked.community.channel.id, other.id)
    await asked.grows(DEEPER)
    await asked.ends()
    [reply] = asked.replies
    assert DEEPER in shown(reply)


async def test_more_answers_are_written_at_once_than_quotes_are_composed(asked: Asked) -> None:
    community = asked.community
    await community.saved()
    for number in range(9):
        person = community.member(f"member{number}").id
        community.env.backend.create_message(community.channel.id, person, f"<@{community.me}> {QUESTION}")
    await until(lambda: asked.pen.at_work == 8)
    for _ in range(9):
        asked.pen.end()
    await community.env.settle()
    assert len(asked.replies) == 9


async def _delete(asked: Asked, message_id: int, *, many: bool) -> None:
    backend, where = asked.community.env.backend, asked.community.channel.id
    if many:
        backend.bulk_delete_messages(where, [message_id])
    else:
        backend.delete_message(where, message_id)
    await (asked.result or asked.community.env.settle())
