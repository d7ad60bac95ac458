"""The quantities of a text: what `amounts` reads, and words and turns that say a number less exactly."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import zip_longest

from bot.answers.amounts import Amount, amounts_in
from bot.answers.dates import dates_in
from bot.answers.fold import blank
from bot.answers.gate.quantities import Quantity
from bot.answers.gate.words import words_of
from bot.answers.numerals import CHINESE, spelled
from bot.answers.units import AFTER, MAGNITUDES, SCALED, Unit

Range = tuple[Fraction, Fraction]
NOT_THE_NEXT = Fraction(99, 100)
"""Of the way to the next number: 六百多 is less than 700."""

DIGIT = "一二三四五六七八九"
_NEIGHBOURS = re.compile(
    rf"(?P<tens>[{DIGIT}]?十|(?<![{DIGIT}零〇点.十百千万亿\d]))(?P<low>[{DIGIT}两])(?P<high>[{DIGIT}])"
    rf"(?![{DIGIT}零〇点])(?P<tail>[十百千]?)"
)
_WORDS = (
    "a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_ABOUT = re.compile(
    rf"(?<![\w.,])(?P<number>\d+(?:\.\d+)?|(?:{_WORDS}))(?P<vague>\s?-?(?:something|some|ish|odd|plus)(?![a-z])|\+)\s?"
)
_MORE = re.compile(r"[多几余]|出头")
_OF_THESE = re.compile(r"个(多?)(?=[万亿])([万亿])")
_FOREIGN = re.compile(r"(?<![a-z])(?:nt|sg|ca|au)\$|(?<![a-z])[acrs]\$")
_ONE_IN = re.compile(rf"(?<![a-z])(?P<part>{_WORDS}) (?:in|of|out of) (?:every )?(?P<whole>{_WORDS}|\d+)(?![a-z\d%])")
_AND_A_HALF = re.compile(rf"(?<![a-z])(?P<number>{_WORDS}|\d+) years? and a half(?![a-z])")
_CUT_MAGNITUDE = re.compile(r"\d[万亿]")
_PERCENT_ZH = re.compile(rf"(?<=[{DIGIT}\d])厘(?!米)|(?<=[{DIGIT}\d])趴")
_NO_SHARE = re.compile(
    r"(?<![a-z])a (?:third|fourth|fifth|quarter)(?:-|\s)(?:part|year|time|month|week|straight)[a-z]*"
)
_COUNTED_APART = re.compile(
    rf"(?<![a-z])(?P<number>{_WORDS}|\d+) (?P<word>straight|consecutive|more|full|whole|successive|running|or so)"
    r" (?P<unit>quarters?|years?|months?|weeks?|days?)(?![a-z])"
)
_TENS = re.compile(
    r"(?<![a-z\d])(?:low|mid|high|in the|around the|upper|lower)?[ -]?"
    r"(?:(?P<word>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies|(?P<digits>[2-9]0)'?s)(?![a-z])"
)
_TENS_OF = dict(
    zip(("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"), range(20, 100, 10), strict=True)
)
_SMALL_UNITS = {
    "毛钱": (Fraction(1, 10), Unit.CNY),
    "毛": (Fraction(1, 10), Unit.CNY),
    "角": (Fraction(1, 10), Unit.CNY),
    "分钱": (Fraction(1, 100), Unit.CNY),
    "折": (Fraction(10), Unit.PERCENT),
    "吉瓦时": (Fraction(10**9), Unit.WATT_HOUR),
    "兆瓦时": (Fraction(10**6), Unit.WATT_HOUR),
    "千瓦时": (Fraction(10**3), Unit.WATT_HOUR),
}
_IN_SMALL_UNITS = re.compile(
    rf"(?<![\d.])(?P<number>\d+(?:\.\d+)?|[两{DIGIT}十]+)(?P<unit>{'|'.join(_SMALL_UNITS)})(?![利损扣])"
)
_SHARE = re.compile(r"(?<![\d/])(?P<part>\d)/(?P<whole>\d)(?![\d/])")
_HALF_OF = re.compile(
    r"(?<![a-z])(?P<half>half )?an? (?P<scale>hundred|thousand|million|billion|trillion)(?P<more> and a half)?(?![a-z])"
)
_COINS = re.compile(rf"(?P<whole>\d+|{CHINESE})[块蚊](?P<part>[{DIGIT}\d])(?![十百千万亿\d])")
_SHARED_UNIT = re.compile(r"\s?(?:-|~|to|or|and|至|到|或)?\s?")
_QUARTERS = re.compile(
    rf"(?<![a-z])(?P<number>\d+|{_WORDS}|{CHINESE})(?:\s?-?quarters?(?![a-z])(?!\s+of\s)|个?季度?(?!报))"
)
_POINTS = re.compile(
    r"个多?点(?!位)|\d点|[一二三四五六七八九十]点(?:出头|多)"
    r"|(?<!percentage )(?<!basis )(?<![a-z])points?(?![a-z])"
)
_EITHER = frozenset((Unit.POINT, Unit.PERCENT))
FACTORS = {"fourfold": Fraction(4), "threefold": Fraction(3), "twofold": Fraction(2), "halved": Fraction(1, 2)}
_SPANS: dict[str, tuple[int, int]] = {
    "one_digit": (1, 9),
    "two_digits": (10, 99),
    "three_digits": (100, 999),
    "teens": (13, 19),
}


def quantities_in(folded: str) -> list[Quantity]:
    """The numbers of a folded text in order. "Doubled" and 一半 count; "one" of a thing does not, nor do dates."""
    for written in dates_in(folded):
        folded = blank(folded, written.start, written.end)
    folded = _COUNTED_APART.sub(r"\g<number> \g<unit> \g<word>", _NO_SHARE.sub(_spaces, folded))
    rest = _FOREIGN.sub(_spaces, _OF_THESE.sub(r"\1\2 ", _PERCENT_ZH.sub("%", folded)))
    for match in words_of("words", "no_numbers").finditer(rest):
        rest = blank(rest, match.start(), match.end())
    found: list[Quantity] = []
    for read in _READERS:
        for quantity in list(read(rest)):
            found.append(quantity)
            rest = blank(rest, quantity.start, quantity.end)
    found = _longest_of_each_place(found)
    return [one for one in _with_shared_units(folded, found) if not _is_one(folded, one)]


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _longest_of_each_place(found: Sequence[Quantity]) -> list[Quantity]:
    """In order, without what stands within another one."""
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _with_shared_units(folded: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """In "three or four years" both are of years."""
    for one, after in zip_longest(found, found[1:]):
        is_shared = after and one.unit is Unit.PLAIN and _SHARED_UNIT.fullmatch(folded, one.end, after.start)
        yield replace(one, loose=one.loose | {after.unit} | after.loose) if is_shared else one


def _is_one(folded: str, quantity: Quantity) -> bool:
    """Whether it is a word of speech: 一块, "one year"."""
    is_one = folded[quantity.start : quantity.end].startswith(("一", "one ")) and quantity.low == quantity.high == 1
    return is_one and quantity.unit not in (Unit.PERCENT, Unit.TIMES)


def quantity_at(match: re.Match[str], between: Range, unit: Unit) -> Quantity:
    return Quantity(*between, unit, match.start(), match.end())


def _spans(folded: str) -> Iterator[Quantity]:
    """Single digits, mid teens."""
    for name, (low, high) in _SPANS.items():
        for match in words_of("spans", name).finditer(folded):
            yield Quantity(Fraction(low), Fraction(high), Unit.PERCENT, match.start(), match.end(), _EITHER)


def _lasting(folded: str) -> Iterator[Quantity]:
    """Half a year, two quarters; three quarters may be a share as well."""
    for match in words_of("lasting", "a_half_year").finditer(folded):
        yield quantity_at(match, (Fraction(6),) * 2, Unit.MONTH)
    for match in _AND_A_HALF.finditer(folded):
        yield quantity_at(match, (((_small(match["number"]) or 1) + Fraction(1, 2)) * 12,) * 2, Unit.MONTH)
    for match in _QUARTERS.finditer(folded):
        if (count := _small(match["number"])) is not None:
            yield quantity_at(match, (count * 3,) * 2, Unit.MONTH)


def _small(number: str) -> Fraction | None:
    try:
        return Fraction(number) if number[0].isdigit() and number.isascii() else spelled(number)
    except (KeyError, ValueError):
        return None


def _tens(folded: str) -> Iterator[Quantity]:
    """Mid forties, in the 60s."""
    for match in _TENS.finditer(folded):
        low = Fraction(_TENS_OF[match["word"]] if match["word"] else int(match["digits"]))
        yield Quantity(low, low + 9, Unit.PLAIN, match.start(), match.end(), _EITHER)


def _in_small_units(folded: str) -> Iterator[Quantity]:
    """四五毛, 三分钱, 五折, 四十吉瓦时."""
    for match in _IN_SMALL_UNITS.finditer(folded):
        factor, unit = _SMALL_UNITS[match["unit"]]
        number = match["number"]
        ends = [number] if _small(number) is not None or len(number) != 2 else list(number)
        values = [value * factor for end in ends if (value := _small(end)) is not None]
        if values:
            yield quantity_at(match, (min(values), max(values)), unit)


def _shares(folded: str) -> Iterator[Quantity]:
    """2/3, half a million, a billion and a half, 六块二."""
    for match in _SHARE.finditer(folded):
        if match["whole"] != "0":
            yield quantity_at(match, (Fraction(int(match["part"]), int(match["whole"])),) * 2, Unit.PLAIN)
    for match in _HALF_OF.finditer(folded):
        factor = Fraction(1, 2) if match["half"] else Fraction(3, 2) if match["more"] else Fraction(1)
        yield _with_unit(folded, match, (factor * MAGNITUDES[match["scale"]],) * 2)
    for match in _ONE_IN.finditer(folded):
        part, whole = _small(match["part"]), _small(match["whole"])
        if part and whole and part < whole:
            yield quantity_at(match, (part / whole,) * 2, Unit.PLAIN)
    for match in _COINS.finditer(folded):
        whole, part = _small(match["whole"]), _small(match["part"])
        if whole is not None and part is not None:
            yield quantity_at(match, (whole + part / 10,) * 2, Unit.CNY)


def _neighbours(folded: str) -> Iterator[Quantity]:
    """七八百万, 三四十, 十五六个亿: two neighbouring digits leave open which is meant."""
    for match in _NEIGHBOURS.finditer(folded):
        low, high = spelled(match["low"]) or Fraction(0), spelled(match["high"]) or Fraction(0)
        if high == low + 1:
            tens = spelled(match["tens"]) or Fraction(0) if match["tens"] else Fraction(0)
            times = spelled(match["tail"]) or Fraction(1) if match["tail"] else Fraction(1)
            yield _with_unit(folded, match, ((tens + low) * times, (tens + high) * times))


def _about(folded: str) -> Iterator[Quantity]:
    """70-something percent, 8-ish, 300+."""
    for match in _ABOUT.finditer(folded):
        value = _small(match["number"]) or Fraction(1)
        room = _last_place(value)
        low = value - room / 2 if "ish" in match["vague"] else value
        yield _with_unit(folded, match, (low, value + room * NOT_THE_NEXT))


def _with_unit(folded: str, match: re.Match[str], between: Range) -> Quantity:
    found = _unit_at(folded, match.end())
    low, high = (value * found.factor for value in between)
    return Quantity(low, high, found.unit, match.start(), found.end, _loose(folded, match.start(), found.end))


@dataclass(frozen=True, slots=True)
class _UnitAt:
    unit: Unit
    factor: Fraction
    end: int


@cache
def _units() -> re.Pattern[str]:
    words, scales = (
        "|".join(re.escape(one) for one in sorted(all_, key=len, reverse=True))
        for all_ in ({**AFTER, **SCALED}, MAGNITUDES)
    )
    return re.compile(rf"个?(?P<scale>(?:{scales})(?![a-z分]))?\s?(?P<unit>(?:{words})(?![a-z]))?")


def _unit_at(folded: str, at: int) -> _UnitAt:
    """The magnitude and the unit that stand at a place."""
    match = _units().match(folded, at)
    if match is None or not (match["scale"] or match["unit"]):
        return _UnitAt(Unit.PLAIN, Fraction(1), at)
    factor = Fraction(MAGNITUDES[match["scale"]] if match["scale"] else 1)
    scale, unit = SCALED.get(match["unit"] or "", (Fraction(1), AFTER.get(match["unit"] or "", Unit.PLAIN)))
    return _UnitAt(unit, factor * scale, match.end())


def _factors(folded: str) -> Iterator[Quantity]:
    for name, factor in FACTORS.items():
        unit = Unit.TIMES if factor > 1 else Unit.PLAIN
        for match in words_of("factors", name).finditer(folded):
            yield quantity_at(match, (factor, factor), unit)
            folded = blank(folded, match.start(), match.end())


def exact_in(folded: str) -> Iterator[Quantity]:
    """三十来万 is read as 三十多万."""
    amounts = amounts_in(folded.replace("来", "多"))
    return (_up_to_the_next(folded, one) for one in amounts if not _CUT_MAGNITUDE.match(folded, one.start - 1))


def _up_to_the_next(folded: str, amount: Amount) -> Quantity:
    """Where "多" or 出头 say that it is more, up to the next of its last digit."""
    text = folded[amount.start : amount.end + 2].replace("来", "多")
    high = amount.value + (_last_place(amount.value) * NOT_THE_NEXT if _MORE.search(text) else 0)
    return Quantity(amount.value, high, amount.unit, amount.start, amount.end, _loose(folded, amount.start, amount.end))


def _last_place(value: Fraction) -> Fraction:
    """The worth of a number's last digit that is not zero: 10 of 40, 100 of 1300."""
    place = Fraction(1)
    while value and value.denominator == 1 and value % (place * 10) == 0:
        place *= 10
    return place


def _loose(folded: str, start: int, end: int) -> frozenset[Unit]:
    return _EITHER if _POINTS.search(folded[start : end + 7]) else frozenset()


_READERS: tuple[Callable[[str], Iterator[Quantity]], ...] = (
    _spans,
    _tens,
    _lasting,
    _in_small_units,
    _shares,
    _neighbours,
    _about,
    _factors,
    exact_in,
)
