"""A channel's model: what its settings and its budget do not allow is not sent, and what was sent is counted."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import date

import pytest
from pydantic import BaseModel

from bot import metering
from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.domain.usage import Usage, Used
from bot.errors import (
    BudgetSpent,
    ModelAnswerUnusable,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelDeclined,
    ModelError,
    ModelNotAllowed,
    ModelNotStarted,
    ModelTooSlow,
)
from bot.llm.chat import ChatModel, Filled, Form, Prompted
from bot.llm.scripted import ScriptedModel
from bot.llm.tokens import estimated_tokens
from bot.metering import Metered, today
from storage import ChannelStore, Store, open_store

pytestmark = pytest.mark.usefixtures("noon")

ALPHA = ChannelId("alpha")
PROMPT = Prompted(instructions="Say it again. ", given="Margins fell at the harbour bakery.", most_tokens=100)
SENT = estimated_tokens(PROMPT.instructions + PROMPT.given)
MOST = SENT + PROMPT.most_tokens
REPLY = "Margins fell, says the post."
WROTE = Usage(sent=SENT, written=estimated_tokens(REPLY), estimated=True)
UNPAID = (ModelBusy(url="http://localhost"), ModelNotStarted(url="http://localhost"), ModelBroken(url="", reason=""))
PAID = (ModelAnswerUnusable(), ModelDeclined(), ModelTooSlow(url="http://localhost", waited=60))


class Said(BaseModel):
    said: str


class Halting:
    """A model that gives some of its answer, counted by a server or not, and then waits for good, or fails."""

    name, context = "halting", 8192

    def __init__(self, *pieces: str | Usage, error: ModelError | None = None) -> None:
        self.started, self.closed = asyncio.Event(), False
        self._pieces, self._error = pieces, error

    async def fill(self, _prompt: Prompted, _form: type[Form]) -> Filled[Form]:
        self.started.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody wakes it")

    async def write(self, _prompt: Prompted) -> AsyncGenerator[str | Usage, None]:
        try:
            for piece in self._pieces:
                yield piece
            self.started.set()
            if self._error:
                raise self._error
            await asyncio.Event().wait()
        finally:
            self.closed = True


@pytest.fixture
async def store() -> AsyncGenerator[Store, None]:
    async with open_store("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
def alpha(store: Store) -> ChannelStore:
    return store.channel(ALPHA)


async def allow(store: ChannelStore, tokens: int) -> None:
    await store.set_settings(ChannelSettings(daily_tokens=tokens))


async def read(model: ChatModel) -> str:
    async with aclosing(model.write(PROMPT)) as pieces:
        return "".join([piece async for piece in pieces if isinstance(piece, str)])


async def used(store: ChannelStore) -> Used:
    return await store.used(today())


async def test_what_the_server_counted_is_what_was_used_whatever_comes_after_it(alpha: ChannelStore) -> None:
    counted = Usage(sent=41, written=9)
    model = Metered(Halting("Margins ", "fell.", counted, error=ModelDeclined()), alpha)
    with pytest.raises(ModelDeclined):
        await read(model)
    assert await used(alpha) == Used(usage=counted, calls=1)


async def test_text_comes_through_piece_by_piece_and_the_count_last(alpha: ChannelStore) -> None:
    pieces = [piece async for piece in Metered(ScriptedModel([REPLY]), alpha).write(PROMPT)]
    assert pieces == ["Margins", " fell, ", "says th", "e post.", WROTE]
    assert await used(alpha) == Used(usage=WROTE, calls=1)


async def test_a_form_comes_through_and_is_counted(alpha: ChannelStore) -> None:
    filled = await Metered(ScriptedModel(['{"said": "fell"}']), alpha).fill(PROMPT, Said)
    assert filled.form == Said(said="fell")
    assert await used(alpha) == Used(usage=filled.usage, calls=1)


def test_a_channels_model_is_called_as_the_model_is_and_reads_as_much(alpha: ChannelStore) -> None:
    model = Metered(ScriptedModel([REPLY], context=1234), alpha)
    assert (model.name, model.context) == ("scripted", 1234)


async def test_where_the_channel_does_not_allow_it_nothing_is_sent_and_nothing_counted(alpha: ChannelStore) -> None:
    scripted = ScriptedModel([REPLY])
    await alpha.set_settings(ChannelSettings(model_allowed=False))
    with pytest.raises(ModelNotAllowed):
        await read(Metered(scripted, alpha))
    with pytest.raises(ModelNotAllowed):
        await Metered(scripted, alpha).fill(PROMPT, Said)
    assert scripted.prompts == []
    assert await used(alpha) == Used()


async def test_what_is_set_counts_from_the_next_call(alpha: ChannelStore) -> None:
    scripted = ScriptedModel([REPLY])
    model = Metered(scripted, alpha)
    assert await read(model) == REPLY
    await alpha.set_settings(ChannelSettings(model_allowed=False))
    with pytest.raises(ModelNotAllowed):
        await read(model)
    assert len(scripted.prompts) == 1


@pytest.mark.parametrize("budget", [0, 1, MOST - 1])
async def test_where_too_little_is_left_nothing_is_sent(alpha: ChannelStore, budget: int) -> None:
    scripted = ScriptedModel([REPLY])
    await allow(alpha, budget)
    with pytest.raises(BudgetSpent) as caught:
        await read(Metered(scripted, alpha))
    assert caught.value.details == {"used": 0, "budget": budget}
    assert scripted.prompts == []
    assert await used(alpha) == Used()


async def test_calls_go_on_until_the_budget_is_spent(alpha: ChannelStore) -> None:
    scripted = ScriptedModel([REPLY])
    await allow(alpha, MOST + 2 * WROTE.total)
    model = Metered(scripted, alpha)
    for _ in range(3):
        await read(model)
    with pytest.raises(BudgetSpent) as caught:
        await read(model)
    assert caught.value.details["used"] == 3 * WROTE.total
    assert len(scripted.prompts) == 3


async def test_calls_at_the_same_time_do_not_spend_the_same_tokens(alpha: ChannelStore) -> None:
    scripted = ScriptedModel([REPLY])
    await allow(alpha, 2 * MOST + 1)
    model = Metered(scripted, alpha)
    under_way = [model.write(PROMPT) for _ in range(2)]
    for pieces in under_way:
        assert await anext(pieces) == "Margins"
    assert await used(alpha) == Used(reserved=2 * MOST)
    with pytest.raises(BudgetSpent):
        await read(model)
    for pieces in under_way:
        assert [piece async for piece in pieces][-1] == WROTE
    assert await used(alpha) == Used(usage=WROTE + WROTE, calls=2)
    assert await read(model) == REPLY


async def test_two_channels_do_not_share_a_budget(store: Store, alpha: ChannelStore) -> None:
    beta = store.channel(ChannelId("beta"))
    await allow(alpha, 0)
    assert await read(Metered(ScriptedModel([REPLY]), beta)) == REPLY
    assert await used(alpha) == Used()


async def test_a_call_whose_listener_is_cancelled_is_closed_estimated_and_marked(alpha: ChannelStore) -> None:
    halting = Halting("Margins ", "fell.")
    task = asyncio.create_task(read(Metered(halting, alpha)))
    await halting.started.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    spent = Usage(sent=SENT, written=estimated_tokens("Margins fell."), estimated=True)
    assert (await used(alpha), halting.closed) == (Used(usage=spent, calls=1), True)


async def test_whoever_is_cancelled_at_whatever_moment_leaves_nothing_reserved(alpha: ChannelStore) -> None:
    await allow(alpha, 1000 * MOST)
    for moment in range(150):
        task = asyncio.create_task(read(Metered(ScriptedModel([REPLY]), alpha)))
        await asyncio.sleep(moment % 30 / 10_000)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (await used(alpha)).reserved == 0


async def test_who_stops_listening_closes_the_models_own_stream(alpha: ChannelStore) -> None:
    halting = Halting("Margins ", "fell.")
    async with aclosing(Metered(halting, alpha).write(PROMPT)) as pieces:
        assert await anext(pieces) == "Margins "
    assert halting.closed
    spent = Usage(sent=SENT, written=estimated_tokens("Margins "), estimated=True)
    assert await used(alpha) == Used(usage=spent, calls=1)


async def test_of_a_form_that_is_cancelled_all_that_it_may_have_taken_is_counted(alpha: ChannelStore) -> None:
    halting = Halting()
    task = asyncio.create_task(Metered(halting, alpha).fill(PROMPT, Said))
    await halting.started.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    spent = Usage(sent=SENT, written=PROMPT.most_tokens, estimated=True)
    assert await used(alpha) == Used(usage=spent, calls=1)


@pytest.mark.parametrize("error", UNPAID, ids=lambda error: type(error).__name__)
async def test_an_error_that_costs_nothing_costs_nothing(alpha: ChannelStore, error: ModelError) -> None:
    model = Metered(ScriptedModel([error]), alpha)
    with pytest.raises(type(error)):
        await read(model)
    with pytest.raises(type(error)):
        await model.fill(PROMPT, Said)
    assert await used(alpha) == Used()


@pytest.mark.parametrize("error", PAID, ids=lambda error: type(error).__name__)
async def test_an_error_that_may_be_billed_is_counted(alpha: ChannelStore, error: ModelError) -> None:
    model = Metered(ScriptedModel([error]), alpha)
    with pytest.raises(type(error)):
        await read(model)
    assert await used(alpha) == Used(usage=Usage(sent=SENT, estimated=True), calls=1)
    with pytest.raises(type(error)):
        await model.fill(PROMPT, Said)
    spent = Usage(sent=2 * SENT, written=PROMPT.most_tokens, estimated=True)
    assert await used(alpha) == Used(usage=spent, calls=2)


async def test_what_was_written_before_a_break_is_paid_for(alpha: ChannelStore) -> None:
    with pytest.raises(ModelBroken):
        await read(Metered(Halting("Margins fell.", error=ModelBroken(url="", reason="")), alpha))
    spent = Usage(sent=SENT, written=estimated_tokens("Margins fell."), estimated=True)
    assert await used(alpha) == Used(usage=spent, calls=1)


async def test_a_form_that_breaks_off_in_the_middle_is_counted(alpha: ChannelStore) -> None:
    with pytest.raises(ModelBrokeOff):
        await Metered(ScriptedModel([ModelBrokeOff(url="", reason="")]), alpha).fill(PROMPT, Said)
    spent = Usage(sent=SENT, written=PROMPT.most_tokens, estimated=True)
    assert await used(alpha) == Used(usage=spent, calls=1)


async def test_at_midnight_the_budget_is_whole_again(alpha: ChannelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    days: Iterator[date] = iter([date(2025, 12, 1), date(2025, 12, 1), date(2025, 12, 2)])
    monkeypatch.setattr(metering, "today", lambda: next(days))
    await allow(alpha, MOST)
    model = Metered(ScriptedModel([REPLY]), alpha)
    await read(model)
    with pytest.raises(BudgetSpent):
        await read(model)
    assert await read(model) == REPLY
    assert [(await alpha.used(date(2025, 12, day))).calls for day in (1, 2)] == [1, 1]


@pytest.fixture
def zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Of which one is in another day than London at any time."""
    yield ["Etc/GMT-14", "Etc/GMT+12"]
    monkeypatch.undo()
    time.tzset()


def test_the_day_is_the_same_wherever_the_bot_runs(zones: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = set[date]()
    for zone in zones:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        found.add(today())
    assert len(found) == 1
