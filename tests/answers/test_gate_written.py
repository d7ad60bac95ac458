"""What a language model may write: who speaks, on which side and of what, around whole clauses of the quotes."""

from datetime import date

import pytest

from bot.answers.ground import refusal_of_written
from bot.domain.answer import DraftSentence
from bot.domain.argument import Aspect, Stance
from tests.answers.given import CARS, NVIDIA, TENCENT, XIAOMI_AUTO, View, by, offered

BRAND, SAFETY, TWO = (view.quote for view in CARS[:3])
CHIPS = by("plainledger", View("At 45 times earnings you pay for 2030 today.", NVIDIA, aspect=Aspect.VALUATION))
RATES = by("a_b", View("If rates fall, the margin recovers. Prices rose 5%, and dealers are happy. Cash is fine."))
COST = by("盐田", View("账上现金充裕。订单多，产能满。", TENCENT, Stance.BULL))
UNNAMED = View("Orders shrank.", holder=None, author=None)
REPORTED = View("Orders halved.", holder=None, author="rio")
SECOND = View("Orders fell by a third.", holder="Mel Oduya", author="rio")
HALVES = by("fjordside", View("A great company, a terrible price.", TENCENT))
ADDED = by("northyard", View("Additionally, buyers of the car are younger each year."))
OFFER = offered(*CARS[:3], CHIPS, RATES, COST, UNNAMED, REPORTED, SECOND, HALVES, ADDED)

SHOWN = [
    (1, f'quietgarage argues against Xiaomi Auto on brand: "{BRAND}"'),
    (1, f"quietgarage argues against Xiaomi: “{BRAND}”"),
    (1, f"quietgarage is bearish on Xiaomi Auto, saying that “{BRAND}”."),
    (1, f"On Xiaomi Auto, quietgarage writes: “{BRAND}”"),
    (1, f"According to quietgarage, {BRAND}"),
    (1, f"Quietgarage warns: “{BRAND}”"),
    (1, f"“{BRAND}” — quietgarage"),
    (1, f"quietgarage看空小米汽车：“{BRAND}”"),
    (2, f"gearbox在安全方面表示：“{SAFETY}”"),
    (2, f"gearbox看空小米汽车，认为“{SAFETY}”。"),
    (2, f"gearbox 對小米汽車的看法是：「{SAFETY}」"),
    (2, f"On 3 October 2025, gearbox argues against Xiaomi Auto on safety: “{SAFETY}”."),
    (2, f"gearbox于2025年10月3日看空小米汽车：“{SAFETY}”。"),
    (3, f"tidewatcher says “{TWO.rstrip('.')}”."),
    (4, "plainledger says of Nvidia's valuation: “At 45 times earnings you pay for 2030 today.”"),
    (6, "据盐田，“订单多，产能满。”"),
    (7, "An unnamed author argues against Xiaomi Auto: “Orders shrank.”"),
    (8, "Someone reported by rio argues against Xiaomi Auto: “Orders halved.”"),
    (9, "Mel Oduya (reported by rio) argues against Xiaomi Auto: “Orders fell by a third.”"),
]
REFUSED = [
    (1, f"quietgarage argues for Xiaomi Auto: “{BRAND}”", "side"),
    (1, f"quietgarage argues against “{BRAND}”", "unsupported"),
    (1, f"quietgarage argues against BYD: “{BRAND}”", "company"),
    (1, f"quietgarage argues against Xiaomi Auto on safety: “{BRAND}”", "unsupported"),
    (1, f"quietgarage says “{BRAND}”, so sell", "unsupported"),
    (1, f"quietgarage says “{BRAND}”?", "unsupported"),
    (1, f"quietgarage denies that “{BRAND}”", "unsupported"),
    (1, "quietgarage says that a family car needs more than lap times", "unsupported"),
    (1, "quietgarage says that a family car needs 3 more seats", "number"),
    (1, "quietgarage says “lap times”", "cut_short"),
    (1, "quietgarage", "unsupported"),
    (1, f"“{BRAND}”", "misattributed"),
    (2, f"gearbox on 4 October 2025: “{SAFETY}”", "date"),
    (2, "gearbox：“一个人为此负责。”", "cut_short"),
    (2, "gearbox：两 年 召 回", "unsupported"),
    (5, "a_b says “the margin recovers.”", "cut_short"),
    (5, "a_b says “If rates fall”", "cut_short"),
    (8, "rio argues against Xiaomi Auto: “Orders halved.”", "misattributed"),
    (9, "Mel Oduya and rio argue against Xiaomi Auto: “Orders fell by a third.”", "unsupported"),
    (9, "rio and Mel Oduya: “Orders fell by a third.”", "unsupported"),
    (6, "盐田's case against Tencent: “订单多，产能满。”", "unsupported"),
    (6, "盐田's bear case on Tencent: “订单多，产能满。”", "side"),
    (10, "fjordside argues against Tencent: “A great company”", "cut_short"),
    (11, "northyard argues against Xiaomi Auto: “Additionally”", "cut_short"),
]


def test_a_tag_before_a_quote_may_be_left_out() -> None:
    offer = offered(by("plainledger", View("$NVDA Sales grew 60% and demand exceeds supply.", NVIDIA, Stance.BULL)))
    for words in ("Sales grew 60% and demand exceeds supply", "$NVDA Sales grew 60% and demand exceeds supply."):
        text = f"plainledger argues for Nvidia: “{words}”"
        assert refusal_of_written(DraftSentence(text=text, citations=(1,)), offer) is None


@pytest.mark.parametrize(("n", "text"), SHOWN)
def test_a_frame_around_whole_clauses_is_shown(n: int, text: str) -> None:
    assert refusal_of_written(DraftSentence(text=text, citations=(n,)), OFFER) is None


@pytest.mark.parametrize(("n", "text", "refusal"), REFUSED)
def test_anything_else_that_a_model_writes_is_refused(n: int, text: str, refusal: str) -> None:
    assert refusal_of_written(DraftSentence(text=text, citations=(n,)), OFFER) == refusal


@pytest.mark.parametrize(
    "text",
    [
        f"tidewatcher says “{TWO}” and plainledger says “{CHIPS.quote}”",
        f"tidewatcher writes: “{TWO}”; according to plainledger, “{CHIPS.quote}”",
    ],
)
def test_two_people_may_stand_in_a_sentence_each_with_their_own_words(text: str) -> None:
    assert refusal_of_written(DraftSentence(text=text, citations=(3, 4)), OFFER) is None


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (f"tidewatcher says “{TWO}” because plainledger says “{CHIPS.quote}”", "unsupported"),
        (f"plainledger says “{TWO}” and tidewatcher says “{CHIPS.quote}”", "misattributed"),
        (f"tidewatcher argues against Nvidia: “{TWO}” and plainledger says “{CHIPS.quote}”", "company"),
        (f"tidewatcher says “{TWO}”", "unknown_citation"),
        (f"tidewatcher: {TWO} plainledger: {CHIPS.quote}", "unknown_citation"),
    ],
)
def test_two_people_are_neither_linked_nor_mixed_up(text: str, refusal: str) -> None:
    assert refusal_of_written(DraftSentence(text=text, citations=(3, 4)), OFFER) == refusal


def test_who_says_the_same_is_cited_beside_the_one_who_is_quoted() -> None:
    same = [by("tidewatcher", View(TWO, XIAOMI_AUTO)), by("远山淡影", View(TWO, XIAOMI_AUTO, on=date(2025, 7, 1)))]
    text = f"tidewatcher and 远山淡影 argue against Xiaomi Auto: “{TWO}”"
    assert refusal_of_written(DraftSentence(text=text, citations=(1, 2)), offered(*same)) is None


@pytest.mark.parametrize("char", "\u061c\u034f\ufe0f\u3164\u2028\U000e0041\u0336")
def test_an_invisible_character_is_refused_within_and_beside_quotation_marks(char: str) -> None:
    for text in (f"quietgarage: {char}“{BRAND}”", f"quietgarage: “{BRAND}{char}”"):
        assert refusal_of_written(DraftSentence(text=text, citations=(1,)), OFFER) in ("markup", "not_verbatim")
