"""Folding: what is found in a folded text stands at the same place in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.fold import fold, language_of, stem, words_of
from bot.domain.text import Language


@given(st.text(max_size=200))
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_case_width_and_script_do_not_matter() -> None:
    assert fold("ＢＹＤ’s 車價") == fold("byd's 车价")


@pytest.mark.parametrize(
    ("left", "right"), [("margins", "margin"), ("competing", "competes"), ("dilutes", "diluted"), ("running", "runs")]
)
def test_forms_of_a_word_share_a_stem(left: str, right: str) -> None:
    assert stem(left) == stem(right)


def test_chinese_words_are_pairs_of_characters() -> None:
    assert words_of(fold("毛利率 fell")) == [stem("fell"), "毛利", "利率"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what is the bear case", "en"),
        ("看空理由是什么", "zh"),
        ("NVDA 和 AMD 哪个值得买", "zh"),
        ("What did 王小明 say about it?", "en"),
        ("2026?", "en"),
    ],
)
def test_the_language_is_that_of_most_words(text: str, language: str) -> None:
    assert language_of(text) is Language(language)
