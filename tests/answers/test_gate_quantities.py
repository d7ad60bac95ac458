"""A number may be told in another form and language, never as another number."""

from time import perf_counter

import pytest

from bot.answers.fold import fold
from bot.answers.gate.counted import counted_in
from bot.answers.gate.counting import quantities_in
from bot.answers.gate.figures import dates_stand_in_the_evidence
from bot.answers.units import Unit
from bot.domain.answer import DraftSentence
from tests.answers.given import XIAOMI_AUTO, View, offered, refused

SAME = [
    ("八个亿", "800 million"),
    ("六个多亿", "more than 600 million"),
    ("三十来万", "some 300,000"),
    ("四十几", "40%"),
    ("七八百万", "7 to 8 million"),
    ("两三百块", "200 to 300 yuan"),
    ("高七八个百分点", "7 to 8 percentage points higher"),
    ("九成", "ninety percent"),
    ("三分之一", "33%"),
    ("a third of sales", "三成三"),
    ("a quarter of sales", "25%"),
    ("翻倍", "doubled"),
    ("tripled", "翻了三倍"),
    ("减半", "halved"),
    ("新生儿从1800万到900万", "halved"),
    ("6 months", "半年"),
    ("two quarters straight", "连续两个季度"),
    ("一年半", "18 months"),
    ("3 years", "36 months"),
    ("half a million", "50万"),
    ("4-5bn a year", "每年40亿至50亿"),
    ("mid teens", "15%左右"),
    ("个位数", "single digits"),
    ("8-ish percent", "8%左右"),
    ("two thirds", "2/3"),
    ("850-890kt", "850,000 to 890,000 tonnes"),
    ("margins of 60", "60%"),
    ("2.8 by the end", "2.8 %"),
    ("$7k", "7000美元"),
    ("八个点", "8个百分点"),
    ("八个点", "8%"),
    ("28nm", "28纳米"),
    ("loans from 40bn to 17", "17 billion"),
    ("六块二", "6.2元"),
]
OTHER = [
    ("30%", "3%"),
    ("30%", "30 percentage points"),
    ("30%", "30 times"),
    ("三成", "30倍"),
    ("八个亿", "8 billion"),
    ("12亿", "12 million"),
    ("三分之一", "a quarter of it"),
    ("翻倍", "tripled"),
    ("doubled", "减半"),
    ("two quarters", "两年"),
    ("6 months", "6 weeks"),
    ("$560", "560元"),
    ("HK$560", "$560"),
    ("七八百万", "10 million"),
    ("四十几", "55%"),
    ("10bps", "10个百分点"),
    ("mid teens", "45%"),
]


def is_told(said: str, quote: str) -> bool:
    known = counted_in(fold(quote))
    spoken = quantities_in(fold(said))
    return all(any(one.is_said_by(other) or one.is_said_without_unit_by(other) for other in known) for one in spoken)


@pytest.mark.parametrize(("quote", "said"), SAME)
def test_a_number_may_be_told_in_another_form(quote: str, said: str) -> None:
    assert quantities_in(fold(said))
    assert is_told(said, quote)


@pytest.mark.parametrize(("quote", "said"), OTHER)
def test_another_number_or_unit_is_not_told(quote: str, said: str) -> None:
    assert not is_told(said, quote)


@pytest.mark.parametrize(
    "text", ["零售和二手都在降", "no one of them", "去年三季度", "the second half of 2025", "一块一块地看"]
)
def test_words_and_dates_are_no_numbers(text: str) -> None:
    assert quantities_in(fold(text)) == []


@pytest.mark.parametrize("quote", ["They lost it in '22.", "They lost it in 22.", "They lost it, FY22.", "22年丢的单"])
def test_a_year_may_be_told_in_full(quote: str) -> None:
    claim = offered(View(quote, XIAOMI_AUTO)).claim(DraftSentence(text="quietgarage: lost in 2022", citations=(1,)))
    assert dates_stand_in_the_evidence(claim) is None


def test_a_table_of_numbers_is_read_at_once() -> None:
    table = " ".join(str(number) for number in range(3, 1500))
    started = perf_counter()
    known = counted_in(table)
    assert perf_counter() - started < 5  # comparing each with each takes minutes
    assert any(one.unit is Unit.TIMES for one in known)


@pytest.mark.parametrize(
    ("quote", "said", "refusal"),
    [
        ("明年开始交付。", "quietgarage says that deliveries begin last year", "date"),
        ("Deliveries begin next year.", "据quietgarage，去年开始交付", "date"),
        ("They lost the deal in '22.", "quietgarage says they lost the deal in 2023", "date"),
        ("They bought back shares in 22 markets.", "According to quietgarage, they bought back shares in 2022", "date"),
        ("The price is 18 and rising.", "According to quietgarage, the price is rising in 2018", "date"),
        ("The back half looks soft.", "quietgarage说上半年疲软", "date"),
        ("Orders at BYD fell.", "据quietgarage，小鹏的订单下降", "company"),
        ("小鹏的订单在降。", "quietgarage says that orders at Li Auto fall", "company"),
    ],
)
def test_times_and_companies_are_compared_across_languages(quote: str, said: str, refusal: str) -> None:
    assert refused(said, offered(View(quote, XIAOMI_AUTO))) == refusal
