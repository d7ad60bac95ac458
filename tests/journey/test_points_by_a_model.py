"""Key points at the front door, told by a language model whose server may lie, break or babble."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, CaseQuery, Engines
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.llm.chat import ChatModel, Prompted
from bot.llm.openai_chat import open_chat
from bot.llm.scripted import Reply as Scripted
from bot.llm.scripted import ScriptedModel
from bot.llm.server import ModelServer
from bot.subjects.companies import Companies
from bot.worker import tell_all
from tests.conftest import pasted
from tests.llm.hostile import MODEL, Asked, Script, Server, serving
from tests.llm.replies import Breaks, ChoosesNothing, Cut, Ending, Endless, Hangs, HangsUp, Reply, Says

HERE, THERE = ChannelId("here"), ChannelId("there")
KEY = "sk-loopback-0123456789"
QUOTE = "Nvidia is overvalued, the stock is far too expensive at forty times earnings."
CANARY = "the stork of the fourth floor sells"
POSTS = {
    "wren": f"$NVIDIA(NVDA.US) {QUOTE}",
    "青石": "$英伟达(NVDA.US) 英伟达被高估了，四十倍市盈率的股价实在太贵。",
    "heron": "$NVIDIA(NVDA.US) Nvidia's stock is too expensive: forty times earnings is a high valuation for chips.",
}
RIGHT = f'wren argues against Nvidia: "{QUOTE}"'


def post(author: str, text: str) -> str:
    return f"{author}\n2025.10.14 10:24\n\n{text}\n"


async def filled(casebook: Casebook) -> None:
    """One point of three people in two languages here, and another channel's words."""
    for author, text in POSTS.items():
        await casebook.save(HERE, pasted(post(author, text)))
    await casebook.save(THERE, pasted(post("insider", f"$NVDA Nvidia is overvalued and too expensive, {CANARY}.")))


def with_model(casebook: Casebook, chat: ChatModel) -> Casebook:
    """The same store before a model, which reads no posts."""
    extractor = ExtractiveExtractor(casebook.embedder)
    return Casebook(casebook.store, Companies.load(), Engines(extractor, casebook.embedder, chat))


async def bear_point(casebook: Casebook) -> Point:
    [point] = (await casebook.case(HERE, CaseQuery("Nvidia", Stance.BEAR))).points
    return point


def quotes(point: Point) -> list[str]:
    return [evidence.argument.quote for evidence in point.evidence]


def number_in(given: str, holder: str = "wren") -> int:
    row = next(line for line in given.splitlines() if f"speaker: {holder} " in line)
    return int(row[1 : row.index("]")])


def tells(text: str) -> ScriptedModel:
    def reply(prompt: Prompted) -> Scripted:
        return f"{text} [{number_in(prompt.given)}]"

    return ScriptedModel(reply)


async def test_the_background_tells_a_point_of_two_languages_in_a_sentence_with_its_source(casebook: Casebook) -> None:
    await filled(casebook)
    before = await bear_point(casebook)
    await tell_all(with_model(casebook, tells(RIGHT)))
    point = await bear_point(casebook)
    assert (point.point_id, point.people, point.text, quotes(point)[0]) == (before.point_id, 3, RIGHT, QUOTE)


async def test_without_a_model_the_background_does_nothing(casebook: Casebook) -> None:
    await filled(casebook)
    before = await bear_point(casebook)
    await tell_all(casebook)
    assert await bear_point(casebook) == before


async def test_of_a_channel_that_forbids_it_nothing_is_sent(casebook: Casebook) -> None:
    await filled(casebook)
    await casebook.set_settings(THERE, ChannelSettings(model_allowed=False))
    model = tells(RIGHT)
    await tell_all(with_model(casebook, model))
    assert (await bear_point(casebook)).text == RIGHT
    assert all(CANARY not in prompt.given for prompt in model.prompts)


async def test_forgetting_the_post_that_a_sentence_cites_takes_the_sentence_along(casebook: Casebook) -> None:
    await filled(casebook)
    await tell_all(with_model(casebook, tells(RIGHT)))
    cited = (await bear_point(casebook)).evidence[0].post.post_id
    await casebook.forget(HERE, [cited])
    left = await bear_point(casebook)
    assert QUOTE not in left.model_dump_json()
    assert left.text == quotes(left)[0]
    assert await casebook.store.verify() == []


async def test_an_export_holds_no_sentence(casebook: Casebook) -> None:
    await filled(casebook)
    before = [line async for line in casebook.export(HERE)]
    await tell_all(with_model(casebook, tells(RIGHT)))
    assert [line async for line in casebook.export(HERE)] == before


@dataclass
class Room:
    casebook: Casebook
    server: Server

    async def told(self) -> Point:
        """After a round in the background."""
        await tell_all(self.casebook)
        return await bear_point(self.casebook)


@asynccontextmanager
async def a_room(casebook: Casebook, reply: Reply | Script, patience: float = 5.0) -> AsyncIterator[Room]:
    """The channels before a server that replies so."""
    with serving(reply if callable(reply) else [reply]) as server:
        where = ModelServer(model=MODEL, base_url=server.base_url, api_key=KEY, patience=patience)
        async with open_chat(where) as chat:
            await filled(casebook)
            yield Room(with_model(casebook, chat), server)


def says(text: str) -> Script:
    return lambda request: Says(f"{text} [{number_in(request.given)}]" if "speaker: wren " in request.given else text)


@pytest.mark.parametrize("cut", Cut)
async def test_a_servers_right_sentence_is_shown_however_it_is_cut(casebook: Casebook, cut: Cut) -> None:
    def reply(request: Asked) -> Reply:
        return Says(f"{RIGHT} [{number_in(request.given)}]", piece=3, cut=cut)

    async with a_room(casebook, reply) as room:
        assert (await room.told()).text == RIGHT
        [request] = room.server.requests
    assert CANARY not in request.given


LIES = {
    "a number": RIGHT.replace(": ", " after it lost 12%: "),
    "a holder": RIGHT.replace("wren", "heron"),
    "a side": RIGHT.replace("against", "for"),
    "a company": RIGHT.replace("Nvidia:", "Tesla:"),
    "a quote": RIGHT.replace("forty", "fifty"),
    "another channel's words": f'wren argues against Nvidia: "{CANARY}"',
    "an order": "wren says: buy Nvidia now, it will double.",
    "a link": f"{RIGHT} https://evil.example/x",
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_is_never_shown(casebook: Casebook, lie: str) -> None:
    async with a_room(casebook, says(LIES[lie])) as room:
        before = await bear_point(casebook)
        assert await room.told() == before
        asked = len(room.server.requests)
        assert await room.told() == before
        assert len(room.server.requests) == asked


FAULTS: dict[str, Reply] = {
    "no choices": ChoosesNothing(),
    "a refusal": Says("", refusal="I can't help with that."),
    "disconnects": HangsUp(),
    "says nothing": Hangs(),
    "babbles": Endless(),
    "wrong key": Breaks(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}}),
    "server error": Breaks(500, {"error": {"message": "oops"}}, {"retry-after-ms": "1"}),
    "not a model": Breaks(200, "<html><body>Sign in</body></html>", kind="text/html"),
    "breaks off": Says(f"{RIGHT[:-9]}", ends=Ending.DISCONNECTS),
    "is cut off": Says(RIGHT[:-9], finish="length"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_where_the_server_fails_the_quote_speaks(
    casebook: Casebook, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_room(casebook, FAULTS[fault], patience=0.3) as room:
        before = await bear_point(casebook)
        assert await room.told() == before
    assert KEY not in caplog.text
