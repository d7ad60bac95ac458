"""Searching by meaning and by date, scopes, and saying what there is: always exact."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.domain.argument import Argument, ArgumentId, Aspect, Stance
from bot.domain.subject import Subject
from storage import ChannelStore, Embedded, KeptArgument, Scope, open_store
from storage.vectors import ROWS_OF_A_BLOCK, Matrix, best, nearest, quantized, restored
from tests.storage.samples import (
    ALL,
    ALPHA,
    BYD,
    XIAOMI,
    XIAOMI_AUTO,
    argue,
    argument,
    claim,
    draft,
    embedded,
    keep,
)


async def test_the_nearest_in_meaning_come_first_with_their_cosines(alpha: ChannelStore) -> None:
    texts = {"East.": embedded(1, 0), "North.": embedded(0, 1), "North-east.": embedded(1, 1)}
    for text, vector in texts.items():
        await argue(alpha, text, KeptArgument(argument(text, text), vector))
    found = await alpha.by_meaning(embedded(1, 0.1), ALL, 2)
    quotes = [kept.quote for kept, _ in await alpha.evidence([argument_id for argument_id, _ in found])]
    assert quotes == ["East.", "North-east."]
    assert [score for _, score in found] == pytest.approx([0.995, 0.774], abs=0.01)


async def test_vectors_of_another_model_are_not_compared(alpha: ChannelStore) -> None:
    await argue(alpha, "East.", KeptArgument(argument("East.", "East."), embedded(1, 0, model="old")))
    assert await alpha.by_meaning(embedded(1, 0), ALL, 5) == []
    assert await alpha.by_meaning(embedded(1, 0, 0, model="old"), ALL, 5) == []
    assert len(await alpha.by_meaning(embedded(1, 0, model="old"), ALL, 5)) == 1


async def test_an_argument_without_a_vector_is_found_by_words_alone(alpha: ChannelStore) -> None:
    kept = await claim(alpha, "Deliveries doubled.")
    assert await alpha.by_meaning(embedded(1, 0), ALL, 5) == []
    assert await alpha.by_words(["deliveries"], ALL, 5) == [kept.argument_id]


async def test_what_was_kept_since_the_last_search_is_found(alpha: ChannelStore) -> None:
    for number in range(3):
        text = f"Report {number}."
        await argue(alpha, text, KeptArgument(argument(text, text), embedded(1, number)))
        assert len(await alpha.by_meaning(embedded(1, 0), ALL, 10)) == number + 1
        assert len(await alpha.by_words(["report"], ALL, 10)) == number + 1
        assert len(await alpha.newest(ALL, 10)) == number + 1


@pytest.mark.parametrize("limit", [0, -1])
async def test_nothing_is_found_where_nothing_is_wanted(alpha: ChannelStore, limit: int) -> None:
    await argue(alpha, "East.", KeptArgument(argument("East.", "East."), embedded(1, 0)))
    assert await alpha.by_words(["east"], ALL, limit) == []
    assert await alpha.by_meaning(embedded(1, 0), ALL, limit) == []
    assert await alpha.newest(ALL, limit) == []


async def test_the_newest_come_first_and_undated_posts_count_from_their_saving(alpha: ChannelStore) -> None:
    await argue(alpha, "Undated.", KeptArgument(argument("Undated.", "Undated.")))  # saved on 2025-10-14
    for when in (date(2025, 1, 1), datetime(2025, 12, 1, 9, tzinfo=UTC), date(2025, 10, 1)):
        text = f"Of {when.isoformat()}."
        await argue(alpha, text, KeptArgument(argument(text, text)), published_at=when)
    quotes = [kept.quote for kept, _ in await alpha.evidence(await alpha.newest(ALL, 3))]
    assert quotes == ["Of 2025-12-01T09:00:00+00:00.", "Undated.", "Of 2025-10-01."]


async def test_evidence_comes_in_the_order_asked_without_what_is_gone(alpha: ChannelStore) -> None:
    one, two = await claim(alpha, "One."), await claim(alpha, "Two.")
    gone = ArgumentId("agone")
    found = await alpha.evidence([two.argument_id, gone, one.argument_id])
    assert [kept for kept, _ in found] == [two, one]
    assert [post.body for _, post in found] == ["Two.", "One."]
    assert await alpha.evidence([]) == []


async def test_the_coverage_counts_every_subject_side_and_aspect(alpha: ChannelStore) -> None:
    assert await alpha.coverage() == []
    for number in range(3):
        await claim(alpha, f"Good {number}.", XIAOMI)
    await claim(alpha, "Weak.", XIAOMI_AUTO, stance=Stance.BEAR, aspect=Aspect.BRAND)
    held = [(item.subject, item.stance, item.aspect, item.arguments) for item in await alpha.coverage()]
    assert held == [(XIAOMI, Stance.BULL, Aspect.GROWTH, 3), (XIAOMI_AUTO, Stance.BEAR, Aspect.BRAND, 1)]


async def test_holders_are_named_once_who_holds_most_first(alpha: ChannelStore) -> None:
    for text, holder in (("One.", "wren"), ("Two.", "晨星"), ("Three.", "晨星"), ("Four.", None)):
        await claim(alpha, text, holder=holder)
    assert await alpha.holders() == ["晨星", "wren"]


async def test_what_was_considered_counts_arguments_posts_and_people(alpha: ChannelStore) -> None:
    body = "Cash grew. Debt fell."
    both = [KeptArgument(argument(body, quote, BYD)) for quote in ("Cash grew.", "Debt fell.")]
    await argue(alpha, body, *both, published_at=date(2025, 10, 1))
    [anonymous] = await keep(alpha, draft("Margins rose.", author=None))
    await alpha.settle(anonymous, [KeptArgument(argument("Margins rose.", "Margins rose.", BYD))], "test/1")
    await claim(alpha, "Other matters.", XIAOMI)
    seen = await alpha.considered(Scope(subjects=(BYD.key,)), today=date(2025, 10, 14))
    assert (seen.arguments, seen.posts, seen.authors, seen.newest_days) == (3, 2, 1, 13)
    nothing = await alpha.considered(Scope(holder="nobody"))
    assert (nothing.arguments, nothing.posts, nothing.authors, nothing.newest_days) == (0, 0, 0, None)


@dataclass(frozen=True)
class Said:
    """An argument as the scope sees it."""

    subject: Subject
    stance: Stance
    aspect: Aspect
    holder: str | None
    confidence: float
    published: date | None

    def within(self, scope: Scope) -> bool:
        """What a scope means, one argument at a time."""
        checks: list[Callable[[], bool]] = [
            lambda: (
                not scope.subjects or any(Subject(key=key, name="").covers(self.subject.key) for key in scope.subjects)
            ),
            lambda: not scope.stances or self.stance in scope.stances,
            lambda: not scope.aspects or self.aspect in scope.aspects,
            lambda: scope.holder is None or self.holder == scope.holder,
            lambda: self.confidence >= scope.least_confidence,
            lambda: scope.since is None or (self.published is not None and self.published >= scope.since),
            lambda: scope.until is None or (self.published is not None and self.published <= scope.until),
        ]
        return all(check() for check in checks)


SUBJECTS = [
    XIAOMI,
    XIAOMI_AUTO,
    BYD,
    Subject(key="xiaomi-x", name="Not Xiaomi"),
    Subject(key="$XIACY.US", name="XIACY"),
]
ASPECTS = [Aspect.BRAND, Aspect.GROWTH, Aspect.DEBT]
DAYS = [date(2025, month, 15) for month in range(1, 7)]
CONFIDENCES = [0.1, 0.35, 0.7, 0.9]

SAID = st.builds(
    Said,
    subject=st.sampled_from(SUBJECTS),
    stance=st.sampled_from(list(Stance)),
    aspect=st.sampled_from(ASPECTS),
    holder=st.sampled_from([None, "wren", "晨星", "wren "]),
    confidence=st.sampled_from(CONFIDENCES),
    published=st.none() | st.sampled_from(DAYS),
)
SCOPES = st.builds(
    Scope,
    subjects=st.lists(st.sampled_from([subject.key for subject in SUBJECTS]), max_size=2).map(tuple),
    stances=st.lists(st.sampled_from(list(Stance)), max_size=2, unique=True).map(tuple),
    least_confidence=st.sampled_from([0, *CONFIDENCES]),
    aspects=st.lists(st.sampled_from(ASPECTS), max_size=2, unique=True).map(tuple),
    holder=st.none() | st.sampled_from(["wren", "晨星", "nobody"]),
    since=st.none() | st.sampled_from(DAYS),
    until=st.none() | st.sampled_from(DAYS),
)


async def say(store: ChannelStore, number: int, said: Said) -> Argument:
    text = f"Common words of number {number}."
    drafted = argument(
        text,
        text,
        said.subject,
        stance=said.stance,
        aspect=said.aspect,
        holder=said.holder,
        stance_confidence=said.confidence,
    )
    vector = embedded(1, number + 1)
    [kept] = await argue(store, text, KeptArgument(drafted, vector), published_at=said.published)
    return kept


@settings(max_examples=25, derandomize=True, deadline=None)
@given(all_said=st.lists(SAID, min_size=1, max_size=12), scopes=st.lists(SCOPES, min_size=1, max_size=6))
async def test_every_search_finds_exactly_what_is_in_its_scope(all_said: list[Said], scopes: list[Scope]) -> None:
    async with open_store("sqlite:///:memory:") as store:
        alpha = store.channel(ALPHA)
        kept = {(await say(alpha, number, said)).argument_id: said for number, said in enumerate(all_said)}
        for scope in scopes:
            inside = {argument_id for argument_id, said in kept.items() if said.within(scope)}
            assert set(await alpha.by_words(["common", "words"], scope, 50)) == inside
            assert {found for found, _ in await alpha.by_meaning(embedded(1, 1), scope, 50)} == inside
            assert set(await alpha.newest(scope, 50)) == inside
            assert (await alpha.considered(scope)).arguments == len(inside)


async def test_a_narrow_scope_finds_what_many_better_matches_stand_before(alpha: ChannelStore) -> None:
    for number in range(60):
        await claim(alpha, f"Margin margin margin {number}", stance_confidence=0.4)
    hidden = await claim(alpha, "A long sentence in which somewhere the margin is named once", stance_confidence=0.9)
    assert await alpha.by_words(["margin"], Scope(least_confidence=0.8), 1) == [hidden.argument_id]


def random_vectors(count: int, dimensions: int = 16) -> NDArray[np.float32]:
    vectors = np.random.default_rng(count).standard_normal((count, dimensions))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.mark.parametrize("steps", [[1] * 5, [3, ROWS_OF_A_BLOCK, 40], [2 * ROWS_OF_A_BLOCK + 1, 1, 1]])
def test_a_matrix_that_grows_finds_what_one_large_product_finds(steps: list[int]) -> None:
    vectors = random_vectors(sum(steps))
    matrix, start = Matrix(16), 0
    for count in steps:
        matrix.append(np.arange(start, start + count), vectors[start : start + count])
        start += count
    assert matrix.rows.tolist() == list(range(start))
    asked = random_vectors(1)[0]
    places, products = nearest(matrix.blocks(), asked, None, 3)
    assert places.tolist() == np.argsort(-(vectors @ asked), kind="stable")[:3].tolist()
    assert products == pytest.approx((vectors @ asked)[places], abs=1e-6)
    some = np.arange(0, start, 7)
    among, _ = nearest(matrix.blocks(), asked, some, 3)
    assert among.tolist() == some[np.argsort(-(vectors[some] @ asked), kind="stable")[:3]].tolist()


def test_of_equal_values_the_earlier_is_better() -> None:
    assert best(np.array([1.0, 2.0, 2.0, 0.0, 2.0]), 2).tolist() == [1, 2]
    assert best(np.array([], np.float32), 3).tolist() == []


@settings(max_examples=50, derandomize=True, deadline=None)
@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=64))
def test_a_vector_in_bytes_is_off_by_half_a_step_at_most(components: list[float]) -> None:
    vector = np.array(components, np.float32)
    kept = quantized(Embedded("test-model", vector))
    [back] = restored([kept.scale], [kept.data])
    assert np.abs(back - vector).max() <= kept.scale * 0.501 + 1e-7


async def test_searching_with_a_strange_vector_finds_something_finite(alpha: ChannelStore) -> None:
    zero = Embedded("test-model", np.zeros(2, np.float32))
    await argue(alpha, "East.", KeptArgument(argument("East.", "East."), zero))
    [(_, score)] = await alpha.by_meaning(embedded(1, 0), ALL, 5)
    assert score == 0
