"""`casebook run` with a language model behind it: all that its log and its metrics tell, and all that they do not."""

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.answers.gate.refusal import Refusal
from bot.domain.answer import Fallback, Mode
from bot.watching.events import Change, Outcome
from storage import open_store
from tests.llm.hostile import Asked as AskedModel
from tests.llm.replies import Breaks, Reply
from tests.ports import reserved_port
from tests.wire.authoring import Author, home_with, reading
from tests.wire.conftest import anna, home, room, standin
from tests.wire.core import TOKEN
from tests.wire.faults import Failed, RateLimited
from tests.wire.interactions import Asked
from tests.wire.limits.measure import JsonObject
from tests.wire.log import PATIENCE
from tests.wire.process import Home, connected
from tests.wire.standin import StandIn
from tests.wire.test_the_running_bot import EDITS, filled, words
from tests.wire.world import Channel, Person

__all__ = ["anna", "filled", "home", "room", "standin"]

KEY = "k3y-of-the-server"
POST = "Costco Kanarienvogel grows because its members stay, and renewal rates are rising again."
AUTHOR = "Zeisigmann"
QUESTION = "what is the bear case on AMD"
STRANGE = "what is the bear case on AMD, says Stieglitzfrage"
NICKNAME = "Girlitzname"
SERVERS_WORDS = "Gimpelfehler"
CANARIES = (
    *(KEY, TOKEN, SERVERS_WORDS, NICKNAME, AUTHOR),
    *("Kanarienvogel", "Stieglitzfrage", "bear case on", "gross margin", "Harbour"),
)
BEGUN = ("Still writing", "reading it for arguments")
"""What stands on a card that another will take the place of."""
COUNTED_LAST = ('casebook_commands_total{command="mention",outcome="done"} 1.0', "casebook_posts_waiting 0.0")


def at(port: int) -> dict[str, str]:
    """The setting that has metrics given there."""
    return {"CASEBOOK_METRICS_PORT": str(port)}


def at_first_broken() -> Iterator[Reply]:
    yield Breaks(400, SERVERS_WORDS)
    yield Breaks(401, f"wrong key {KEY}")
    while True:
        yield Author().writes


class Script:
    """Reads posts, and fails twice in a telling way before it writes."""

    def __init__(self, writes: Iterator[Reply]) -> None:
        self._writes = writes

    def __call__(self, asked: AskedModel) -> Reply:
        return Author()(asked) if reading(asked) else next(self._writes)


async def use_everything(standin: StandIn, home: Home, room: Channel, anna: Person) -> None:
    """Save, ask well and badly, look at a case, name; with failures of Discord, of a model and of the store."""
    saved = await standin.slash(anna, room, "save", text=f"{AUTHOR}\n2026.03.02 09:15\n\n$COST(COST.US) {POST}")
    await whole(standin, saved)
    for question in (QUESTION, QUESTION, QUESTION, STRANGE, "?"):
        await whole(standin, await standin.slash(anna, room, "ask", question=question))
    await (await standin.slash(anna, room, "case", subject=NICKNAME)).reply()
    await (await standin.slash(anna, room, "alias add", name=NICKNAME, company=NICKNAME)).reply()
    await (await standin.slash(anna, room, "status")).reply()
    said = await standin.say(anna, room, f"<@{standin.world.bot.id}> {QUESTION}")
    await standin.requests.until(lambda: any(is_reply(one, said) for one in standin.world.said(room)))
    standin.faults.plan(RateLimited(0.05), "PATCH", EDITS)
    await whole(standin, await standin.slash(anna, room, "ask", question=QUESTION))
    standin.faults.plan(Failed(403), "PATCH", EDITS)
    await (await standin.slash(anna, room, "debate", subject="AMD")).reply()
    async with open_store(home.store) as store, store._database.writing() as session:
        await session.run("DROP TABLE aliases")
    await (await standin.slash(anna, room, "case", subject="AMD")).reply()


async def whole(standin: StandIn, asked: Asked) -> None:
    """Wait until the answer stands, and no part of it."""
    await asked.reply()
    await standin.requests.until(lambda: asked.message is not None and is_whole(asked.message))


def is_whole(said: JsonObject) -> bool:
    return not any(begun in words(said) for begun in BEGUN)


def is_reply(said: JsonObject, to: JsonObject) -> bool:
    return (said.get("message_reference") or {}).get("message_id") == to["id"] and is_whole(said)


async def scraped_at_the_end(port: int) -> str:
    """Once all is counted: a use is a moment after its answer stands, and what waits once the store can say it."""
    async with asyncio.timeout(PATIENCE):
        metrics = await scraped(port)
        while missing(metrics):
            await asyncio.sleep(0.05)
            metrics = await scraped(port)
        return metrics


def missing(metrics: str) -> list[str]:
    return [counted for counted in COUNTED_LAST if counted not in metrics]


async def scraped(port: int) -> str:
    def get() -> str:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    return await asyncio.to_thread(get)


def lines_of(log: str) -> list[JsonObject]:
    return [json.loads(line) for line in log.splitlines()]


@pytest.mark.parametrize("form", ["text", "json"])
async def test_whatever_is_done_neither_the_log_nor_the_metrics_hold_a_word_a_name_or_a_secret(
    standin: StandIn, filled: Home, room: Channel, anna: Person, form: str
) -> None:
    given = {"CASEBOOK_LOG": form, "OPENAI_API_KEY": KEY}
    with reserved_port() as port, home_with(filled, Script(at_first_broken()), **given, **at(port)) as (home, server):
        async with connected(standin, home) as bot:
            await use_everything(standin, home, room, anna)
            metrics = await scraped_at_the_end(port)
            bot.terminate()
            assert await bot.ended() == 0
    assert any("gross margin" in asked.given for asked in server.requests)
    for canary in (*CANARIES, *tokens(standin)):
        assert canary not in bot.said, canary
        assert canary not in metrics, canary
    assert room.id not in metrics
    assert anna.id not in metrics + bot.said
    assert "OperationalError" in bot.said
    if form == "json":
        check_lines(lines_of(bot.said))
    check_metrics(metrics)


def tokens(standin: StandIn) -> set[str]:
    """Of the interactions, with which one could answer in the bot's name."""
    found = {match[1] for sent in standin.requests if (match := re.match(r"/webhooks/\d+/([^/]+)/", sent.path))}
    assert found
    return found


def check_lines(told: list[JsonObject]) -> None:
    for line in told:
        assert {"time", "level", "logger", "event"} <= line.keys()
    calls = [line for line in told if line["event"] == "model_called"]
    asked = {line["id"] for line in told if line["event"] == "question_answered"}
    used = {line["id"]: line["command"] for line in told if line["event"] == "command_used"}
    assert len(asked) == 6
    assert {used[one["id"]] for one in calls if one["id"] in asked} == {"ask", "mention"}
    assert {"ModelKeyRefused", None} == {one["error"] for one in calls}


def check_metrics(metrics: str) -> None:
    for wanted in (
        'casebook_commands_total{command="ask",outcome="done"}',
        'casebook_commands_total{command="ask",outcome="misused"} 1.0',
        'casebook_commands_total{command="mention",outcome="done"} 1.0',
        'casebook_commands_total{command="debate",outcome="discord"} 1.0',
        'casebook_commands_total{command="case",outcome="fault"} 1.0',
        'casebook_questions_total{engine="llm",result="answered"}',
        'casebook_model_calls_total{outcome="done"}',
        'casebook_model_calls_total{outcome="ModelKeyRefused"} 1.0',
        'casebook_discord_connections_total{change="connected"} 1.0',
        "casebook_saves_total 1.0",
        "casebook_posts_waiting 0.0",
        "process_resident_memory_bytes",
    ):
        assert wanted in metrics, wanted
    check_labels(metrics)
    assert value_of(metrics, "casebook_discord_rate_limits_total") >= 1
    assert value_of(metrics, "casebook_faults_total") >= 1


def check_labels(metrics: str) -> None:
    """Under each label stand names that the code gives: few, and the same whatever people do."""
    found: dict[str, set[str]] = {}
    for name, value in re.findall(r'[{,](\w+)="([^"]*)"', metrics):
        found.setdefault(name, set()).add(value)
    assert found.pop("outcome") <= {*Outcome, "ModelKeyRefused"}
    assert found.pop("command") == {"save", "ask", "case", "alias add", "status", "debate", "mention"}
    assert found.pop("reason", set()) <= {*Refusal, *Fallback}
    assert found.pop("change") <= {*Change}
    assert found.pop("engine") <= {*Mode}
    assert all(float(edge) > 0 for edge in found.pop("le"))
    assert found.keys() <= {"kind", "result", "direction", "error", "level"}
    assert all(re.fullmatch(r"[a-zA-Z]{3,20}", value) for values in found.values() for value in values)


def value_of(metrics: str, name: str) -> float:
    return sum(float(line.rpartition(" ")[2]) for line in metrics.splitlines() if re.match(rf"{name}\b", line))


async def test_a_line_for_members_names_the_id_of_all_lines_of_what_they_did(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    home = filled.with_(CASEBOOK_LOG="json")
    async with connected(standin, home) as bot:
        refused = await (await standin.slash(anna, room, "ask", question="?")).reply()
        found = re.search(r"Reference ([A-Z2-9]{6})", words(refused))
        assert found
        bot.terminate()
        await bot.ended()
    events = [line["event"] for line in lines_of(bot.said) if line.get("id") == found[1]]
    assert events == ["command_used", f"{found[1]}: EmptyQuestion"]


async def test_a_port_that_is_taken_is_said_and_the_bot_runs_on(
    standin: StandIn, filled: Home, room: Channel, anna: Person
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        async with connected(standin, filled.with_(**at(port))) as bot:
            await (await standin.slash(anna, room, "status")).reply()
            bot.terminate()
            assert await bot.ended() == 0
    [line] = [line for line in bot.said.splitlines() if f"port {port}" in line]
    assert "no metrics are given" in line
    assert "EADDRINUSE" in bot.said


async def test_metrics_are_given_to_this_machine_alone_and_on_no_port_unless_asked(
    standin: StandIn, filled: Home
) -> None:
    with reserved_port() as port:
        async with connected(standin, filled.with_(**at(port))):
            await scraped(port)
            assert listening_on(port) == {"0100007F"}
        async with connected(standin, filled) as bot:
            assert bot.said.count("metrics are given") == 1
            with pytest.raises(OSError, match="refused"):
                await scraped(port)


def listening_on(port: int) -> set[str]:
    """The addresses, as Linux writes them, on which anybody listens at this port."""
    tables = [Path(f"/proc/net/{name}").read_text(encoding="ascii") for name in ("tcp", "tcp6")]
    rows = [line.split() for line in "".join(tables).splitlines()]
    return {row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"}
