"""When two stretches of text are one finding, and what does not matter between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.evaluation.spans import iou, place, plain, same_place
from bot.domain.text import Span


@pytest.mark.parametrize(
    "text",
    [
        "It’s up 5 % – for good",
        "It's up\u200b 5 %\n- for good",
        "<p>It's **up** 5&nbsp;% — for good</p>",
        "Itâ€™s up ５ % â€“ for good",
    ],
)
def test_white_space_mark_up_and_broken_characters_do_not_matter(text: str) -> None:
    assert plain(text) == "It'sup5%-forgood"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ((0, 10), True),
        ((0, 4), True),  # all of the shorter, 40 % of the longer
        ((0, 2), False),
        ((4, 14), True),  # 60 % of each
        ((5, 15), False),
        ((0, 33), True),
        ((0, 34), False),  # less than 30 % of the longer
        ((10, 20), False),
    ],
)
def test_one_place_shares_most_of_the_shorter_and_enough_of_the_longer(other: tuple[int, int], is_same: bool) -> None:  # noqa: FBT001
    ten, span = Span(start=0, end=10), Span(start=other[0], end=other[1])
    assert same_place(ten, span) is is_same
    assert same_place(span, ten) is is_same


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 60))
def test_half_of_both_together_is_one_place(length: int, start: int, other: int) -> None:
    a, b = Span(start=0, end=length), Span(start=start, end=start + other)
    assert same_place(a, b) or iou(a, b) < 0.5


def test_a_quote_that_stands_twice_is_placed_where_it_begins() -> None:
    raw = "Buy more. I said: buy more. Then: buy more."
    last = plain(raw).rindex("buy")
    assert place("buy more", raw.rindex("buy"), raw) == Span(start=last, end=last + len("buymore"))


def test_a_quote_that_its_paste_does_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        place("sell", 0, "Buy more.")
