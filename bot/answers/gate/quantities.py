"""Numbers as the gate compares them: across languages, units that measure the same, and how vaguely they are said.

"四十几" is anything from 40 to 50, "doubled" and 翻倍 are twice, a third is about 33 %, two quarters are half a year.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bot.answers.units import Unit

ROUNDED = Fraction(1, 50)
"""How far, relatively, a fraction in words may be from its decimals: a third and 33 %, two thirds and 67 %."""
CURRENCIES = frozenset((Unit.USD, Unit.HKD, Unit.CNY, Unit.EUR, Unit.GBP, Unit.JPY))
MEASURED: dict[Unit, tuple[int, Unit]] = {Unit.WEEK: (7, Unit.DAY), Unit.YEAR: (12, Unit.MONTH)}
"""Units that are a whole number of another one."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """From `low` to `high` of a unit, both exact, and where it stands in the folded text.

    `loose` are units that it may be meant in as well: 个点 is a percent or a point.
    """

    low: Fraction
    high: Fraction
    unit: Unit
    start: int
    end: int
    loose: frozenset[Unit] = frozenset()
    counts: bool = False
    """Whether what it counts stands after it: "three suppliers"; such a number lacks no unit."""

    def is_said_by(self, known: "Quantity") -> bool:
        """Whether `known` says it: in a unit that measures the same, within what either leaves open."""
        return any(_meet(one, other) for one in self._forms() for other in known._forms())

    def is_said_without_unit_by(self, known: "Quantity") -> bool:
        """Whether only the unit is missing in `known`, or a currency here: for the words around it to say."""
        counts = known.counts and self.unit not in (Unit.TIMES, Unit.PLAIN)
        unitless = (known.unit is Unit.PLAIN and not counts) or (self.unit is Unit.PLAIN and known.unit in CURRENCIES)
        return unitless and _meet(replace(self, unit=Unit.PLAIN), replace(known, unit=Unit.PLAIN))

    def _forms(self) -> Iterator["Quantity"]:
        """Itself in each unit that measures the same."""
        yield self
        if self.unit in MEASURED:
            yield self._scaled(*MEASURED[self.unit])
        if self.unit is Unit.PLAIN and 0 < self.low <= self.high <= 1:
            yield self._scaled(100, Unit.PERCENT)
        for unit in self.loose:
            yield replace(self, unit=unit)

    def _scaled(self, factor: int, unit: Unit) -> "Quantity":
        return replace(self, low=self.low * factor, high=self.high * factor, unit=unit)


def _meet(one: Quantity, other: Quantity) -> bool:
    room = max(one.high, other.high) * ROUNDED if _has_no_end(one) or _has_no_end(other) else 0
    return one.unit is other.unit and one.low <= other.high + room and other.low <= one.high + room


def _has_no_end(quantity: Quantity) -> bool:
    """Whether its decimals have no end: a third."""
    rest = quantity.low.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1
