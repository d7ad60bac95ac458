"""The real `casebook run` and real discord.py over a real wire."""

import time

import pytest

from bot.app import open_casebook
from bot.doctor import Check, Patient, application
from bot.domain.post import ChannelId
from bot.domain.text import Locale
from bot.locales import wording
from bot.settings import read_settings
from tests.conftest import pasted
from tests.ports import reserved_port
from tests.wire.faults import Failed, RateLimited
from tests.wire.gateway import Intent, Op
from tests.wire.interactions import Asked
from tests.wire.limits.measure import JsonObject, walk
from tests.wire.process import Bot, Home, connected, started
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


def identified(standin: StandIn) -> list[Intent]:
    """With which intents it asked to be let in, each time that it did."""
    return [Intent(frame["d"]["intents"]) for frame in standin.gateway.heard if frame["op"] == Op.IDENTIFY]


def on_the_intent(bot: Bot) -> list[str]:
    return [line for line in bot.said.splitlines() if "Message Content Intent" in line]


async def test_with_the_content_intent_it_asks_for_it_at_once_and_says_nothing_of_it(
    standin: StandIn, home: Home
) -> None:
    async with connected(standin, home) as bot:
        assert on_the_intent(bot) == []
    assert [bool(asked & Intent.MESSAGE_CONTENT) for asked in identified(standin)] == [True]


async def test_without_the_content_intent_it_never_asks_for_it_and_says_which_switch_to_flip(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    standin.gateway.allowed = Intent.NONE
    async with connected(standin, filled) as bot:
        [line] = on_the_intent(bot)
        assert f"https://discord.com/developers/applications/{standin.world.bot.id}/bot" in line
        assert "Traceback" not in bot.said
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
        status = words(await (await standin.slash(anna, room, "status")).reply())
        assert f"https://discord.com/developers/applications/{standin.world.bot.id}/bot" in status
    assert [bool(asked & Intent.MESSAGE_CONTENT) for asked in identified(standin)] == [False]


async def test_where_the_content_intent_is_taken_away_after_it_was_named_it_starts_without(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    standin.gateway.allowed, standin.gateway.flagged = Intent.NONE, Intent.MESSAGE_CONTENT
    async with connected(standin, filled) as bot:
        assert len(on_the_intent(bot)) == 1
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
    assert [bool(asked & Intent.MESSAGE_CONTENT) for asked in identified(standin)] == [True, False]


async def test_where_the_content_intent_is_taken_away_while_it_runs_it_goes_on_without(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    async with connected(standin, filled) as bot:
        standin.gateway.allowed = Intent.NONE
        standin.gateway.forget_sessions()
        standin.gateway.drop()
        await standin.connected()
        assert len(on_the_intent(bot)) == 1
        assert "Traceback" not in bot.said
        asked = await standin.slash(anna, room, "ask", question=QUESTION)
        assert QUOTE in words(await asked.reply())
        (session,) = standin.gateway.sessions.values()
        assert not session.intents & Intent.MESSAGE_CONTENT


class TestDoctor:
    """What `casebook doctor` says of the application, asked where the stand-in stands."""

    @pytest.fixture(autouse=True)
    def api(self, standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(application, "API", standin.api)

    @staticmethod
    async def check(token: str, locale: Locale = Locale.ENGLISH) -> Check:
        settings = read_settings(store="sqlite:///:memory:", discord_token=token)
        return await application.look_at_application(Patient(settings, ChannelId("room"), wording(locale)))

    async def test_where_the_intent_is_on_all_is_well(self, standin: StandIn) -> None:
        found = await self.check(standin.token)
        assert (found.ok, found.mend) == (True, None)
        assert "Message Content Intent is on" in found.detail

    @pytest.mark.parametrize("locale", Locale)
    async def test_where_it_is_off_it_says_what_needs_it_and_where_the_switch_is(
        self, standin: StandIn, locale: Locale
    ) -> None:
        standin.gateway.allowed = Intent.NONE
        found = await self.check(standin.token, locale)
        assert found.ok
        assert "Message Content Intent" in found.detail
        assert f"https://discord.com/developers/applications/{standin.world.bot.id}/bot" in (found.mend or "")

    async def test_a_token_that_nobody_knows_is_said_to_be_and_not_shown(self) -> None:
        found = await self.check("mistyped")
        assert not found.ok
        assert "Reset Token" in (found.mend or "")
        assert "mistyped" not in f"{found}"

    async def test_where_discord_cannot_be_asked_that_is_no_fault_of_the_terminals(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with reserved_port() as port:
            monkeypatch.setattr(application, "API", f"http://127.0.0.1:{port}/api")
            found = await self.check("a-token")
        assert found.ok
        assert "could not be asked" in found.detail
        assert "a-token" not in f"{found}"
        assert "a-token" not in f"{await self.check('a-token' + chr(10) + 'b')}"
