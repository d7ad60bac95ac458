"""What a model may claim of one quote: what the quote says, and nothing beside it."""

import pytest

from bot.answers.gate.own_quote import OwnQuote
from bot.domain.argument import Stance
from tests.answers.given import BYD, NVIDIA, RESOLVER, TENCENT, View, evidence

GATE = OwnQuote(RESOLVER)
FELL = View(
    "BYD's gross margin fell from 22 % to 18 % in two quarters, because dealers only move the older models with "
    "another discount.",
    BYD,
    Stance.BEAR,
    holder="Harbour Ledger",
    author="Harbour Ledger",
)
BACKLOG = View("Nvidia may sell out its backlog before March if the new plant opens in time.", NVIDIA, Stance.BULL)
BUYBACK = View("腾讯去年回购翻了一倍，市盈率只有十八倍，没有哪家同行比它便宜。", TENCENT, Stance.BULL)


def carries(view: View, claim: str) -> bool:
    one = evidence(1, view)
    return GATE.carries(claim, one.argument, one.post)


@pytest.mark.parametrize(
    ("view", "claim"),
    [
        (FELL, "BYD's gross margin fell from 22 % to 18 % in two quarters."),
        (FELL, "BYD's gross margin fell because dealers only move the older models with another discount."),
        (BACKLOG, "Nvidia may sell out its backlog before March if the new plant opens in time."),
        (BUYBACK, "腾讯市盈率只有十八倍，没有哪家同行比它便宜。"),
    ],
)
def test_what_the_quote_says_is_carried_without_a_word_on_who_says_it(view: View, claim: str) -> None:
    assert carries(view, claim)


@pytest.mark.parametrize(
    ("view", "claim"),
    [
        (FELL, "BYD's gross margin fell from 22 % to 8 % in two quarters."),
        (FELL, "BYD's gross margin rose from 18 % to 22 % in two quarters."),
        (FELL, "BYD's gross margin did not fall in two quarters."),
        (FELL, "BYD's gross margin fell in two years."),
        (FELL, "Tesla's gross margin fell from 22 % to 18 % in two quarters."),
        (FELL, "BYD's gross margin fell, and Wang Chuanfu is to blame."),
        (FELL, "BYD's gross margin fell, see www.example.com."),
        (FELL, "BYD's gross margin fell [2]."),
        (FELL, "BYD is a strong buy."),
        (FELL, "BYD 🚀"),
        (FELL, "BYD."),
        (FELL, "Dealers of BYD need ever more discounts."),
        (FELL, ""),
        (BACKLOG, "Nvidia sells out its backlog before March."),
        (BUYBACK, "腾讯去年回购减少了一半。"),
        (BUYBACK, "腾讯市盈率只有八倍。"),
        (BUYBACK, "阿里巴巴去年回购翻了一倍。"),
    ],
)
def test_what_it_does_not_say_is_not(view: View, claim: str) -> None:
    assert not carries(view, claim)
