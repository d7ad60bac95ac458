"""Sentences whose side is plain: what rises, what falls, and turns of phrase that hardly depend on their subject."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.train.lessons import count_rules
from benchmarks.train.rows import read_rows
from bot.arguments.directions import FAMILIES, Directions
from bot.arguments.features import simplified
from bot.arguments.heads import Heads
from bot.arguments.judging import RULES, Rules

GOOD, BAD = ("margins", "orders", "free cash flow"), ("debt", "churn", "inventory")
GOOD_ZH, BAD_ZH = ("毛利率", "订单", "复购率"), ("库存", "负债", "应收账款")


def side(text: str) -> float:
    plain = Directions.load().plain(simplified(text))
    return plain[1] if plain else 0.0


@pytest.mark.parametrize("noun", [*GOOD, *GOOD_ZH])
def test_a_good_thing_that_rises_is_bull_and_that_falls_is_bear(noun: str) -> None:
    chinese = not noun.isascii()
    assert side(f"{noun}又涨了" if chinese else f"its {noun} have doubled in three years") == 1
    assert side(f"{noun}还在下滑" if chinese else f"falling {noun} for the third year") == -1


@pytest.mark.parametrize("noun", [*BAD, *BAD_ZH])
def test_a_bad_thing_that_rises_is_bear_and_that_falls_is_bull(noun: str) -> None:
    chinese = not noun.isascii()
    assert side(f"{noun}越来越高" if chinese else f"its {noun} keeps climbing") == -1
    assert side(f"{noun}降下来了" if chinese else f"they halved {noun} in a year") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Margins have not fallen in ten years", 1),
        ("Churn never rose", 1),
        ("毛利率没有下滑", 1),
        ("库存不降", -1),
        ("A feature like this is not hard to copy", -1),
    ],
)
def test_a_negation_turns_it_round(text: str, expected: float) -> None:
    assert side(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Margins rise only if the strike ends",
        "Unless orders double this goes nowhere",
        "Orders would fall in a recession",
        "Has the debt fallen at all?",
        "如果毛利率下滑，故事就讲完了",
        "除非库存降下来",
        "虽然订单下滑",
        "Margins rose while orders fell",
    ],
)
def test_what_depends_on_a_condition_or_cuts_both_ways_is_not_plain(text: str) -> None:
    assert side(text) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A name that stands for lap times is too narrow to reach families", -1),
        ("What it earns is not enough to cover the interest", -1),
        ("From this level prices can only go up", 1),
        ("Revenue can only shrink from here", -1),
        ("The second source is ready, so the export ban stops mattering", 1),
        ("Its routing software can't be copied", 1),
        ("The new plant is sold out until summer", 1),
        ("The old models sit unsold at the dealers", -1),
        ("It no longer needs outside money", 1),
        ("It keeps losing hospitals to a cheaper rival", -1),
        ("She plans the fleet for the next twenty years and not for the next two quarters", 1),
        ("The crowd around it is getting more reckless", -1),
        ("旧款根本卖不动", -1),
        ("the easy years are over", -1),
        ("独家的好日子到头了", -1),
        ("这套供应链别人抄不走", 1),
        ("这点利润撑不起这个市值", -1),
        ("客户越来越离不开它", 1),
        ("新产线满产，交期排到明年", 1),
        ("這套軟體同行學不來", 1),
    ],
)
def test_a_turn_of_phrase_takes_its_side(text: str, expected: float) -> None:
    assert side(text) == expected


def test_a_plain_direction_counts_as_far_as_it_was_right_in_the_committed_sentences() -> None:
    rules, trust = Rules.load(), Heads.load().facts.rules
    assert rules.odds(simplified("Its churn keeps climbing"), trust) == -trust["moved_en"].log_odds
    assert set(trust) == set(RULES)
    assert all(0.5 < facts.confidence < 1 for facts in trust.values())


def test_every_rule_is_counted_in_the_committed_sentences() -> None:
    assert Heads.load().facts.rules == count_rules(read_rows(), Rules.load())


def test_rules_that_contradict_each_other_leave_the_side_to_the_heads() -> None:
    assert Rules.load().odds(simplified("Margins doubled, so I sold half"), Heads.load().facts.rules) == 0


@pytest.mark.parametrize(
    ("text", "bull"),
    [
        ("I fully trust her, and I say so every year", True),
        ("As an allocator he is beyond reproach", True),
        ("我选择相信这家公司", True),
        ("I don't trust them any more", False),
        ("这种管理层我不信", False),
    ],
)
def test_a_plain_verdict_of_the_author_decides(text: str, bull: bool) -> None:  # noqa: FBT001
    chance = Rules.load().verdict(simplified(text), Heads.load().facts.rules)
    assert chance is not None
    assert (chance > 0.6) if bull else (chance < 0.4)


@pytest.mark.parametrize(
    "text",
    [
        "Margins rose by two points",
        "I trust her, but I don't trust them",
        "I fully trust him 😂",
        "Yeah right, I trust them",
    ],
)
def test_no_verdict_two_and_one_in_irony_are_none(text: str) -> None:
    assert Rules.load().verdict(simplified(text), Heads.load().facts.rules) is None


def test_where_no_rule_speaks_the_odds_are_even() -> None:
    assert Rules.load().odds(simplified("The annual meeting is in May"), Heads.load().facts.rules) == 0


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_one_side_per_family(text: str) -> None:
    found = Directions.load().of(simplified(text))
    assert found.shape == (len(FAMILIES),)
    assert set(np.unique(found)) <= {-1, 0, 1}


def test_no_direction_takes_long_on_hostile_text() -> None:
    directions = Directions.load()
    for unit in ("margins " * 100, "lower " * 130, "毛利率" * 130, "not " * 200, "too big for a " * 60, "一年比" * 130):
        assert len(directions.of(simplified(unit))) == len(FAMILIES)
