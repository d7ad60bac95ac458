"""Posts are read by the model that the settings name, through the real client, whatever its server does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import open_casebook
from bot.casebook import Casebook
from bot.domain.argument import Stance
from bot.domain.post import ChannelId
from bot.llm.chat import Prompted
from bot.settings import read_settings
from tests.arguments.telling import form, shown_units, told
from tests.conftest import pasted
from tests.llm.hostile import MODEL, Asked, Server, serving
from tests.llm.replies import Breaks, ChoosesNothing, HangsUp, Reply, Says

HERE = ChannelId("here")
POST = (
    "Harbour Ledger\n2026.03.02 09:15\n\n$NVDA(NVDA.US) Nvidia's order book is full until autumn, and margins keep "
    "rising. Its largest customers are building chips of their own."
)


def tells(asked: Asked) -> Reply:
    units = shown_units(Prompted(asked.instructions, asked.given, 0))
    return Says(form(*(told(unit, stance="bear" if "chips" in unit.text else "bull") for unit in units)))


@asynccontextmanager
async def casebook_at(server: Server, folder: Path, **given: object) -> AsyncIterator[Casebook]:
    address = {"model": MODEL, "openai_base_url": server.base_url, "openai_api_key": "sk-loopback"}
    async with open_casebook(read_settings(store=f"sqlite:///{folder}/casebook.db", **(address | given))) as casebook:
        yield casebook


async def read(casebook: Casebook) -> tuple[list[Stance], str]:
    """The sides of what the post argues, and an export."""
    receipt = await casebook.save(HERE, pasted(POST))
    exported = "".join([line async for line in casebook.export(HERE)])
    return [argument.stance for saved in receipt.posts for argument in saved.arguments], exported


async def test_a_post_is_read_by_the_model_that_the_settings_name(tmp_path: Path) -> None:
    with serving(tells) as server:
        async with casebook_at(server, tmp_path) as casebook:
            sides, exported = await read(casebook)
    assert sides == [Stance.BULL, Stance.BEAR]
    assert f'"engine":"llm:{MODEL}:read/' in exported
    assert [asked.format for asked in server.requests] == ["json_schema"]


async def test_where_the_settings_want_no_model_nothing_is_sent(tmp_path: Path) -> None:
    with serving(tells) as server:
        async with casebook_at(server, tmp_path, mode="extractive") as casebook:
            sides, exported = await read(casebook)
    assert (sides[0], server.requests) == (Stance.BULL, [])
    assert '"engine":"extractive/' in exported


@pytest.mark.parametrize(
    "reply",
    [
        Breaks(401, {"error": {"message": "Incorrect API key provided"}}),
        Breaks(404, {"error": {"message": "no such model"}}),
        Breaks(500, "oops", {"x-should-retry": "false"}),
        HangsUp(),
        ChoosesNothing(),
        Says("I can't help with that.", refusal="I can't help with that."),
        Says("Sure! Here is what I think of it: a strong buy."),
        Says('{"arguments": [{"post": 1, "units": [1], "subject": "Nvi', finish="length"),
        Says('{"arguments": [{"post": 7, "units": [99], "subject": "Tesla", "stance": "bull"}]}'),
    ],
    ids=lambda reply: type(reply).__name__,
)
async def test_whatever_the_server_does_the_post_is_kept_with_its_arguments(reply: Reply, tmp_path: Path) -> None:
    with serving([reply]) as server:
        async with casebook_at(server, tmp_path) as casebook:
            sides, exported = await read(casebook)
    assert sides[0] is Stance.BULL
    assert '"engine":"extractive/' in exported
    assert server.requests
