"""Sentences are taken out of a model's text as they close, wherever its pieces end."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.closing import Closing
from bot.domain.answer import DraftSentence

ANSWER = (
    "quietgarage argues against Xiaomi Auto: “a label built on lap times”. [1]\n"
    "- **gearbox** 认为召回太多：“没有一个人为此负责”。[2][3]\n"
    "tidewatcher says no head rolled [3]. gearbox [2] agrees. [2]\n"
    "\n"
    "In short, be careful.\n"
    "后座看海看多小米🚗【4】"
)
CLOSED = [
    ("quietgarage argues against Xiaomi Auto: “a label built on lap times”.", (1,)),
    ("gearbox 认为召回太多：“没有一个人为此负责”。", (2, 3)),
    ("tidewatcher says no head rolled.", (3,)),
    ("gearbox agrees.", (2,)),
    ("In short, be careful.", ()),
    ("后座看海看多小米🚗", (4,)),
]


def closed(pieces: list[str]) -> list[tuple[str, tuple[int, ...]]]:
    closing = Closing()
    found = [sentence for piece in pieces for sentence in closing.feed(piece)]
    return [(one.text, one.citations) for one in [*found, *closing.end()]]


def test_each_sentence_comes_with_its_numbers_and_without_marks() -> None:
    assert closed([ANSWER]) == CLOSED


@given(st.lists(st.integers(0, len(ANSWER)), max_size=40))
def test_where_the_pieces_end_makes_no_difference(cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(ANSWER)]
    pieces = [ANSWER[start:end] for start, end in pairwise(ends)]
    assert closed(pieces) == CLOSED


def test_a_sentence_is_closed_as_soon_as_the_next_one_begins() -> None:
    closing = Closing()
    assert list(closing.feed("a_b says so. [1]")) == []
    assert list(closing.feed("[2]")) == []
    assert list(closing.feed(" N")) == [DraftSentence(text="a_b says so.", citations=(1, 2))]
    assert list(closing.feed("ext one. [2]\n")) == [DraftSentence(text="Next one.", citations=(2,))]


def test_what_was_not_closed_when_the_text_broke_off_is_no_sentence() -> None:
    closing = Closing()
    assert list(closing.feed("The shares will fall [1]")) == []


@pytest.mark.parametrize("nothing", ["NONE", "NONE.", "", "\n\n", "---", "[1]"])
def test_nothing_said_is_no_sentence(nothing: str) -> None:
    assert closed([nothing]) == []


@pytest.mark.parametrize("endless", ["[1]", "[1] ", ". [1] ", "[1, 2, ", ".[", "! "])
def test_a_line_that_never_closes_holds_nobody_up(endless: str) -> None:
    text, started = endless * 1000, process_time()
    closed([text[start : start + 4] for start in range(0, 4000, 4)])
    assert process_time() - started < 2
