"""Names that no table knows, read as those of the companies that a channel holds arguments on."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.answers.answer import Answerer
from bot.answers.held import held_names
from bot.answers.interpret import understand
from bot.domain.answer import Answer
from bot.domain.post import ChannelId
from bot.domain.question import Question
from bot.domain.subject import Subject, SubjectKey
from bot.embeddings.embedder import Embedder
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver
from storage import Store, open_store
from tests.answers.given import BYD, TODAY, View, by, save

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUARRELL = Subject(key=SubjectKey("=quarrell kilns"), name="Quarrell Kilns")
THRUPPEN = Subject(key=SubjectKey("=thruppen"), name="Thruppen")
THRUPPER = Subject(key=SubjectKey("=thrupper"), name="Thrupper")
HELD = [
    by("clayfoot", View("Every kiln that they sell is paid for a year ahead.", QUARRELL)),
    by("clayfoot", View("Two of the three founders left within a month.", THRUPPEN)),
    by("clayfoot", View("The third plant runs at half of what it could make.", THRUPPER)),
    by("clayfoot", View("Dealers sit on ninety days of stock.", BYD)),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kilns(embedder: Embedder) -> AsyncIterator[Store]:
    async with open_store("sqlite:///:memory:") as store:
        await save(store, "kilns", HELD, embedder)
        yield store


async def asked(store: Store, text: str) -> Answer:
    return await Answerer(Companies.load(), None).answer(
        Question(text=text, asked_on=TODAY), store.channel(ChannelId("kilns"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "bear case on Quarrell Kilns?",
        "bear case on Quarrel Kilns?",
        "what do the bears say about Quarrell",
        "Bear case on Quarrel please",
        "看空Quarrell的人怎么说？",
    ],
)
async def test_a_company_of_the_channel_is_found_by_its_name_its_first_word_or_with_a_slip(
    kilns: Store, text: str
) -> None:
    answer = await asked(kilns, text)
    assert {one.argument.subject.name for one in answer.citations} == {"Quarrell Kilns"}


@pytest.mark.parametrize("text", ["bear case on Thruppes?", "bear case on Zarrel?", "bear case on Kilns?"])
async def test_a_name_that_may_be_two_or_none_of_them_is_not_answered(kilns: Store, text: str) -> None:
    assert (await asked(kilns, text)).abstained


async def test_a_company_whose_name_is_white_space_is_meant_by_nothing() -> None:
    asked = understand(Question(text="bear case on Zarrel?", asked_on=TODAY), Resolver(Companies.load()), [])
    assert held_names(asked, [Subject(key=SubjectKey("= "), name=" ")]) == []
