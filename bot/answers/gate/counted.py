"""All that a quote may be taken to count: who retells it chooses one of its readings."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import permutations

from bot.answers.gate.counting import DIGIT, FACTORS, exact_in, quantities_in, quantity_at
from bot.answers.gate.quantities import Quantity
from bot.answers.gate.words import words_of
from bot.answers.places import blanked
from bot.answers.units import MAGNITUDES, Unit

_DIGITS = re.compile(
    r"(?<![\d.,])(?P<number>\d+(?:\.\d+)?)(?:(?=-\d+(?:\.\d+)?(?P<ahead>[kmb][a-z]))|\s?(?P<kilo>[kmb])(?=[a-z]))?"
)
COUNTED = re.compile(
    r"(?:个(?!多?点|[万亿])|[家店次人位艘辆台款条项间座代名张批片只季周岁城国省楼柜跑里])"
    r"|\s?-?(?!(?:times|points|percent|years|months|weeks|days|hours|plus|as)(?![a-z]))[a-z]{3,}s(?![a-z])"
)
_FEW = range(2, 13)
_KILO = {"k": 10**3, "m": 10**6, "b": 10**9}
_LONE_TEN = re.compile(rf"(?<![{DIGIT}])十(?![{DIGIT}])")
_RUN_TOGETHER = re.compile(rf"(?<=[a-z])(?=[{DIGIT}两十百千]|\d)")
_LASTING = {"a_year": 12, "a_quarter": 3, "a_half_year": 6, "a_month": 1}
"""Months."""
LARGE = 1000
"""What is told in thousands is money as often as it is things."""
NEARLY = Fraction(1, 20)
"""How far, relatively, two numbers may be from double, or half, to be told as that."""


def counted_in(quote: str) -> list[Quantity]:
    """All that a folded quote may be taken to count."""
    spaced = _RUN_TOGETHER.sub(" ", quote).replace("廿", "二十").replace("第", " ")
    found = quantities_in(spaced)
    rest = blanked(spaced, [(one.start, one.end) for one in found if one.unit is not Unit.PLAIN])
    read = [*found, *_implied(spaced), *_bare_numbers(rest, spaced), *exact_in(spaced)]
    return [*_between(found), *(_telling_what(spaced, one) for one in read)]


def _telling_what(folded: str, quantity: Quantity) -> Quantity:
    is_small = quantity.high < LARGE
    return replace(quantity, counts=is_small and COUNTED.match(folded, quantity.end) is not None)


def _between(found: Sequence[Quantity]) -> Iterator[Quantity]:
    """From 1800 to 900 is halved; two of three shops are two thirds of them, and one plane in six is a sixth."""
    few = {int(one.low) for one in found if one.unit is Unit.PLAIN and one.low == one.high and one.low in _FEW}
    for part, whole in permutations({1, *few}, 2):
        if part < whole > 2:
            yield Quantity(Fraction(part, whole), Fraction(part, whole), Unit.PLAIN, 0, 0)
    for factor in FACTORS.values():
        if any(_holds_multiple(values, factor) for values in _values_by_unit(found)):
            unit = Unit.TIMES if factor > 1 else Unit.PLAIN
            yield Quantity(factor, factor, unit, 0, 0)


def _values_by_unit(found: Sequence[Quantity]) -> list[list[Fraction]]:
    """Each value once, rising: a table's hundreds of numbers are not compared each with each."""
    units = {one.unit for one in found}
    return [sorted({one.low for one in found if one.unit is unit and one.low > 0}) for unit in units]


def _holds_multiple(values: Sequence[Fraction], factor: Fraction) -> bool:
    """Whether one of some rising values is nearly that many times another."""
    for value in values:
        at = bisect_left(values, value * factor * (1 - NEARLY))
        if at < len(values) and values[at] <= value * factor * (1 + NEARLY):
            return True
    return False


def _implied(folded: str) -> Iterator[Quantity]:
    """What is counted without a number: "a year", "both"."""
    for name, months in _LASTING.items():
        yield from (
            quantity_at(match, (Fraction(months),) * 2, Unit.MONTH)
            for match in words_of("lasting", name).finditer(folded)
        )
    yield from (
        quantity_at(match, (Fraction(2),) * 2, Unit.PLAIN) for match in words_of("lasting", "both").finditer(folded)
    )


def _bare_numbers(folded: str, whole: str) -> Iterator[Quantity]:
    """The digits of a text without units, with what k, m or b after them says, and with each magnitude of the whole."""
    scales = {Fraction(MAGNITUDES[word]) for word in _scales().findall(whole)}
    for match in _DIGITS.finditer(folded):
        value = Fraction(match["number"])
        kilo = (match["kilo"] or match["ahead"] or "")[:1]
        for factor in {Fraction(1), Fraction(_KILO.get(kilo, 1)), *scales}:
            yield quantity_at(match, (value * factor,) * 2, Unit.PLAIN)
        if value.denominator == 1 and value < 100:
            yield quantity_at(match, (value + 2000,) * 2, Unit.PLAIN)
    for match in _LONE_TEN.finditer(folded):
        yield quantity_at(match, (Fraction(10),) * 2, Unit.PLAIN)


@cache
def _scales() -> re.Pattern[str]:
    words = sorted(MAGNITUDES, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){one}(?![a-z])" if one.isascii() else one for one in words))
