"""How posts are split: every quote begins and ends where a reader would put it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.arguments.sentences import LONGEST, clauses, sentences
from bot.domain.text import Span

MARKS = st.sampled_from("ab 1.,;!?$\n\r\t。，；！？、…~-*•>#()（）😂🌸但不过而“”\u3000\u2028")
TEXTS = st.text(st.one_of(MARKS, st.characters(exclude_categories=["Cs"])), max_size=300)


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@settings(derandomize=True, max_examples=200)
@given(TEXTS)
def test_spans_are_in_order_apart_and_without_white_space_around(text: str) -> None:
    spans = sentences(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() and span.end <= len(text) for span in spans)
    assert all(span.end - span.start <= LONGEST for span in spans)


@settings(derandomize=True, max_examples=100)
@given(TEXTS)
def test_clauses_lie_within_their_sentence_in_order(text: str) -> None:
    for sentence in sentences(text):
        parts = clauses(text, sentence)
        assert all(sentence.holds(part) and part.of(text) == part.of(text).strip() for part in parts)
        assert all(before.end <= after.start for before, after in pairwise(parts))


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.sampled_from(["Sales rose.", "毛利率在降。", "Why now?", "订单满了！"]), min_size=1, max_size=8))
def test_no_letter_is_lost(parts: list[str]) -> None:
    text = " ".join(parts)
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Margins fell 3.5% in the U.S. last year. Costs rose.",
            ["Margins fell 3.5% in the U.S. last year.", "Costs rose."],
        ),
        ("I own 0700.HK and like it. More soon.", ["I own 0700.HK and like it.", "More soon."]),
        ("今天跌了3.5%。明天呢？不知道！", ["今天跌了3.5%。", "明天呢？", "不知道！"]),
        ("毛利率还在往下掉 渠道里都是货 我先走一步了", ["毛利率还在往下掉", "渠道里都是货", "我先走一步了"]),
        (
            "- first point here\n2. second point here\n（3）第三点在这里",
            ["first point here", "second point here", "第三点在这里"],
        ),
        ("what a quarter 🚀 they beat on every line", ["what a quarter 🚀", "they beat on every line"]),
        ("makers like 🌸 and others did well", ["makers like 🌸 and others did well"]),
        ("see https://example.com/a?b=c now. Thanks.", ["see", "now.", "Thanks."]),
        ("The letter that an old mailer wrapped for its readers at some\nseventy columns goes on.", None),
        ("真的吗……我不太信", ["真的吗……", "我不太信"]),
        ("🚀🚀🚀 \n ...", []),
    ],
)
def test_people_s_own_ways_of_ending_a_sentence(text: str, expected: list[str] | None) -> None:
    assert split(text) == ([text] if expected is None else expected)


def test_a_sentence_with_two_sides_is_two_clauses() -> None:
    text = (
        "Sales in the north are growing fast, but the "
        "margin on each of them is falling. 收入涨了三成，但毛利率掉了两个点。"
    )
    parts = [clause.of(text) for sentence in sentences(text) for clause in clauses(text, sentence)]
    assert parts == [
        "Sales in the north are growing fast",
        "but the margin on each of them is falling.",
        "收入涨了三成",
        "但毛利率掉了两个点。",
    ]


def test_a_sentence_with_one_side_is_one_clause() -> None:
    text = "Not only the price but also the service got better."
    assert clauses(text, Span(start=0, end=len(text))) == [Span(start=0, end=len(text))]


def test_a_line_without_an_end_is_cut_into_readable_parts() -> None:
    parts = split("profit rises every year, " * 2_000)
    assert len(parts) > 100
    assert max(map(len, parts)) <= LONGEST
    assert all(part.endswith("year") for part in parts)
