"""What a person sees when the model's server lies, breaks or babbles: what the posts say, or nothing of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.answer import Answer, Fallback, Mode
from bot.domain.post import ChannelId
from bot.llm.openai_chat import open_chat
from bot.llm.server import ModelServer
from bot.subjects.companies import Companies
from storage import open_store
from tests.answers.given import CARS, CHIPS, NVIDIA, View, by, save
from tests.conftest import asked
from tests.llm.hostile import MODEL, Asked, Script, Server, serving
from tests.llm.replies import Breaks, ChoosesNothing, Cut, Ending, Endless, Hangs, HangsUp, Reply, Says, Streams

HERE, THERE = ChannelId("cars"), ChannelId("chips")
BEAR = "What is the bear case on Xiaomi Auto?"
CANARY = "Project Heron ships in May and nobody outside knows"
KEY = "sk-loopback-0123456789"
AT_ONCE = {"retry-after-ms": "1"}

BRAND = 'quietgarage argues against Xiaomi Auto: "A label built on lap times does not carry a family car."'
RECALLS = 'tidewatcher argues against Xiaomi Auto: "Two recalls a year, and no head rolled."'


@dataclass
class Room:
    casebook: Casebook
    server: Server
    heard: list[Answer] = field(default_factory=list)

    async def ask(self, question: str = BEAR) -> Answer:
        return await self.casebook.ask(HERE, asked(question), (), self._hear)

    async def _hear(self, answer: Answer) -> None:
        self.heard.append(answer)

    @property
    def seen(self) -> list[str]:
        """Every sentence that was on the screen at some time."""
        return [sentence.text for answer in self.heard for sentence in answer.sentences]


@asynccontextmanager
async def a_room(reply: Reply | Script, patience: float = 5.0) -> AsyncIterator[Room]:
    """A channel on cars, and another one that the model should never hear of, before a server that replies so."""
    with serving(reply if callable(reply) else [reply]) as server:
        where = ModelServer(model=MODEL, base_url=server.base_url, api_key=KEY, patience=patience)
        async with open_store("sqlite:///:memory:") as store, open_chat(where) as chat:
            await save(store, HERE, CARS)
            await save(store, THERE, [*CHIPS, by("insider", View(CANARY, NVIDIA))])
            yield Room(Casebook(store, Companies.load(), Engines(ExtractiveExtractor(None), chat=chat)), server)


def number_of(holder: str, request: Asked) -> int:
    """Under which number a holder's words were offered."""
    row = next(line for line in request.given.splitlines() if f"speaker: {holder} " in line)
    return int(row[1 : row.index("]")])


def lines(*said: tuple[str, str]) -> Script:
    """A server that streams these sentences, each with the number of this holder's evidence."""
    return lambda request: Says("\n".join(f"{text} [{number_of(holder, request)}]" for text, holder in said))


HONEST = ((BRAND, "quietgarage"), (RECALLS, "tidewatcher"))

PLAINLY = "quietgarage argues against Xiaomi Auto on brand: “A label built on lap times does not carry a family car.”"

AROUND_A_QUOTE = {
    "invented number": (BRAND.replace(": ", " after 12,000 returns: "), "number"),
    "swapped company": (BRAND.replace("Xiaomi Auto", "BYD"), "company"),
    "denial cut off": ('quietgarage argues against Xiaomi Auto: "carry a family car."', "cut_short"),
    "another's words": (BRAND.replace("quietgarage", "tidewatcher"), "misattributed"),
    "a link": (f"{BRAND} See [more](https://evil.example/x).", "markup"),
    "a ping": (f"{BRAND} @everyone", "markup"),
    "advice": (BRAND.replace(": ", ", so sell it now: "), "unsupported"),
}
"""What is wrong about each is not in its quotation."""
OUT_OF_NOTHING = {
    "invented number": ("quietgarage says 40 % of Xiaomi Auto's buyers left.", "number"),
    "quote that nearly matches": (BRAND.replace("lap times", "lap records"), "not_verbatim"),
    "other side": ("quietgarage argues for Xiaomi Auto.", "side"),
    "another channel's words": (f'quietgarage says "{CANARY}".', "not_verbatim"),
    "another channel's words without marks": (f"quietgarage says {CANARY}.", "unsupported"),
    "an order that a post gave": ("quietgarage says: buy Xiaomi Auto now, it will double.", "number"),
}


@pytest.mark.parametrize(("text", "reason"), [*AROUND_A_QUOTE.values(), *OUT_OF_NOTHING.values()])
async def test_a_lie_beside_two_right_sentences_is_never_seen(text: str, reason: str) -> None:
    async with a_room(lines(*HONEST, (text, "quietgarage"))) as room:
        answer = await room.ask()
    assert [one.text for one in answer.sentences] == [BRAND, RECALLS]
    assert text not in room.seen
    assert {one.reason for one in answer.dropped} == {reason}
    assert answer.mode is Mode.LLM


@pytest.mark.parametrize("lie", AROUND_A_QUOTE)
async def test_of_a_lie_around_a_quote_the_quote_is_told_and_nothing_else(lie: str) -> None:
    text, reason = AROUND_A_QUOTE[lie]
    async with a_room(lines((text, "quietgarage"))) as room:
        answer = await room.ask()
    assert room.seen == [PLAINLY]
    assert [one.text for one in answer.sentences] == [PLAINLY]
    assert [(one.text, one.reason) for one in answer.dropped] == [(text, reason)]
    assert answer.mode is Mode.LLM


@pytest.mark.parametrize("lie", OUT_OF_NOTHING)
async def test_where_there_is_nothing_but_a_lie_the_quotes_speak(lie: str) -> None:
    async with a_room(lines((OUT_OF_NOTHING[lie][0], "quietgarage"))) as room:
        answer = await room.ask()
    assert (answer.mode, answer.fallback) == (Mode.EXTRACTIVE, Fallback.TOO_LITTLE)
    assert room.seen == []
    assert all(CANARY not in one.text for one in answer.sentences)


async def test_a_right_sentence_with_a_wrong_citation_is_not_seen() -> None:
    async with a_room(lines((BRAND, "tidewatcher"), (RECALLS, "tidewatcher"))) as room:
        answer = await room.ask()
    assert room.seen == [RECALLS]
    assert {one.text for one in answer.dropped} == {BRAND}


async def test_evidence_that_was_not_given_cant_be_cited() -> None:
    async with a_room(lambda request: Says(f"{BRAND} [77]\n{RECALLS} [{number_of('tidewatcher', request)}]")) as room:
        answer = await room.ask()
    assert room.seen == [RECALLS]
    assert [one.reason for one in answer.dropped] == ["unknown_citation"]


async def test_nothing_of_another_channel_is_sent() -> None:
    async with a_room(lines(*HONEST)) as room:
        await room.ask()
        [request] = room.server.requests
    assert CANARY not in request.instructions + request.given
    assert not any(view.quote in request.given for view in CHIPS)


BROKEN: dict[str, Reply] = {
    "no choices": ChoosesNothing(),
    "a refusal": Says("", refusal="I can't help with that."),
    "an empty text": Says(""),
    "disconnects at once": HangsUp(),
    "wrong key": Breaks(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}),
    "no such model": Breaks(404, {"error": {"message": "model not found", "code": "model_not_found"}}),
    "too many requests": Breaks(429, {"error": {"message": "slow down"}}, AT_ONCE),
    "server error": Breaks(500, {"error": {"message": "oops"}}, AT_ONCE),
    "unavailable": Breaks(503, "upstream connect error", AT_ONCE, "text/plain"),
    "wrong content type": Breaks(200, "<html><body>Sign in</body></html>", kind="text/html"),
    "half a chunk": Streams(('{"choices": [{"delta": {"content": "quiet',)),
    "chunks of a wrong shape": Streams(('{"hello": 1}', "[1, 2]", "null")),
}


@pytest.mark.parametrize("fault", BROKEN)
async def test_where_the_server_fails_the_quotes_speak_and_it_is_said(fault: str) -> None:
    async with a_room(BROKEN[fault]) as room:
        answer = await room.ask()
    assert (answer.mode, answer.fallback) == (Mode.EXTRACTIVE, Fallback.FAILED)
    assert {one.argument.holder for one in answer.citations} >= {"quietgarage", "tidewatcher"}
    assert room.seen == []
    assert KEY not in repr(answer)


@pytest.mark.parametrize("reply", [Hangs(), Says(BRAND, first=30.0)], ids=["says nothing", "begins too late"])
async def test_nobody_waits_longer_than_was_set(reply: Reply) -> None:
    async with a_room(reply, patience=0.2) as room:
        answer = await room.ask()
    assert (answer.mode, answer.fallback) == (Mode.EXTRACTIVE, Fallback.FAILED)


ENDINGS = {
    "stalls": (Ending.STALLS, "stop"),
    "disconnects": (Ending.DISCONNECTS, "stop"),
    "is cut off at its length": (Ending.RIGHTLY, "length"),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_what_passed_before_the_end_is_told_and_the_half_sentence_is_not(ending: str) -> None:
    ends, finish = ENDINGS[ending]

    def reply(request: Asked) -> Reply:
        said = lines(*HONEST)(request)
        assert isinstance(said, Says)
        n = number_of("quietgarage", request)
        half = f'\nquietgarage argues against Xiaomi Auto: "A label built on lap times" [{n}]'
        return replace(said, text=said.text + half, ends=ends, finish=finish)

    async with a_room(reply, patience=0.5) as room:
        answer = await room.ask()
    assert [one.text for one in answer.sentences] == [BRAND, RECALLS]
    assert answer.fallback is None


async def test_a_slow_first_word_is_waited_for() -> None:
    def slow(request: Asked) -> Reply:
        said = lines(*HONEST)(request)
        assert isinstance(said, Says)
        return replace(said, first=0.3)

    async with a_room(slow) as room:
        answer = await room.ask()
    assert answer.mode is Mode.LLM


@pytest.mark.parametrize("babble", ["and so on ", "and so on.\n", f"{BRAND} [1]\n"])
async def test_who_does_not_stop_is_left(babble: str) -> None:
    async with a_room(Endless(babble)) as room:
        answer = await room.ask()
        assert room.server.left.wait(5)
    assert len(room.seen) <= 1
    assert answer.sentences


@pytest.mark.parametrize("cut", Cut)
async def test_an_emoji_that_comes_in_parts_is_whole(cut: Cut) -> None:
    rocket = 'sunrise argues against Xiaomi Auto: "到处都是🚗召回💥，没人管。"'

    def reply(request: Asked) -> Reply:
        return Says(f"{rocket} [{number_of('sunrise', request)}]", piece=1, cut=cut)

    async with a_room(reply) as room:
        await save(room.casebook.store, HERE, [by("sunrise", View("到处都是🚗召回💥，没人管。"))])
        answer = await room.ask()
    assert [one.text for one in answer.sentences] == [rocket]


async def test_a_key_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with a_room(BROKEN["wrong key"]) as room:
        await room.ask()
    assert KEY not in caplog.text
