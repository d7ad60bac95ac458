"""Amounts as texts write them, in either language, so that forms of one amount compare equal.

1.2B, 1,200 million, 12亿 and 十二亿 are one amount; 30%, 30, $30 and 30 days are four.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.answers.dates import dates_in
from bot.answers.fold import blank
from bot.answers.numerals import CHINESE, ENGLISH, spelled
from bot.answers.units import AFTER, BEFORE, MAGNITUDES, SCALED, Unit


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact value in a unit, and where it stands in the folded text."""

    value: Fraction
    unit: Unit
    start: int
    end: int

    def equals(self, other: "Amount") -> bool:
        return (self.value, self.unit) == (other.value, other.unit)


def _any(words: dict[str, object]) -> str:
    """The longest first; Latin words end at a word's end."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + (r"(?![a-z])" if word[-1].isalpha() and word[-1].isascii() else "") for word in ordered
    )


_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = rf"(?:{_DIGITS}|{CHINESE}|{ENGLISH})"
_MAGNITUDE = rf"(?:\s?-?(?P<magnitude>{_any({**MAGNITUDES})}))?"
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_any({**BEFORE})})\s?)?(?<![a-z0-9_.第])(?P<number>{_NUMBER}){_MAGNITUDE}[多余几]?(?P<again>[万亿])?"
    rf"(?:\s?-?(?P<after>{_any({**AFTER, **SCALED})}))?(?P<more>(?<=成)[一二三四五六七八九](?![十百千万亿])|半)?"
)
_RANGE = re.compile(rf"(?P<number>{_DIGITS}|{CHINESE})\s?(?:-|~|至|到|to)\s?$")
_GOES_ON = re.compile(r"\s?(?:-|~|至|到|to)\s?\d")
_IDLE = frozenset(("one", "half", "半", "一半", "万一", *"一十百千万亿"))
_LABEL = re.compile(r"[a-z\d]|\.\d|-[a-z]")


def amounts_in(folded: str) -> list[Amount]:
    """The amounts of a folded text, in order. Dates are none, nor are numbers within names: SU7, Model 3, 4nm."""
    for written in dates_in(folded):
        folded = blank(folded, written.start, written.end) if written.sure else folded
    return [amount for match in _AMOUNT.finditer(folded) for amount in _read(folded, match)]


def _read(folded: str, match: re.Match[str]) -> Iterator[Amount]:
    value = _value(match["number"])
    if value is None or _is_label(folded, match):
        return
    scale, unit = _unit(match)
    factor = _magnitude(match) * scale
    if (first := _RANGE.search(folded, max(0, match.start() - 24), match.start())) and (low := _value(first["number"])):
        yield Amount(low * factor, unit, first.start(), match.start())
    if unit is not Unit.PLAIN or not _is_idle(folded, match):
        yield Amount(value * factor + _more(match) * factor, unit, match.start(), match.end())


def _more(match: re.Match[str]) -> Fraction:
    """What stands behind the unit: 七成五, 两年半."""
    more = match["more"]
    if not more:
        return Fraction(0)
    return Fraction(1, 2) if more == "半" else (spelled(more) or 0) * Fraction(1, 10)


def _value(number: str) -> Fraction | None:
    digits = number.replace(",", "")
    return Fraction(digits) if digits[0].isdigit() and digits.isascii() else spelled(number)


def _magnitude(match: re.Match[str]) -> Fraction:
    again = MAGNITUDES[match["again"]] if match["again"] else 1
    return Fraction(MAGNITUDES[match["magnitude"]] if match["magnitude"] else 1) * again


def _unit(match: re.Match[str]) -> tuple[Fraction, Unit]:
    after, before = match["after"], match["before"]
    if after in SCALED:
        return SCALED[after]
    if before:
        return Fraction(1), BEFORE[before]
    return Fraction(1), AFTER[after] if after else Unit.PLAIN


def _is_label(folded: str, match: re.Match[str]) -> bool:
    """Whether letters or digits go straight on: 4nm, 5g, 1.2.3."""
    has_word = match["magnitude"] or match["after"] or match["again"]
    return not has_word and _LABEL.match(folded, match.end()) is not None


def _is_idle(folded: str, match: re.Match[str]) -> bool:
    """Whether it is a word of speech ("one" of them, 一直, 万一), or the start of a range, read with its end."""
    has_magnitude = match["magnitude"] or match["again"]
    return not has_magnitude and (match["number"] in _IDLE or _GOES_ON.match(folded, match.end()) is not None)
