"""What the engine learns from: enough of it, in balance, hardly twice the same, and nothing of what measures it."""

from pathlib import Path

import pytest

from benchmarks.train.census import Shingles, near_duplicates, shingles, standing_in, texts_of
from benchmarks.train.rows import Row, read_rows
from bot.domain.argument import Stance

EVALUATION = Path(__file__).parent.parent / "evaluation"


@pytest.fixture(scope="module")
def known() -> Shingles:
    return Shingles.among(read_rows())


def a_row(text: str) -> Row:
    return Row(pid=1, i=0, lang="en", subject="Acme", text=text, argues=True, stance=Stance.BULL, kind="", hand="test")


def test_there_are_five_thousand_more_than_there_were(known: Shingles) -> None:
    assert len(known.rows) >= 5_799 + 5_000


def test_the_sides_are_in_balance(known: Shingles) -> None:
    bull, bear = (sum(row.stance is side for row in known.rows) for side in (Stance.BULL, Stance.BEAR))
    assert 0.47 < bull / (bull + bear) < 0.53


def test_hardly_any_sentence_stands_there_twice(known: Shingles) -> None:
    assert len(near_duplicates(known)) < len(known.rows) / 300


def test_one_text_labelled_for_two_companies_is_meant() -> None:
    text = "Every dealer in the county sent the trucks back and ordered the other maker's"
    copy, other = a_row(text), a_row(text).model_copy(update={"subject": "Bolt"})
    assert near_duplicates(Shingles.among([a_row(text), other])) == []
    assert near_duplicates(Shingles.among([a_row(text), copy])) == [(a_row(text), copy)]


def test_no_sentence_stands_in_the_evaluation_set(known: Shingles) -> None:
    assert [row.text for _, text in texts_of(EVALUATION) for row in standing_in(known, text)] == []


def test_a_copied_sentence_is_found_whatever_its_dress() -> None:
    known = Shingles.among([a_row("Every dealer in the county sent the trucks back before the summer was over")])
    post = "So. EVERY dealer in the county, sent the trucks back, before the summer was over!! And then some."
    assert [row.text for row in standing_in(known, post)] == [known.rows[0].text]
    assert standing_in(known, "Every dealer in the county was happy with the trucks all summer") == []


def test_one_script_is_as_good_as_the_other() -> None:
    assert shingles("毛利率連續三年往下掉") == shingles("毛利率连续三年往下掉")
