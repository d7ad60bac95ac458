"""A model's server that stalls: whoever asks has an answer in quotes, and what was saved is read, in the time set."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.answer import Fallback, Mode
from bot.domain.settings import ChannelSettings
from bot.llm.openai_chat import open_chat
from bot.llm.server import ModelServer
from bot.settings import Settings, read_settings
from bot.subjects.companies import Companies
from bot.worker import read_all_again
from storage import open_store
from tests.answers.given import CARS, CHIPS, save
from tests.conftest import asked, pasted
from tests.journey.test_a_hostile_model import (
    BEAR,
    BRAND,
    CANARY,
    HERE,
    HONEST,
    KEY,
    RECALLS,
    THERE,
    Room,
    lines,
    number_of,
)
from tests.journey.test_reading_by_a_model import POST, tells
from tests.llm.hostile import MODEL, Asked, Script, Server, serving
from tests.llm.replies import Breaks, Drips, Ending, Hangs, Promises, Reply, Says

SOON = 1.0
"""Seconds that are set to be waited."""
LONG = 300.0
HANG = 60.0
"""Seconds after which a test is not waited for, on however busy a machine."""


STALLS: dict[str, Script] = {
    "before the headers": lambda _asked: Hangs(),
    "after the headers": lambda _asked: Promises(),
    "before its first word": lambda _asked: Says("", ends=Ending.STALLS),
    "in the middle of a sentence": lambda _asked: Says(BRAND[:40], ends=Ending.STALLS),
    "a byte at a time": lambda _asked: Drips(BRAND, pause=0.1),
    "a letter at a time": lambda _asked: Says(f"{BRAND} [1]", piece=1, pause=0.2),
    "asking to be tried again": lambda _asked: Breaks(503, "", {"Retry-After": "0.8"}),
}
STALLING = pytest.mark.parametrize("stall", STALLS.values(), ids=STALLS)


@asynccontextmanager
async def a_room(script: Script, seconds: float = SOON) -> AsyncIterator[Room]:
    """A channel and a shelf, before a server that a question waits for so long, and anything else very long."""
    with serving(script) as server:
        where = ModelServer(model=MODEL, base_url=server.base_url, api_key=KEY, patience=LONG)
        async with open_store("sqlite:///:memory:") as store, open_chat(where) as chat:
            await save(store, HERE, CARS)
            await save(store, THERE, [*CARS, *CHIPS])
            engines = Engines(ExtractiveExtractor(None), chat=chat, answers_within=seconds)
            yield Room(Casebook(store, Companies.load(), engines), server)


def test_a_question_waits_twelve_seconds_and_a_post_sixty_where_nobody_chose_otherwise() -> None:
    settings = Settings.model_fields
    assert (settings["answer_timeout"].default, settings["reading_timeout"].default) == (12.0, 60.0)
    assert Engines(ExtractiveExtractor(None)).answers_within == 12.0


@STALLING
async def test_whoever_asks_has_the_quotes_in_time_and_a_line_that_says_why(stall: Script) -> None:
    async with a_room(stall) as room, asyncio.timeout(HANG):
        answer = await room.ask()
        used = (await room.casebook.status(HERE)).model.used
        assert asyncio.all_tasks() == {asyncio.current_task()}
    assert (answer.mode, answer.fallback) == (Mode.EXTRACTIVE, Fallback.FAILED)
    assert {one.argument.holder for one in answer.citations} >= {"quietgarage", "tidewatcher"}
    assert room.seen == []
    assert used.reserved == 0


@STALLING
async def test_twenty_who_ask_at_once_all_have_them_in_time(stall: Script) -> None:
    async with a_room(stall) as room, asyncio.timeout(HANG):
        answers = await asyncio.gather(*(room.ask() for _ in range(20)))
        used = (await room.casebook.status(HERE)).model.used
    assert {answer.fallback for answer in answers} == {Fallback.FAILED}
    assert all(answer.citations for answer in answers)
    assert used.reserved == 0


@pytest.mark.parametrize("stall", [Hangs(), Promises(), Drips(BRAND, pause=0.1)], ids=lambda one: type(one).__name__)
async def test_after_a_silence_nobody_else_waits(stall: Reply) -> None:
    async with a_room(lambda _asked: stall) as room, asyncio.timeout(HANG):
        answers = [await room.ask() for _ in range(10)]
        assert room.server.left.wait(HANG)
    assert {answer.fallback for answer in answers} == {Fallback.FAILED}
    assert len(room.server.requests) == 1


async def test_what_passed_before_a_stall_is_told_and_the_half_sentence_is_not() -> None:
    def reply(request: Asked) -> Reply:
        n = number_of("quietgarage", request)
        return Says(f'{BRAND} [{n}]\nquietgarage argues against Xiaomi Auto: "A label', ends=Ending.STALLS)

    async with a_room(reply, seconds=4.0) as room, asyncio.timeout(HANG):
        answer = await room.ask()
    assert [one.text for one in answer.sentences] == [BRAND]
    assert answer.mode is Mode.LLM


async def test_a_stall_while_what_fell_is_written_again_takes_nothing_away() -> None:
    asked_for: list[Asked] = []

    def reply(request: Asked) -> Reply:
        asked_for.append(request)
        wrong = (RECALLS.replace("Two", "Nine"), "tidewatcher")
        return Hangs() if len(asked_for) > 1 else lines(HONEST[0], wrong)(request)

    async with a_room(reply, seconds=4.0) as room, asyncio.timeout(HANG):
        answer = await room.ask()
    assert len(asked_for) == 2
    assert [one.text for one in answer.sentences] == [BRAND]


async def test_a_model_that_goes_on_saying_what_holds_is_not_cut() -> None:
    """Two sentences, each well within what a question waits, and longer together."""

    def reply(request: Asked) -> Reply:
        said = lines(*HONEST)(request)
        assert isinstance(said, Says)
        return Says(said.text, piece=said.text.index("\n") + 1, pause=3.0)

    async with a_room(reply, seconds=5.0) as room, asyncio.timeout(HANG):
        answer = await room.ask()
    assert [one.text for one in answer.sentences] == [BRAND, RECALLS]
    assert answer.mode is Mode.LLM


async def test_a_question_has_one_deadline_over_all_shelves() -> None:
    async with a_room(lambda _asked: Says(f"{BRAND} [1]", piece=1, pause=0.2)) as room, asyncio.timeout(HANG):
        answer = await room.casebook.ask(HERE, asked(BEAR), (THERE,))
    assert answer.fallback is Fallback.FAILED
    assert len(room.server.requests) == 1
    assert CANARY not in repr(answer)


@asynccontextmanager
async def a_reader(server: Server, folder: Path, seconds: float = SOON) -> AsyncIterator[Casebook]:
    """A casebook whose posts wait so long for the model."""
    given: dict[str, object] = {"model": MODEL, "openai_base_url": server.base_url, "reading_timeout": seconds}
    async with open_casebook(read_settings(store=f"sqlite:///{folder}/casebook.db", **given)) as casebook:
        yield casebook


async def engines_of(casebook: Casebook) -> list[str]:
    """What read each argument, in an export's order."""
    lines = [line async for line in casebook.export(HERE)]
    return [line.partition('"engine":"')[2].partition("/")[0] for line in lines if '"engine":"' in line]


@STALLING
async def test_a_post_is_read_without_a_model_that_stalls_and_by_it_when_it_is_back(
    stall: Script, tmp_path: Path
) -> None:
    well: list[bool] = []
    with serving(lambda request: tells(request) if well else stall(request)) as server:
        async with a_reader(server, tmp_path) as casebook, asyncio.timeout(HANG):
            [saved] = (await casebook.save(HERE, pasted(POST))).posts
            assert (saved.waiting, len(saved.arguments)) == (False, 2)
            assert set(await engines_of(casebook)) == {"extractive"}
            assert await casebook.second_reading_channels() == [HERE]
            assert (await casebook.status(HERE)).model.used.reserved == 0
        well.append(True)
        async with a_reader(server, tmp_path, LONG) as casebook, asyncio.timeout(HANG):
            await read_all_again(casebook)
            assert {engine.partition(":")[0] for engine in await engines_of(casebook)} == {"llm"}
            assert await casebook.second_reading_channels() == []
            assert await casebook.read_again(HERE) == 0


async def test_a_second_reading_that_fails_changes_nothing_and_is_not_tried_again_at_once(tmp_path: Path) -> None:
    with serving([Breaks(500, "", {"x-should-retry": "false"})]) as server:
        async with a_reader(server, tmp_path) as casebook:
            await casebook.save(HERE, pasted(POST))
            before = [line async for line in casebook.export(HERE)]
            assert (await casebook.read_again(HERE), len(server.requests)) == (0, 2)
            assert (await casebook.read_again(HERE), len(server.requests)) == (0, 2)
            assert [line async for line in casebook.export(HERE)] == before
            assert await casebook.second_reading_channels() == [HERE]


@pytest.mark.parametrize(
    "settings", [ChannelSettings(model_allowed=False), ChannelSettings(daily_tokens=0)], ids=["no", "no tokens"]
)
async def test_what_a_channel_does_not_want_sent_or_paid_is_read_by_the_model_no_other_day(
    settings: ChannelSettings, tmp_path: Path
) -> None:
    with serving(tells) as server:
        async with a_reader(server, tmp_path) as casebook:
            await casebook.set_settings(HERE, settings)
            await casebook.save(HERE, pasted(POST))
            assert await casebook.second_reading_channels() == []
    assert server.requests == []


async def test_a_post_that_is_deleted_is_not_read_again(tmp_path: Path) -> None:
    with serving([Breaks(500, "", {"x-should-retry": "false"})]) as server:
        async with a_reader(server, tmp_path) as casebook:
            [saved] = (await casebook.save(HERE, pasted(POST))).posts
            await casebook.forget(HERE, [saved.post.post_id])
            assert await casebook.second_reading_channels() == []


@STALLING
async def test_many_posts_are_saved_and_read_and_no_more_than_a_few_wait(stall: Script, tmp_path: Path) -> None:
    with serving(stall) as server:
        async with a_reader(server, tmp_path) as casebook, asyncio.timeout(HANG):
            for n in range(10):
                await casebook.save(HERE, pasted(POST.replace("until autumn", f"until the autumn of {2030 + n}")))
            counts = (await casebook.status(HERE)).counts
    assert (counts.posts, counts.waiting) == (10, 0)
    assert counts.arguments == 20
    assert len({one.given for one in server.requests}) <= 3
