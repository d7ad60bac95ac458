"""Verdicts that are the whole of a sentence, and sentences that only begin like one."""

import pytest

from bot.arguments.features import simplified
from bot.arguments.plain import LONGEST, PlainVerdicts


@pytest.mark.parametrize(
    "text",
    [
        "The stock is cheap.",
        "honestly the balance sheet looks really solid here",
        "It has a wide moat.",
        "The bull case is simple: it owns the only quarry on the island",
        "很便宜",
        "這家公司的管理層很靠譜",
        "看多的理由很简单：订单排到了后年",
    ],
)
def test_a_sentence_that_is_nothing_but_praise_is_for_its_subject(text: str) -> None:
    assert PlainVerdicts.load().of(simplified(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The brand is weak.",
        "It's way too expensive right now!",
        "management is simply dishonest",
        "The bear case starts with the debt",
        "品牌太弱",
        "现在太贵了",
        "管理层不靠谱",
    ],
)
def test_one_that_is_nothing_but_blame_is_against_it(text: str) -> None:
    assert PlainVerdicts.load().of(simplified(text)) == -1


@pytest.mark.parametrize(
    "text",
    [
        "The stock is cheap because nobody trusts the accounts",
        "The stock is cheap, but so was Kodak",
        "It is not cheap",
        "便宜是便宜，可增长没了",
        "不便宜",
        "The bull case is growth and the bear case is the price",
        "看多的理由是订单，看空的理由是价格",
        "Sales rose",
        "",
        "it is cheap" + " " * LONGEST,
    ],
)
def test_what_goes_on_is_left_to_what_was_learnt(text: str) -> None:
    assert PlainVerdicts.load().of(simplified(text)) == 0


def test_no_frame_takes_long_on_hostile_text() -> None:
    verdicts = PlainVerdicts.load()
    for unit in ("the is ", "真的", "a's ", "still very ", "bull case is "):
        assert verdicts.of((unit * 60)[:LONGEST]) in (-1.0, 0.0, 1.0)
