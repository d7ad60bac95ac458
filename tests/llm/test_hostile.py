"""The fake server itself, spoken to by the real client."""

import pytest
from openai import APIError, AsyncOpenAI, InternalServerError
from openai.types.chat import ChatCompletionMessageParam

from tests.llm.hostile import MODEL, Asked, serving
from tests.llm.replies import Breaks, Cut, Endless, Reply, Says, refused

ASKED: list[ChatCompletionMessageParam] = [
    {"role": "system", "content": "Brief."},
    {"role": "user", "content": "Hello?"},
]


async def said(client: AsyncOpenAI) -> str:
    stream = await client.chat.completions.create(model=MODEL, messages=ASKED, stream=True)
    return "".join([chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices])


@pytest.mark.parametrize("cut", [Cut.CHARACTERS, Cut.BYTES])
async def test_text_comes_whole_however_it_is_cut(cut: Cut) -> None:
    text = "比亚迪 rose 12% 👩‍🚀 and 🚀 fell"
    with serving([Says(text, piece=1, cut=cut)]) as server:
        async with AsyncOpenAI(base_url=server.base_url, api_key="k") as client:
            assert await said(client) == text
    [asked] = server.requests
    assert (asked.instructions, asked.given, asked.streamed) == ("Brief.", "Hello?", True)


async def test_replies_come_in_order_and_the_last_stays() -> None:
    with serving([Breaks(503), Says("one"), Says("two")]) as server:
        async with AsyncOpenAI(base_url=server.base_url, api_key="k", max_retries=0) as client:
            with pytest.raises(InternalServerError):
                await said(client)
            assert [await said(client) for _ in range(3)] == ["one", "two", "two"]


async def test_a_function_answers_each_question_by_itself() -> None:
    def script(asked: Asked) -> Reply:
        return Says(asked.given.upper()) if asked.streamed else refused(400, "only streams")

    with serving(script) as server:
        async with AsyncOpenAI(base_url=server.base_url, api_key="k") as client:
            assert await said(client) == "HELLO?"
            with pytest.raises(APIError, match="only streams"):
                await client.chat.completions.create(model=MODEL, messages=ASKED)


async def test_a_listener_that_goes_is_noticed() -> None:
    with serving([Endless()]) as server:
        async with AsyncOpenAI(base_url=server.base_url, api_key="k") as client:
            stream = await client.chat.completions.create(model=MODEL, messages=ASKED, stream=True)
            async for _chunk in stream:
                break
            await stream.close()
        assert server.left.wait(60)
