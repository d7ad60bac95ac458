"""What a channel holds is sent to a language model only where it allows that, and where who asks does."""

from collections.abc import AsyncIterator

import pytest

from bot.arguments.extractive import ExtractiveExtractor
from bot.casebook import Casebook, Engines
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.settings import ChannelSettings
from bot.llm.chat import Prompted
from bot.llm.scripted import Reply, ScriptedModel
from bot.subjects.companies import Companies
from storage import open_store
from tests.answers.given import View, by, save
from tests.answers.writing_room import Evidence, saying
from tests.conftest import asked

HERE, SHELF = ChannelId("cars"), ChannelId("more cars")
BEAR = "What is the bear case on Xiaomi Auto?"
OURS, THEIRS = "A label built on lap times does not carry a family car.", "Two recalls a year, and no head rolled."
FORBIDDEN = ChannelSettings(model_allowed=False)


def each_in_a_sentence(prompt: Prompted) -> Reply:
    """Tells whatever it is shown."""
    shown = [("quietgarage", OURS), ("tidewatcher", THEIRS)]
    told = [(f'{who} argues against Xiaomi Auto: "{quote}"', who) for who, quote in shown if quote in prompt.given]
    return saying(*told)(prompt)


def two_of_three_fall(prompt: Prompted) -> Reply:
    n = Evidence(prompt).n("quietgarage")
    wrong = "\n".join(f'quietgarage argues against Xiaomi Auto: "It lost {lost} races." [{n}]' for lost in (4, 5))
    return f"{each_in_a_sentence(prompt)}\n{wrong}"


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(each_in_a_sentence)


@pytest.fixture
async def casebook(model: ScriptedModel) -> AsyncIterator[Casebook]:
    async with open_store("sqlite:///:memory:") as store:
        await save(store, HERE, [by("quietgarage", View(OURS))])
        await save(store, SHELF, [by("tidewatcher", View(THEIRS))])
        yield Casebook(store, Companies.load(), Engines(ExtractiveExtractor(None), chat=model))


async def ask(casebook: Casebook) -> Answer:
    """The channel's answer, with its shelf's: both quotes are told, whoever tells them."""
    answer = await casebook.ask(HERE, asked(BEAR), (SHELF,))
    assert {one.argument.quote for one in answer.citations} == {OURS, THEIRS}
    return answer


def sent(model: ScriptedModel) -> str:
    return "\n".join(prompt.given for prompt in model.prompts)


async def test_a_shelf_is_written_of_too_and_who_asks_pays(casebook: Casebook, model: ScriptedModel) -> None:
    await ask(casebook)
    assert OURS in sent(model)
    assert THEIRS in sent(model)
    assert (await casebook.model_use(HERE)).used.calls == 2
    assert (await casebook.model_use(SHELF)).used.calls == 0


async def test_of_a_shelf_that_forbids_it_nothing_is_sent(casebook: Casebook, model: ScriptedModel) -> None:
    await casebook.set_settings(SHELF, FORBIDDEN)
    await ask(casebook)
    assert OURS in sent(model)
    assert THEIRS not in sent(model)


async def test_who_forbids_it_has_nothing_sent_of_a_shelf_either(casebook: Casebook, model: ScriptedModel) -> None:
    await casebook.set_settings(HERE, FORBIDDEN)
    await ask(casebook)
    assert model.prompts == []


@pytest.mark.parametrize("model", [ScriptedModel(two_of_three_fall)])
async def test_what_is_forbidden_while_an_answer_is_written_is_asked_no_more(
    casebook: Casebook, model: ScriptedModel
) -> None:
    async def forbid(_answer: Answer) -> None:
        await casebook.set_settings(HERE, FORBIDDEN)

    answer = await casebook.ask(HERE, asked(BEAR), (SHELF,), forbid)
    assert len(model.prompts) == 1
    assert {one.argument.quote for one in answer.citations} == {OURS, THEIRS}
