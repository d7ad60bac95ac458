"""What holds for every post, with and without embeddings, and that the weights belong to the committed sentences."""

from collections.abc import Sequence
from importlib.resources import files

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.train.rows import RETOLD, digest
from bot.arguments.extractive import ExtractiveExtractor
from bot.arguments.heads import Heads
from bot.arguments.reading import loaded_encoder, loaded_reader
from bot.embeddings.embedder import Embedder, Matrix, Vector
from bot.embeddings.local import LocalEmbedder
from bot.subjects.resolve import Resolver
from tests.arguments.conftest import Extract, post_of

POST = (
    "Nvidia has no debt left and customers wait a year for its chips. But at 45 times earnings the stock is priced for "
    "perfection and insiders sold all year."
)
PIECES = st.sampled_from(
    [
        "Nvidia is not enough to beat AMD",
        "Bears say",
        "空头总说英伟达",
        "毛利率掉了两个点",
        "，但",
        ", but ",
        "。",
        ". ",
        "\n",
        "$NVDA ",
        "$小米集团-W(01810.HK)",
        "https://example.com/x ",
        "😂",
        "is beyond reproach",
        "Another example is ",
        "Tesla ",
        "but the deeper problem is margins",
        "- ",
        "谈不上贵，也谈不上便宜",
        "\u3000",
        "版权归原作者所有",
        "(",
        "”",
        "\u200b",
    ]
)


class OtherModel:
    """Another model's vectors: as many numbers as ours, and none that our heads know."""

    name = "another-model"
    dimensions = 384

    async def passages(self, texts: Sequence[str]) -> Matrix:
        return np.eye(len(texts), 384, dtype=np.float32)

    async def query(self, text: str) -> Vector:
        vector: Vector = np.eye(1, 384, k=len(text) % 384, dtype=np.float32)[0]
        return vector

    async def ping(self) -> None: ...


@settings(derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
async def test_a_quote_is_its_span_and_no_two_share_span_and_subject(resolver: Resolver, body: str) -> None:
    if not body:
        return
    found = await ExtractiveExtractor(None).extract(post_of(body), resolver)
    spans = [(one.draft.span.start, one.draft.span.end, one.draft.subject.key) for one in found]
    assert len(spans) == len(set(spans))
    assert spans == sorted(spans, key=lambda span: span[:2])
    for one in found:
        quote = one.draft.span.of(body)
        assert quote == quote.strip()
        assert "http" not in quote
        assert " ".join(quote.split()) in one.draft.claim


async def test_a_whole_quote_carries_its_own_passage_vector(extract: Extract, embedder: LocalEmbedder) -> None:
    found = await extract(POST)
    again = await embedder.passages([one.draft.span.of(POST) for one in found])
    assert len(found) == 2
    for one, vector in zip(found, again, strict=True):
        assert one.vector is not None
        assert np.allclose(one.vector, vector, atol=1e-5)


async def test_words_alone_find_arguments_too(resolver: Resolver) -> None:
    found = await ExtractiveExtractor(None).extract(post_of(POST), resolver)
    assert [one.vector for one in found] == [None, None]


async def test_another_model_s_vectors_are_kept_and_not_judged_by(resolver: Resolver) -> None:
    other: Embedder = OtherModel()
    by_words = await ExtractiveExtractor(None).extract(post_of(POST), resolver)
    by_other = await ExtractiveExtractor(other).extract(post_of(POST), resolver)
    assert [one.draft for one in by_other] == [one.draft for one in by_words]
    assert all(one.vector is not None for one in by_other)


async def test_a_huge_post_is_read_to_its_end(resolver: Resolver) -> None:
    body = "Nvidia has no debt left and customers wait a year for its chips.\n" * 3_000
    found = await ExtractiveExtractor(None).extract(post_of(body), resolver)
    assert [one.draft.span.start for one in found] == list(range(0, len(body), len(body) // 3_000))


def test_the_weights_were_learnt_from_the_committed_sentences_and_pairs() -> None:
    facts = Heads.load().facts
    assert (facts.sentences, facts.pairs) == (digest(), digest(RETOLD))


def test_the_weights_stay_small() -> None:
    assert len((files("bot.arguments") / "data" / "heads.npz").read_bytes()) <= 2_000_000


def test_chances_are_those_of_hands_that_were_never_seen() -> None:
    facts = Heads.load().facts
    assert set(facts.heads) == {"argues", "argues_words", "side", "side_words", "neutral"}
    assert facts.heads["argues"].accuracy > 0.85
    assert facts.heads["side"].accuracy > 0.68


async def test_what_is_ready_loads_nothing_at_the_first_post(embedder: Embedder, resolver: Resolver) -> None:
    engine, loads = ExtractiveExtractor(embedder), (loaded_reader, loaded_encoder)
    for load in loads:
        load.cache_clear()
    await engine.prepare()
    assert [load.cache_info().misses for load in loads] == [1, 1]
    await engine.extract(post_of(POST), resolver)
    assert [load.cache_info().misses for load in loads] == [1, 1]
