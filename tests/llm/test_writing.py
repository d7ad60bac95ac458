"""Text from the real client, of a server that behaves and of one that does not."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from bot.domain.usage import Usage
from bot.errors import (
    CasebookError,
    ModelAnswerUnusable,
    ModelBroken,
    ModelBrokeOff,
    ModelBusy,
    ModelCutOff,
    ModelDeclined,
    ModelError,
    ModelResting,
    ModelSilent,
    ModelTooSlow,
    ModelUrlWrong,
)
from bot.llm.chat import ChatModel, Prompted
from bot.llm.deadline import Deadline
from bot.llm.hearing import LETTERS_PER_TOKEN
from tests.llm.asking import KEY, PROMPT, SOON, at, written
from tests.llm.hostile import serving
from tests.llm.replies import (
    Breaks,
    ChoosesNothing,
    Cut,
    Drips,
    Ending,
    Endless,
    Hangs,
    HangsUp,
    Promises,
    Reply,
    Says,
    Streams,
)

PATIENCE = 60.0
"""Seconds, which only end a wait."""
TEXT = "比亚迪的利润 fell 12% 👩‍🚀🚀. Two sentences."


@pytest.mark.parametrize("cut", Cut)
@pytest.mark.parametrize("piece", [1, 3, 1000])
async def test_text_comes_whole_however_it_is_cut(cut: Cut, piece: int) -> None:
    with serving([Says(TEXT, piece=piece, cut=cut, usage=(40, 9))]) as server:
        async with at(server) as chat:
            assert await written(chat) == (TEXT, Usage(sent=40, written=9))
    [asked] = server.requests
    assert (asked.instructions, asked.given) == (PROMPT.instructions, PROMPT.given)
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert (asked.body["max_tokens"], asked.body["temperature"], asked.format) == (60, 0.0, "")


async def test_no_piece_is_empty_or_half_a_character() -> None:
    with serving([Says("🚀" * 5, piece=1, cut=Cut.UNITS)]) as server:
        async with at(server) as chat, aclosing(chat.write(PROMPT)) as pieces:
            told = [piece async for piece in pieces]
    assert told[:-1] == ["🚀"] * 5


async def test_half_a_character_that_stays_alone_is_replaced() -> None:
    lines = (
        r'{"choices":[{"index":0,"delta":{"content":"a\ud83d"}}]}',
        r'{"choices":[{"index":0,"delta":{"content":"b"}}]}',
    )
    end = '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}'
    with serving([Streams((*lines, end, "[DONE]"))]) as server:
        async with at(server) as chat:
            text, _usage = await written(chat)
    assert text == "a\ufffdb"


async def test_half_a_character_at_the_end_is_replaced() -> None:
    lines = (r'{"choices":[{"delta":{"content":"a\ud83d"}}]}', '{"choices":[{"delta":{},"finish_reason":"stop"}]}')
    with serving([Streams((*lines, "[DONE]"))]) as server:
        async with at(server) as chat:
            assert (await written(chat))[0] == "a\ufffd"


@pytest.mark.parametrize("piece", [1, 5, 1000])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<think>They want 3 < 4.\n</think>\n\nThree is less.", "\n\nThree is less."),
        (" <think></think>Yes <think>no</think>.", "Yes <think>no</think>."),
        ("<thi", "<thi"),
        ("<b>Bold", "<b>Bold"),
        ("\n One.", "\n One."),
    ],
)
async def test_what_was_thought_aloud_is_no_answer(text: str, said: str, piece: int) -> None:
    with serving([Says(text, piece=piece)]) as server:
        async with at(server) as chat:
            assert (await written(chat))[0] == said


async def test_tokens_that_the_server_does_not_count_are_estimated() -> None:
    with serving([Says("Seven letters each.", usage=None)]) as server:
        async with at(server) as chat:
            _text, usage = await written(chat)
    assert usage.estimated
    assert usage.sent > 0 < usage.written


@pytest.mark.parametrize("counted", [(10**30, 7), (11, 10**12), (-1, 7)])
async def test_a_count_that_can_be_none_is_estimated(counted: tuple[int, int]) -> None:
    with serving([Says("Seven letters each.", usage=counted)]) as server:
        async with at(server) as chat:
            _text, usage = await written(chat)
    assert usage.estimated
    assert usage.total < 100


async def test_a_server_that_does_not_stream_is_heard_all_the_same() -> None:
    body = {
        "choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4},
    }
    with serving([Breaks(200, body)]) as server:
        async with at(server) as chat:
            assert await written(chat) == (TEXT, Usage(sent=3, written=4))


async def failing(chat: ChatModel) -> tuple[str, ModelError]:
    """What came before it failed, and how it failed."""
    came = ""
    try:
        async with aclosing(chat.write(PROMPT)) as pieces:
            async for piece in pieces:
                came += "" if isinstance(piece, Usage) else piece
    except ModelError as error:
        return came, error
    raise AssertionError(came)


@pytest.mark.parametrize(
    ("reply", "came", "error"),
    [
        (Says("Half a sen", finish="length"), "Half a sen", ModelCutOff),
        (Says("", refusal="I can't."), "", ModelDeclined),
        (Says("So far", finish="content_filter"), "So far", ModelDeclined),
        (Says(""), "", ModelAnswerUnusable),
        (Says(" \n"), " \n", ModelAnswerUnusable),
        (ChoosesNothing(), "", ModelAnswerUnusable),
        (Says("<think>and so on", finish="length"), "", ModelCutOff),
        (Says("<think>no more than this</think>"), "", ModelAnswerUnusable),
        (Endless(""), "", ModelBrokeOff),
        (Streams(("[DONE]",)), "", ModelAnswerUnusable),
        (Says("So far", ends=Ending.DISCONNECTS), "So far", ModelBrokeOff),
        (HangsUp(), "", ModelBroken),
        (Streams(("{half",)), "", ModelBroken),
        (Streams(("[]",)), "", ModelBroken),
        (Streams(("1",)), "", ModelBroken),
        (Streams(('{"choices":7}',)), "", ModelBroken),
        (Streams(('{"choices":[{"delta":{"content":"no end"}}]}',)), "no end", ModelBrokeOff),
        (Streams(('{"error":{"message":"boom"}}',)), "", ModelBroken),
        (Breaks(500, "oh", SOON), "", ModelBroken),
        (Breaks(503, "<html>", SOON, "text/html"), "", ModelBroken),
        (Breaks(429, "", SOON), "", ModelBusy),
        (Breaks(200, "<html>It works!</html>", kind="text/html; charset=utf-8"), "", ModelUrlWrong),
        (Breaks(200, "%PDF", kind="application/pdf"), "", ModelUrlWrong),
        (Breaks(200, '{"hello": "world"}'), "", ModelUrlWrong),
        (Breaks(200, "not json"), "", ModelBroken),
        (Breaks(200, "x" * 2_500_000), "", ModelBroken),
        (Breaks(200, "[" * 100_000), "", ModelBroken),
    ],
)
async def test_each_way_to_misbehave_has_its_error(reply: Reply, came: str, error: type[CasebookError]) -> None:
    with serving([reply]) as server:
        async with at(server) as chat:
            text, failure = await failing(chat)
    assert (text, type(failure)) == (came, error)


async def test_endless_thought_in_large_pieces_is_left_before_it_is_much() -> None:
    piece = "<think>" + "and so on " * 10_000
    with serving([Endless(piece)]) as server:
        async with at(server) as chat:
            _came, failure = await failing(chat)
    assert isinstance(failure, ModelBrokeOff)


async def test_endless_output_is_cut_and_the_connection_closed() -> None:
    with serving([Endless()]) as server:
        async with at(server) as chat:
            text, failure = await failing(chat)
            assert server.left.wait(PATIENCE)
    assert isinstance(failure, ModelCutOff)
    assert len(text) == PROMPT.most_tokens * LETTERS_PER_TOKEN


@pytest.mark.parametrize("reply", [Hangs(), Says("So far", ends=Ending.STALLS), Says("late", first=9.0)])
async def test_a_server_that_stalls_is_left(reply: Reply) -> None:
    with serving([reply]) as server:
        async with at(server, patience=0.2) as chat:
            _came, failure = await failing(chat)
            assert server.left.wait(PATIENCE)
    assert isinstance(failure, ModelTooSlow)
    assert failure.details["url"] == server.base_url


async def test_a_server_that_drips_is_left_after_a_while() -> None:
    with serving([Says("drip " * 100, piece=5, pause=0.2)]) as server:
        async with at(server, patience=1.0) as chat:
            came, failure = await failing(chat)
    assert isinstance(failure, ModelTooSlow)
    assert 0 < came.count("drip") < 18  # in three times as long as it is waited for each


STALLED = [Hangs(), Promises(), Says("", ends=Ending.STALLS), Says("So f", ends=Ending.STALLS), Drips("So far", 0.05)]


@pytest.mark.parametrize("reply", STALLED)
async def test_who_waits_for_a_server_that_stalls_waits_until_the_deadline(reply: Reply) -> None:
    with serving([reply]) as server:
        async with at(server, patience=PATIENCE) as chat, asyncio.timeout(PATIENCE / 2):
            with pytest.raises(ModelSilent):
                await written(chat, replace(PROMPT, deadline=Deadline(0.5)))
            assert server.left.wait(PATIENCE)
            with pytest.raises(ModelResting):
                await written(chat)
    assert len(server.requests) == 1


async def test_a_server_that_drips_letters_is_left_at_the_deadline_and_not_called_silent() -> None:
    with serving([Says("drip " * 100, piece=1, pause=0.1)]) as server:
        async with at(server, patience=PATIENCE) as chat, asyncio.timeout(PATIENCE / 2):
            with pytest.raises(ModelTooSlow) as caught:
                await written(chat, replace(PROMPT, deadline=Deadline(4.0)))
    assert type(caught.value) is ModelTooSlow


async def test_after_the_deadline_nothing_is_sent() -> None:
    with serving([Says("Here.")]) as server:
        async with at(server) as chat:
            with pytest.raises(ModelBusy):
                await written(chat, replace(PROMPT, deadline=Deadline(0.0)))
            assert (await written(chat))[0] == "Here."
    assert len(server.requests) == 1


async def test_the_deadline_holds_for_who_waits_for_a_place_too() -> None:
    with serving([Hangs()]) as server:
        async with at(server, at_once=1, patience=PATIENCE) as chat, asyncio.timeout(PATIENCE / 2):
            first = asyncio.create_task(written(chat))
            await asyncio.to_thread(server.asked.wait, PATIENCE)
            with pytest.raises(ModelBusy):
                await written(chat, replace(PROMPT, deadline=Deadline(0.2)))
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)


async def test_what_the_listener_does_meanwhile_costs_the_server_nothing() -> None:
    with serving([Says("one two three", piece=4)]) as server:
        async with at(server, patience=0.6) as chat, aclosing(chat.write(PROMPT)) as pieces:
            told = []
            async for piece in pieces:
                await asyncio.sleep(0.65)
                told.append(piece)
    assert "".join(map(str, told[:-1])) == "one two three"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_may_pass_is_tried_again_as_soon_as_the_server_says(status: int) -> None:
    with serving([Breaks(status, "", SOON), Breaks(status, "", SOON), Says("Third time.")]) as server:
        async with at(server) as chat:
            text, _usage = await written(chat)
    assert (text, len(server.requests)) == ("Third time.", 3)


async def test_a_longer_rest_than_we_have_patience_for_is_not_waited_for() -> None:
    with serving([Breaks(429, "", {"Retry-After": "100"})]) as server:
        async with at(server) as chat, asyncio.timeout(30):
            _came, failure = await failing(chat)
    assert isinstance(failure, ModelBusy)
    assert len(server.requests) == 1


@pytest.mark.parametrize(("status", "error"), [(429, ModelBusy), (503, ModelBroken)])
@pytest.mark.parametrize("rest", ["2", "1.9"])
async def test_rests_that_are_longer_together_than_our_patience_are_not_waited_for(
    status: int, error: type[ModelError], rest: str
) -> None:
    """Such a call would end as too slow, which may be billed; a server that asks for patience bills nothing."""
    with serving([Breaks(status, "", {"Retry-After": rest})]) as server:
        async with at(server, patience=3.2) as chat:
            _came, failure = await failing(chat)
    assert type(failure) is error
    assert len(server.requests) == 2


async def test_who_stops_listening_closes_the_connection() -> None:
    with serving([Says("word " * 50, pause=0.02), Says("Next.")]) as server:
        async with at(server, at_once=1) as chat:
            async with aclosing(chat.write(PROMPT)) as pieces:
                async for _piece in pieces:
                    break
            assert server.left.wait(PATIENCE)
            assert (await written(chat))[0] == "Next."


async def test_a_cancelled_call_closes_the_connection_and_makes_room() -> None:
    with serving([Hangs(), Says("Next.")]) as server:
        async with at(server, at_once=1) as chat:
            task = asyncio.create_task(written(chat))
            await asyncio.to_thread(server.asked.wait, PATIENCE)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert server.left.wait(PATIENCE)
            assert (await written(chat))[0] == "Next."


async def test_no_more_than_are_allowed_call_at_once() -> None:
    with serving([Says("word " * 5, pause=0.01)]) as server:
        async with at(server, at_once=2) as chat:
            told = await asyncio.gather(*(written(chat) for _ in range(6)))
    assert {text for text, _usage in told} == {"word " * 5}
    assert server.most_at_once == 2


async def test_who_finds_no_place_in_time_is_told_that_it_is_busy() -> None:
    slow = Prompted("", "", 60)
    with serving([Says("word " * 5, piece=5, pause=0.4)]) as server:
        async with at(server, at_once=1, patience=1.0) as chat:
            first = asyncio.create_task(written(chat, slow))
            await asyncio.sleep(0.05)
            with pytest.raises(ModelBusy):
                await written(chat)
            assert (await first)[0] == "word " * 5
