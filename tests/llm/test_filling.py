"""Forms from the real client: asked for as the server understands, and read leniently."""

import asyncio
import json

import pytest
from pydantic import BaseModel

from bot.domain.usage import Usage
from bot.errors import (
    ModelAnswerUnusable,
    ModelCallRefused,
    ModelContextFull,
    ModelDeclined,
    ModelError,
    ModelNotThere,
)
from bot.llm.dialect import Feature, Mode
from bot.llm.forms import Tolerant, filled_in
from tests.llm.asking import PROMPT, Point, Points, at, written
from tests.llm.hostile import Asked, Script, serving
from tests.llm.replies import Endless, Reply, Says, refused

RIGHT = '{"points": [{"sentence": 1, "side": "bull"}, {"sentence": 2, "side": "bear"}]}'
FILLED = Points(points=[Point(sentence=1, side="bull"), Point(sentence=2, side="bear")])


def refusing(*names: str, text: str = RIGHT) -> Script:
    """A server that refuses each of these parameters or formats by name."""

    def script(asked: Asked) -> Reply:
        has = [name for name in names if name in asked.body or name == asked.format]
        return (
            refused(400, f"Unsupported parameter: '{has[0]}' is not supported with this model.") if has else Says(text)
        )

    return script


async def test_a_form_is_asked_for_by_a_strict_schema() -> None:
    with serving([Says(RIGHT, usage=(30, 20))]) as server:
        async with at(server) as chat:
            filled = await chat.fill(PROMPT, Points)
            assert chat.mode is Mode.SCHEMA
    assert (filled.form, filled.usage) == (FILLED, Usage(sent=30, written=20))
    told = server.requests[0].body["response_format"]["json_schema"]
    assert (told["name"], told["strict"]) == ("Points", True)
    assert told["schema"]["required"] == ["points"]
    assert told["schema"]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("names", "mode"),
    [
        ((), Mode.SCHEMA),
        (("json_schema",), Mode.OBJECT),
        (("json_schema", "json_object"), Mode.TEXT),
        (("response_format",), Mode.TEXT),
        (("stream_options", "temperature", "max_tokens"), Mode.SCHEMA),
        ((*Feature,), Mode.TEXT),
    ],
)
async def test_what_a_server_refuses_is_left_out_once_and_for_all(names: tuple[str, ...], mode: Mode) -> None:
    with serving(refusing(*names)) as server:
        async with at(server) as chat:
            assert (await chat.fill(PROMPT, Points)).form == FILLED
            assert chat.mode is mode
            tried = len(server.requests)
            assert (await chat.fill(PROMPT, Points)).form == FILLED
            await written(chat)
    assert len(server.requests) == tried + 2
    assert ("JSON" in server.requests[-2].instructions) == (mode is not Mode.SCHEMA)


async def test_a_server_that_refuses_without_a_reason_is_asked_ever_more_simply() -> None:
    def script(asked: Asked) -> Reply:
        return refused(422, "Unprocessable") if asked.format == "json_schema" else Says(RIGHT)

    with serving(script) as server:
        async with at(server) as chat:
            assert (await chat.fill(PROMPT, Points)).form == FILLED
            assert chat.mode is Mode.OBJECT


async def test_a_server_that_breaks_over_a_parameter_and_names_it_has_refused_it() -> None:
    """Word for word what llama-cpp-python's own server says."""
    said = "{'type': 'literal_error', 'msg': \"Input should be 'text' or 'json_object'\", 'input': 'json_schema'}"

    def script(asked: Asked) -> Reply:
        return refused(500, said) if asked.format == "json_schema" else Says(RIGHT)

    with serving(script) as server:
        async with at(server) as chat:
            assert (await chat.fill(PROMPT, Points)).form == FILLED
            assert chat.mode is Mode.OBJECT


async def test_nothing_is_learnt_from_a_server_that_refuses_everything() -> None:
    with serving([refused(400, "no")]) as server:
        async with at(server) as chat:
            with pytest.raises(ModelCallRefused) as caught:
                await chat.fill(PROMPT, Points)
            assert chat.mode is Mode.SCHEMA
    assert caught.value.details["reason"] == "HTTP 400"
    assert len(server.requests) == 7


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (refused(400, "maximum context length is 4096 tokens.", "context_length_exceeded"), ModelContextFull),
        (refused(400, "the request exceeds the available context size. try increasing it"), ModelContextFull),
        (refused(404, "The model `fake` does not exist.", "model_not_found"), ModelNotThere),
        (refused(404, 'model "fake" not found, try pulling it first'), ModelNotThere),
        (refused(400, "The response was filtered", "content_filter"), ModelDeclined),
        (refused(400, "Content Exists Risk"), ModelDeclined),
        (refused(400, "Input data may contain inappropriate content.", "data_inspection_failed"), ModelDeclined),
        (refused(400, "系统检测到输入或生成内容可能包含不安全或敏感内容", "1301"), ModelDeclined),
    ],
)
async def test_what_has_another_cause_is_no_reason_to_ask_more_simply(reply: Reply, error: type[Exception]) -> None:
    with serving([reply]) as server:
        async with at(server) as chat:
            with pytest.raises(error):
                await chat.fill(PROMPT, Points)
            assert chat.mode is Mode.SCHEMA
    assert len(server.requests) == 1


async def test_a_server_that_passes_over_the_schema_is_told_it_in_words() -> None:
    def script(asked: Asked) -> Reply:
        return Says(RIGHT if "JSON schema" in asked.instructions else "Sure! Here they are: bull, bear.", usage=(10, 5))

    with serving(script) as server:
        async with at(server) as chat:
            filled = await chat.fill(PROMPT, Points)
            await chat.fill(PROMPT, Points)
            assert chat.mode is Mode.OBJECT
    assert (filled.form, filled.usage) == (FILLED, Usage(sent=20, written=10))
    assert len(server.requests) == 3


async def test_who_asked_at_the_same_time_is_told_in_words_too() -> None:
    def script(asked: Asked) -> Reply:
        return Says(RIGHT if "JSON schema" in asked.instructions else "Sure! Bull, bear.")

    with serving(script) as server:
        async with at(server) as chat:
            filled = await asyncio.gather(*(chat.fill(PROMPT, Points) for _ in range(3)))
    assert [one.form for one in filled] == [FILLED] * 3
    assert len(server.requests) == 6


async def test_an_answer_that_was_paid_for_is_not_forgotten_where_the_second_try_costs_nothing() -> None:
    with serving([Says("Sure! Bull, bear."), refused(429, "Slow down.", retry_after_ms="1")]) as server:
        async with at(server) as chat:
            with pytest.raises(ModelError) as caught:
                await chat.fill(PROMPT, Points)
    assert caught.value.is_paid


async def test_who_once_held_to_the_schema_is_not_doubted_for_one_bad_answer() -> None:
    with serving([Says(RIGHT), Says("no")]) as server:
        async with at(server) as chat:
            await chat.fill(PROMPT, Points)
            with pytest.raises(ModelAnswerUnusable):
                await chat.fill(PROMPT, Points)
    assert len(server.requests) == 2


@pytest.mark.parametrize("reply", [Says("no"), Says(""), Says("{}"), Says('{"other": 1}'), Endless()])
async def test_what_is_no_form_is_unusable(reply: Reply) -> None:
    with serving([reply]) as server:
        async with at(server) as chat:
            with pytest.raises(ModelAnswerUnusable):
                await chat.fill(PROMPT, Points)


async def test_what_was_cut_off_is_given_where_it_makes_a_form() -> None:
    with serving([Says(RIGHT[:-20], finish="length")]) as server:
        async with at(server) as chat:
            assert (await chat.fill(PROMPT, Points)).form == Points(points=FILLED.points[:1])


async def test_an_answer_that_was_cut_off_says_nothing_of_the_servers_schemas() -> None:
    with serving([Says("Let me think", finish="length"), Says(RIGHT)]) as server:
        async with at(server) as chat:
            with pytest.raises(ModelAnswerUnusable):
                await chat.fill(PROMPT, Points)
            assert chat.mode is Mode.SCHEMA
    assert len(server.requests) == 1


async def test_a_refusal_is_no_form() -> None:
    with serving([Says("", refusal="I can't help with that.")]) as server:
        async with at(server) as chat:
            with pytest.raises(ModelDeclined):
                await chat.fill(PROMPT, Points)


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        f"```json\n{RIGHT}\n```",
        f"Here you are:\n```\n{RIGHT}\n```\nAnything else?",
        f"I used {{braces}} and [1]. {RIGHT} Hope that helps! {{}}",
        f'<think>{{"points": []}} or not?</think>{RIGHT}',
        json.dumps(json.loads(RIGHT)["points"]),
        RIGHT[:-1],
        RIGHT.replace("{", "\n { ").replace("}", " } "),
        RIGHT.replace("]", ', {"sentence": "none"}, null, "x"]'),
    ],
)
def test_a_form_is_found_in_what_stands_around_it(text: str) -> None:
    assert filled_in(text, Points) == FILLED


@pytest.mark.parametrize(
    "text", ["", "[]", "[1]", "{" * 50_000, "[" * 50_000, '{"points": 3}', "see [1] and [2]", "null"]
)
def test_what_holds_no_form_is_unusable(text: str) -> None:
    with pytest.raises(ModelAnswerUnusable):
        filled_in(text, Points)


class Loose(BaseModel):
    sides: Tolerant[tuple[Point, ...]] = ()


def test_items_that_do_not_fit_are_left_out_of_a_tuple_too() -> None:
    text = '{"sides": [{"sentence": 1, "side": "bull"}, {"sentence": 1}]}'
    assert filled_in(text, Loose).sides == (Point(sentence=1, side="bull"),)
    assert filled_in('{"sides": null}', Loose).sides == ()


async def test_a_default_does_not_make_a_schema_that_strict_servers_refuse() -> None:
    with serving([Says('{"sides": []}')]) as server:
        async with at(server) as chat:
            await chat.fill(PROMPT, Loose)
    schema = server.requests[0].body["response_format"]["json_schema"]["schema"]
    assert "default" not in json.dumps(schema)
    assert schema["required"] == ["sides"]
