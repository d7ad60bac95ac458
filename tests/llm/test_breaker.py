"""A server that fails several times in a row is left alone, and then tried once."""

import asyncio
from contextlib import ExitStack, aclosing, suppress

import pytest

from bot.errors import (
    ModelAnswerUnusable,
    ModelBroken,
    ModelCallRefused,
    ModelCutOff,
    ModelDeclined,
    ModelError,
    ModelKeyRefused,
    ModelNotStarted,
    ModelResting,
    ModelSilent,
    ModelTooSlow,
)
from bot.llm.breaker import FAILURES, REST, Breaker
from tests.llm.asking import PROMPT, SOON, at, written
from tests.llm.hostile import serving
from tests.llm.replies import Breaks, Reply, Says, refused


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def failing(breaker: Breaker, error: BaseException) -> None:
    with pytest.raises(type(error)), breaker.watching():
        raise error


def calls(breaker: Breaker, at_once: int = 1) -> int:
    """How many of so many calls at once are let through."""
    let_in = 0
    with ExitStack() as stack:
        for _ in range(at_once):
            with suppress(ModelResting):
                stack.enter_context(breaker.watching())
                let_in += 1
    return let_in


def rested() -> tuple[Breaker, Clock]:
    """One whose server failed too often, at the end of its rest."""
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        failing(breaker, ModelTooSlow())
    clock.now += REST
    return breaker, clock


@pytest.mark.parametrize("error", [ModelTooSlow, ModelBroken, ModelNotStarted])
def test_a_server_that_fails_in_a_row_is_left_alone(error: type[ModelError]) -> None:
    breaker = Breaker(Clock())
    for _ in range(FAILURES):
        failing(breaker, error())
    with pytest.raises(ModelResting) as caught, breaker.watching():
        raise AssertionError
    assert caught.value.details == {"seconds": REST}


@pytest.mark.parametrize("error", [ModelKeyRefused(), asyncio.CancelledError(), GeneratorExit(), ValueError()])
def test_what_is_not_the_servers_fault_does_not_count(error: BaseException) -> None:
    breaker = Breaker(Clock())
    for _ in range(2 * FAILURES):
        failing(breaker, error)
    assert calls(breaker) == 1


def test_a_server_that_stalls_is_left_alone_at_once() -> None:
    breaker = Breaker(Clock())
    failing(breaker, ModelSilent())
    assert calls(breaker) == 0


def test_a_silence_beside_which_another_call_worked_is_one_failure() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    with ExitStack() as silent:
        silent.enter_context(breaker.watching())
        clock.now += 1
        assert calls(breaker) == 1
        with pytest.raises(ModelSilent):
            _end(silent, ModelSilent())
    assert calls(breaker) == 1


def test_one_call_that_works_forgets_the_failures_before() -> None:
    breaker = Breaker(Clock())
    failing(breaker, ModelBroken())
    assert calls(breaker) == 1
    for _ in range(FAILURES - 1):
        failing(breaker, ModelBroken())
    assert calls(breaker) == 1


@pytest.mark.parametrize("error", [ModelCutOff(), ModelDeclined(), ModelAnswerUnusable(), ModelCallRefused()])
def test_a_server_that_answers_is_there_whatever_it_answers(error: ModelError) -> None:
    breaker, _clock = rested()
    failing(breaker, error)
    for _ in range(FAILURES - 1):
        failing(breaker, ModelTooSlow())
    assert calls(breaker, at_once=2) == 2


def test_after_the_rest_one_call_tries_and_no_other_meanwhile() -> None:
    breaker, _clock = rested()
    assert calls(breaker, at_once=2) == 1
    assert calls(breaker, at_once=2) == 2


def test_a_try_that_fails_begins_the_rest_anew() -> None:
    breaker, clock = rested()
    failing(breaker, ModelBroken())
    clock.now += REST - 1
    with pytest.raises(ModelResting) as caught, breaker.watching():
        raise AssertionError
    assert caught.value.details == {"seconds": 1}


def test_a_try_that_is_broken_off_leaves_the_next_one_free() -> None:
    breaker, _clock = rested()
    failing(breaker, asyncio.CancelledError())
    assert calls(breaker) == 1


def test_a_call_from_before_that_ends_during_the_try_lets_no_other_in() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    with ExitStack() as before, ExitStack() as trying:
        before.enter_context(breaker.watching())
        for _ in range(FAILURES):
            failing(breaker, ModelTooSlow())
        clock.now += REST
        trying.enter_context(breaker.watching())
        with pytest.raises(asyncio.CancelledError):
            _end(before, asyncio.CancelledError())
        with pytest.raises(ModelResting), breaker.watching():
            raise AssertionError


def _end(call: ExitStack, error: BaseException) -> None:
    with call:
        raise error


async def test_who_waits_for_a_place_does_not_ask_a_server_that_failed_meanwhile() -> None:
    with serving([Breaks(500, "", SOON)]) as server:
        async with at(server, at_once=1) as chat:
            failures = await asyncio.gather(*(written(chat) for _ in range(8)), return_exceptions=True)
    assert [type(failure) for failure in failures] == [ModelBroken] * FAILURES + [ModelResting] * 5
    assert len(server.requests) == 3 * FAILURES


async def test_who_asks_a_server_that_rests_does_not_wait_for_a_place() -> None:
    replies: list[Reply] = [Says("word " * 20, pause=0.1), *[Breaks(500, "", SOON)] * (3 * FAILURES), Says("Back.")]
    with serving(replies) as server:
        async with at(server, at_once=2) as chat, aclosing(chat.write(PROMPT)) as first, asyncio.timeout(30):
            await anext(first)
            for _ in range(FAILURES):
                with pytest.raises(ModelBroken):
                    await written(chat)
            async with aclosing(chat.write(PROMPT)) as resting:
                with pytest.raises(ModelResting):
                    await anext(resting)


async def test_a_server_that_is_left_alone_is_not_asked() -> None:
    with serving([Breaks(500, "", SOON)]) as server:
        async with at(server) as chat:
            for _ in range(FAILURES):
                with pytest.raises(ModelBroken):
                    await written(chat)
            asked = len(server.requests)
            with pytest.raises(ModelResting):
                await written(chat)
    assert len(server.requests) == asked == 3 * FAILURES


async def test_a_server_that_refuses_a_key_is_asked_again_with_the_next_question() -> None:
    replies: list[Reply] = [*[refused(401, "no")] * (FAILURES + 1), Says("Now.")]
    with serving(replies) as server:
        async with at(server) as chat:
            for _ in range(FAILURES + 1):
                with pytest.raises(ModelKeyRefused):
                    await written(chat)
            assert (await written(chat))[0] == "Now."
