"""Where a sentence keeps to a quote word for word, no word stands in its opposite's place, whatever a model says."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.argument import Stance
from tests.answers.given import BYD, TENCENT, View, by, offered, refused

MARGIN = by("tidewatcher", View("Gross margin is rising although the new cameras cost more and sell slowly.", BYD))
CHIPS = by("quietgarage", View("The new chip is cheaper than last year's and does the job better.", BYD, Stance.BULL))
DEBT = by("远岸", View("利润率还在上涨，可是新机型成本高、库存多，负债也比同行重。", TENCENT))

WINDS = by(
    "远岸",
    View("煤价下跌对它是顺风。The market underestimates its pricing power, and fees have stopped falling.", TENCENT),
)


class Everything:
    """A model that believes it all."""

    def carries(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        return [1.0] * len(pairs)


def judged(view: View, text: str) -> str | None:
    return refused(f"{view.holder} says that {text}", replace(offered(view), entailment=Everything()))


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (MARGIN, "gross margin is falling although the new cameras cost more and sell slowly"),
        (MARGIN, "gross margin is rising although the new cameras cost less and sell slowly"),
        (MARGIN, "the new cameras cost more and sell quickly"),
        (CHIPS, "the new chip is dearer than last year's and does the job better"),
        (CHIPS, "the new chip is cheaper than last year's and does the job worse"),
        (DEBT, "利润率还在下跌，可是新机型成本高、库存多"),
        (DEBT, "可是新机型成本低、库存多，负债也比同行重"),
        (WINDS, "煤价下跌对它是逆风"),
        (WINDS, "the market overestimates its pricing power"),
    ],
)
def test_an_opposite_in_its_place_is_refused(view: View, text: str) -> None:
    assert judged(view, text) == "side"


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (MARGIN, "gross margin is climbing although the new cameras cost more and sell slowly"),
        (MARGIN, "the new cameras sell slowly and cost more although gross margin is rising"),
        (CHIPS, "the new chip is less expensive than last year's and does the job better"),
        (DEBT, "利润率还在攀升，可是新机型成本高、库存多"),
        (WINDS, "fees no longer fall"),
    ],
)
def test_another_word_for_the_same_is_left_to_the_model(view: View, text: str) -> None:
    assert judged(view, text) is None
