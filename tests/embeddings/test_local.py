"""The wheel's model: unit vectors, and questions that never wait for passages."""

import asyncio
import time

import numpy as np

from bot.embeddings.local import DIMENSIONS, NAME, local_is_available, open_local


async def test_vectors_have_unit_length_and_the_order_of_their_texts() -> None:
    texts = ["Sales fell.", "", "毛利率在降。", "Sales fell.", "x" * 5_000, "one more"]
    async with open_local() as embedder:
        rows = await embedder.passages(texts)
        none = await embedder.passages([])
    assert (embedder.name, embedder.dimensions) == (NAME, DIMENSIONS)
    assert rows.dtype == np.dtype(np.float32)
    assert rows.shape == (len(texts), DIMENSIONS)
    assert none.shape == (0, DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert np.allclose(rows[0], rows[3], atol=1e-5)


async def test_a_question_finds_its_passage_across_languages() -> None:
    async with open_local() as embedder:
        rows = await embedder.passages(["毛利率下降了两个百分点", "The cat sat on the mat.", "创始人周末去爬山"])
        question = await embedder.query("gross margin fell")
    assert question.shape == (DIMENSIONS,)
    assert int(np.argmax(rows @ question)) == 0


async def test_a_question_does_not_wait_for_a_long_post() -> None:
    async with open_local() as embedder:
        await embedder.ping()
        weeks = [f"Margins fell again in week {n}, and costs rose." for n in range(60)]
        await embedder.passages(weeks[:1])  # what loads at the first passage is loaded
        post = asyncio.create_task(embedder.passages(weeks))
        question = asyncio.create_task(embedder.query("why did margins fall"))
        done, _ = await asyncio.wait([post, question], return_when=asyncio.FIRST_COMPLETED)
        assert done == {question}
        await post


async def test_questions_and_passages_at_once_give_what_they_give_alone() -> None:
    async with open_local() as embedder:
        alone = await embedder.query("who sold shares")
        _, *together = await asyncio.gather(
            embedder.passages(["Insiders sold shares."] * 12), *(embedder.query("who sold shares") for _ in range(6))
        )
    assert all(np.array_equal(alone, vector) for vector in together)


def test_the_model_is_there() -> None:
    assert local_is_available()


async def test_a_text_that_comes_again_is_embedded_once() -> None:
    again = ["英" * 400] * 200
    async with open_local() as embedder:
        start = time.process_time()
        await embedder.passages(again[:1])
        once, start = time.process_time() - start, time.process_time()
        await embedder.passages(again)
        assert time.process_time() - start < 20 * once
        vectors = await embedder.passages(["Margins fell.", "Orders doubled.", "Margins fell."])
    assert vectors.shape == (3, DIMENSIONS)
    assert (vectors[0] == vectors[2]).all()
    assert (vectors[0] != vectors[1]).any()
