"""Numbers with units: forms of one amount are equal, and nothing else is."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.amounts import amounts_in
from bot.answers.fold import fold
from bot.answers.units import Unit

DIGITS = "零一二三四五六七八九"


def read(text: str) -> list[tuple[Fraction, Unit]]:
    return [(amount.value, amount.unit) for amount in amounts_in(fold(text))]


BILLION = ["1.2B", "1.2 bn", "1.2 billion", "1,200 million", "1200M", "12亿", "十二亿", "12億", "1.2十亿"]
THIRTY = ["30%", "30 percent", "30 per cent", "三成", "百分之三十", "３０％", "thirty percent", "30个点"]
POINTS = ["50 bps", "50bp", "50 basis points", "50个基点", "0.5 percentage points", "0.5个百分点"]


@pytest.mark.parametrize(
    ("forms", "value", "unit"),
    [
        (BILLION, 1_200_000_000, Unit.PLAIN),
        (THIRTY, 30, Unit.PERCENT),
        (POINTS, Fraction(1, 2), Unit.POINT),
        (["75%", "七成五", "百分之七十五"], 75, Unit.PERCENT),
        (["$560", "US$560", "560 dollars", "560美元", "五百六十美元"], 560, Unit.USD),
        (["HK$560", "HKD 560", "560港元", "560 hkd"], 560, Unit.HKD),
        (["RMB 12,000", "12,000 yuan", "1.2万元", "一万二千元", "¥12k"], 12_000, Unit.CNY),
        (["45x", "45 times", "45倍", "四十五倍", "45-fold"], 45, Unit.TIMES),
        (["60 days", "60天", "六十天", "sixty days"], 60, Unit.DAY),
        (["12 months", "12个月", "十二个月", "twelve months"], 12, Unit.MONTH),
        (["two thirds", "三分之二"], Fraction(2, 3), Unit.PLAIN),
        (["1.5 trillion", "1.5T", "1.5万亿", "一万五千亿"], 1_500_000_000_000, Unit.PLAIN),
        (["300k", "300 thousand", "30万", "三十万", "300,000"], 300_000, Unit.PLAIN),
        (["350 million", "三亿五千万", "3.5亿"], 350_000_000, Unit.PLAIN),
        (["120 GWh", "120gwh", "120,000 MWh"], 120_000_000_000, Unit.WATT_HOUR),
        (["两年半", "2.5 years", "2.5年"], Fraction(5, 2), Unit.YEAR),
        (["100 billion", "一千亿", "一千多亿", "1000亿"], 100_000_000_000, Unit.PLAIN),
    ],
)
def test_forms_of_one_amount_are_equal(forms: list[str], value: int | Fraction, unit: Unit) -> None:
    assert {form: read(form) for form in forms} == {form: [(Fraction(value), unit)] for form in forms}


@pytest.mark.parametrize(
    ("left", "right"),
    [("30%", "3%"), ("30%", "30"), ("30%", "30 percentage points"), ("12亿", "12万"), ("1.2B", "1.2M"), ("$5", "HK$5"),
     ("$5", "5"), ("5 days", "5 weeks"), ("5倍", "5成"), ("12.5", "125"), ("一千二", "一千零二"), ("三成", "三分之一")],
)  # fmt: skip
def test_other_amounts_are_not(left: str, right: str) -> None:
    assert read(left) != read(right)


NO_AMOUNTS = [
    "SU7 and YU7",
    "4nm",
    "5G",
    "1.2.3",
    "一直以来",
    "万一",
    "one of them",
    "Q3 2025",
    "2025年10月14日",
    "第三方",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_names_dates_and_common_words_are_no_amounts(text: str) -> None:
    assert read(text) == []


def test_a_range_shares_its_unit() -> None:
    assert read("3-5%") == [(Fraction(3), Unit.PERCENT), (Fraction(5), Unit.PERCENT)]
    assert read("10到12亿") == [(Fraction(10**9), Unit.PLAIN), (Fraction(12 * 10**8), Unit.PLAIN)]


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals."""
    text, pending = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if pending and text else "") + DIGITS[digit] + unit
        pending = not digit
    return text


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_an_amount_reads_the_same_in_chinese_and_in_digits(number: int, unit: tuple[str, int]) -> None:
    name, factor = unit
    whole = number * factor
    written = [
        f"{number}{name}元",
        f"{chinese(number)}{name}元",
        f"{whole:,} yuan",
        f"{whole}元",
        f"{Decimal(whole) / 10**9} billion yuan",
    ]
    assert {form: read(form) for form in written} == {form: [(Fraction(whole), Unit.CNY)] for form in written}


@given(
    st.decimals(min_value="0.01", max_value="9999", places=2),
    st.sampled_from([("k", 3), ("M", 6), ("bn", 9), ("T", 12)]),
)
def test_a_magnitude_is_its_power_of_ten(number: Decimal, magnitude: tuple[str, int]) -> None:
    name, power = magnitude
    assert read(f"${number}{name}") == [(Fraction(number) * 10**power, Unit.USD)]


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in amounts_in(fold(text)))


def test_digits_of_other_scripts_are_left_alone() -> None:
    assert read("၂ ٣٠% of 12 million") == [(Fraction(12_000_000), Unit.PLAIN)]
