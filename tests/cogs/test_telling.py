"""How an answer that grows is shown: at once, then not too often, and never in the way of who writes it."""

import asyncio
from datetime import date

import pytest

from bot.cogs.cards.answer_text import growing_card
from bot.cogs.surface.telling import EVERY, Telling
from bot.domain.answer import Answer, Sentence
from bot.domain.question import Query, Question
from bot.domain.text import Language, Locale
from tests.cogs.reading import text_of


class Screen:
    """Keeps what it is shown; `free` lets an edit come to its end."""

    def __init__(self) -> None:
        self.shown: list[int] = []
        self.paused: list[float] = []
        self.free = asyncio.Event()
        self.free.set()
        self.due = asyncio.Event()
        self.fails = False

    async def show(self, answer: Answer) -> None:
        await self.free.wait()
        if self.fails:
            raise ConnectionError
        self.shown.append(len(answer.sentences))

    async def pause(self, seconds: float) -> None:
        self.paused.append(seconds)
        await self.due.wait()
        self.due.clear()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def growing(screen: Screen) -> Telling:
    return Telling(screen.show, screen.pause)


def so_far(sentences: int) -> Answer:
    query = Query(text="?", language=Language.ENGLISH, locale=Locale.ENGLISH)
    said = tuple(Sentence(text=f"No. {n}", citations=(1,)) for n in range(sentences))
    return Answer(query=query, sentences=said)


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "words", ["看空的理由很多。" * 40, "a long sentence of ours " * 20, "**[x](https://x.example)**" * 12]
)
def test_whatever_is_written_so_far_fits_on_a_card(words: str) -> None:
    answer = so_far(30)
    said = tuple(one.model_copy(update={"text": f"{one.text} {words}"}) for one in answer.sentences)
    question = Question(text="x" * 2000, asked_on=date(2025, 12, 1))
    text = text_of(growing_card(answer.model_copy(update={"sentences": said}), question, echo=True))
    assert (len(text) <= 4000, len(text.encode()) <= 10_000) == (True, True)
    assert text.endswith("-# Still writing …")


async def test_the_first_is_shown_at_once_and_of_the_next_the_newest_when_an_edit_is_due(
    growing: Telling, screen: Screen
) -> None:
    for sentences in (1, 2, 3):
        await growing.hear(so_far(sentences))
        await turns()
    assert (screen.shown, screen.paused) == ([1], [EVERY])
    screen.due.set()
    await turns()
    assert (screen.shown, screen.paused) == ([1, 3], [EVERY, EVERY])
    assert EVERY == 1.2


async def test_who_writes_does_not_wait_for_a_slow_screen(growing: Telling, screen: Screen) -> None:
    screen.free.clear()
    for sentences in range(1, 5):
        await growing.hear(so_far(sentences))
        await turns()
    assert screen.shown == []
    screen.free.set()
    await turns()
    assert screen.shown == [1]


async def test_the_whole_answer_waits_until_an_edit_is_due(growing: Telling, screen: Screen) -> None:
    await growing.hear(so_far(1))
    await turns()
    await growing.hear(so_far(2))
    resting = asyncio.create_task(growing.rest())
    await turns()
    assert not resting.done()
    screen.due.set()
    await resting
    assert screen.shown == [1]


async def test_nothing_is_waited_for_where_nothing_was_shown(growing: Telling, screen: Screen) -> None:
    await growing.hear(so_far(0))
    await growing.rest()
    await growing.break_off()
    assert screen.paused == []


async def test_breaking_off_lets_an_edit_end_and_waits_for_no_pause(growing: Telling, screen: Screen) -> None:
    screen.free.clear()
    await growing.hear(so_far(1))
    await turns()
    breaking_off = asyncio.create_task(growing.break_off())
    await turns()
    assert not breaking_off.done()
    screen.free.set()
    await breaking_off
    assert screen.shown == [1]


async def test_a_state_that_could_not_be_shown_is_left_to_the_next(growing: Telling, screen: Screen) -> None:
    screen.fails = True
    await growing.hear(so_far(1))
    await turns()
    screen.fails = False
    await growing.hear(so_far(2))
    screen.due.set()
    await turns()
    assert screen.shown == [2]
    await growing.break_off()
