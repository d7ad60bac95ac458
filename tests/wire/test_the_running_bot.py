"""The real `casebook run` and real discord.py over a real wire."""

import time

import pytest

from bot.app import open_casebook
from bot.domain.post import ChannelId
from bot.settings import read_settings
from tests.conftest import pasted
from tests.wire.faults import Failed, RateLimited
from tests.wire.gateway import Intent, Op
from tests.wire.interactions import Asked
from tests.wire.limits.measure import JsonObject, walk
from tests.wire.process import Home, connected, started
from tests.wire.requests import Sent
from tests.wire.standin import StandIn
from tests.wire.world import Channel, Person

BEARS = (
    "Harbour Ledger\n2026.03.02 09:15\n\n"
    "$AMD(AMD.US) What I do not like: gross margin keeps falling, because each deal is won with a discount."
)
QUOTE = "gross margin keeps falling"
QUESTION = "what is the bear case on AMD"
COMMANDS = r"/applications/\d+/commands"
EDITS = r"/webhooks/\d+/[^/]+/messages/@original"
CALLBACKS = r"/interactions/\d+/[^/]+/callback"


@pytest.fixture
async def filled(home: Home, room: Channel) -> Home:
    """A store that already holds a bear's post in the room."""
    async with open_casebook(read_settings(store=home.store)) as casebook:
        await casebook.save(ChannelId(room.id), pasted(BEARS))
    return home


def words(message: JsonObject) -> str:
    return "\n".join([message["content"], *(part.get("content", "") for part in walk(message["components"]))])


async def read(standin: StandIn, saving: Asked) -> JsonObject:
    """The card of a bear's post once that is read: before, it says that it is being read, and no answer cites it."""
    await standin.requests.until(lambda: saving.message is not None and "▼ 1 bear" in words(saving.message))
    return await saving.reply()


def puts(standin: StandIn) -> list[Sent]:
    return standin.sendings("PUT", "/commands")


async def test_commands_are_registered_at_the_first_start_and_not_again(standin: StandIn, home: Home) -> None:
    async with connected(standin, home) as bot:
        bot.terminate()
        assert await bot.ended() == 0
    assert len(puts(standin)) == 1
    assert "ask" in {command["name"] for command in standin.world.commands}
    async with connected(standin, home) as bot:
        bot.terminate()
        assert await bot.ended() == 0
    assert len(puts(standin)) == 1


async def test_a_question_is_answered_from_what_the_channel_holds(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled):
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())


@pytest.mark.parametrize(("locale", "disclaimer"), [("zh-CN", "不是投资建议"), ("zh-TW", "不是投資建議")])
async def test_a_question_that_either_script_writes_so_is_answered_in_the_askers(
    standin: StandIn, filled: Home, room: Channel, locale: str, disclaimer: str
) -> None:
    assert room.guild
    mei = standin.world.member(room.guild, "mei", locale=locale)
    async with connected(standin, filled):
        asked = await standin.slash(mei, room, "ask", question="AMD的看空理由")
        answer = words(await asked.reply())
        assert QUOTE in answer
        assert disclaimer in answer


async def test_429_and_5xx_are_ridden_out_while_a_command_runs(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled):
        standin.faults.plan(RateLimited(0.05), "POST", CALLBACKS)
        standin.faults.plan(RateLimited(0.05), "PATCH", EDITS)
        standin.faults.plan(Failed(502), "PATCH", EDITS)
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
        assert standin.faults.outstanding == 0


async def test_what_was_asked_while_the_socket_was_gone_is_answered_after_resuming(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled) as bot:
        standin.gateway.drop()
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
        assert any(frame["op"] == Op.RESUME for frame in standin.gateway.heard)
        await standin.gateway.ask_to_reconnect()
        await standin.gateway.heard.count(lambda frame: frame["op"] == Op.RESUME, 2)
        again = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await again.reply())
        bot.terminate()
        assert await bot.ended() == 0


async def test_a_stop_while_a_question_is_answered_ends_in_time_with_the_answer_given(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled) as bot:
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        await asked.acknowledged()
        bot.terminate()
        begun = time.monotonic()
        assert await bot.ended(10) == 0
        assert time.monotonic() - begun < 10
        assert asked.message is not None
        assert QUOTE in words(asked.message)


async def test_a_wrong_token_ends_with_one_line_that_says_what_to_do(standin: StandIn, home: Home) -> None:
    async with started(standin, home, token="mistyped") as bot:
        assert await bot.ended() != 0
    assert [line for line in bot.said.splitlines() if "Reset Token" in line] == bot.said.splitlines()[-1:]
    assert "Traceback" not in bot.said


async def test_a_token_that_is_reset_while_it_runs_ends_with_the_same_line(standin: StandIn, home: Home) -> None:
    async with connected(standin, home) as bot:
        standin.gateway.reset_token("another")
        standin.gateway.drop()
        assert await bot.ended() != 0
    assert "Reset Token" in bot.said.splitlines()[-1]
    assert "Traceback" not in bot.said


async def test_without_the_content_intent_it_says_which_switch_to_flip_and_starts(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    standin.gateway.allowed = Intent.NONE
    async with connected(standin, filled) as bot:
        assert [line for line in bot.said.splitlines() if "Message Content Intent" in line][1:] == []
        assert "Message Content Intent" in bot.said
        assert "Traceback" not in bot.said
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
        (session,) = standin.gateway.sessions.values()
        assert not session.intents & Intent.MESSAGE_CONTENT
