"""The times that a text names, as seen from the day on which it was written: "by Q3", 明年上半年, "in two years".

Words that count ("next year") need that day; a date of the calendar without a year is the next that it can be, and none
where it is over only lately: then what it was may be meant, or its report.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from bot.answers.cues import any_of
from bot.answers.dates import Dated, Written, dates_in, day_of
from bot.answers.fold import blank
from bot.answers.numerals import CHINESE, ENGLISH, spelled

LATELY_A_MONTH, LATELY = 60, 180
"""Days after the end of a month, or a quarter, within which its name may mean the one that is over."""
MOST_AHEAD = 50
"""Years: what is further off is no forecast that anybody checks."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A time with its year, and where it stands in the folded text."""

    dated: Dated
    start: int
    end: int

    @property
    def last_day(self) -> date:
        return self.dated.days()[1]


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("bot.answers") / "forecasts.toml").read_text(encoding="utf-8"))


@cache
def listed(table: str, name: str = "words") -> tuple[str, ...]:
    return tuple(_tables()[table][name])


def pattern_of(table: str, name: str) -> str:
    """A pattern that stands in the file as one."""
    return str(_tables()[table][name])


@cache
def any_listed(table: str, name: str = "words") -> str:
    """A pattern that finds any cue of a list."""
    return any_of(listed(table, name))


def coming_in(folded: str, posted: date | None) -> list[Coming]:
    """The times that a folded text names, in order; without `posted` only those that stand on their own."""
    found = list(_relative(folded, posted)) if posted is not None else []
    rest = folded
    for one in found:
        rest = blank(rest, one.start, one.end)
    for written in [*_quarters(rest), *dates_in(rest)]:
        beside = next((one for one in found if _stands_by(written, one, folded)), None)
        if beside is not None and written.dated.year is None and beside.dated == Dated(year=beside.dated.year):
            found.remove(beside)
            dated = replace(written.dated, year=beside.dated.year)
            found.append(Coming(dated, min(beside.start, written.start), max(beside.end, written.end)))
        elif (full := _with_year(written.dated, posted)) is not None:
            found.append(Coming(full, written.start, written.end))
    return sorted((one for one in found if _is_a_day(one.dated)), key=lambda one: one.start)


def _stands_by(written: Written, one: Coming, folded: str) -> bool:
    """明年三季度, "Q3 next year", "the second half of next year"."""
    between = folded[min(one.end, written.end) : max(one.start, written.start)].strip()
    return between in ("", "of", "的")


def _is_a_day(dated: Dated) -> bool:
    try:
        dated.days()
    except ValueError:
        return False
    return True


def _with_year(dated: Dated, posted: date | None) -> Dated | None:
    """In the year of the post, or the next where it is long over by then."""
    if dated.year is not None or posted is None:
        return dated if dated.year is not None else None
    this = replace(dated, year=posted.year)
    if not _is_a_day(this):
        return None
    over = (posted - this.days()[1]).days
    if over <= 0:
        return this
    means_next = dated.half is None and over > (LATELY_A_MONTH if dated.month else LATELY)
    return replace(dated, year=posted.year + 1) if means_next else None


_SHORT = re.compile(r"(?<![a-z0-9.])(?:(?P<q>[1-4])q|(?P<h>[12])h)\s?'?(?P<y>20\d\d|\d\d)(?![a-z0-9%])")


def _quarters(folded: str) -> Iterator[Written]:
    """As analysts write them: 3Q25, 1H2026."""
    for match in _SHORT.finditer(folded):
        year = int(match["y"]) % 100 + 2000
        dated = Dated(year=year, quarter=int(match["q"])) if match["q"] else Dated(year=year, half=int(match["h"]))
        yield Written(dated, match.start(), match.end())


def _month(posted: date, ahead: int) -> Dated:
    months = posted.year * 12 + posted.month - 1 + ahead
    return Dated(year=months // 12, month=months % 12 + 1)


def _quarter(posted: date, ahead: int) -> Dated:
    quarters = posted.year * 4 + (posted.month - 1) // 3 + ahead
    return Dated(year=quarters // 4, quarter=quarters % 4 + 1)


def _end_of_week(posted: date, ahead: int) -> Dated:
    return day_of(posted + timedelta(days=6 - posted.weekday() + 7 * ahead))


_NAMED: Mapping[str, Callable[[date], Dated]] = {
    "year_after_next": lambda posted: Dated(year=posted.year + 2),
    "next_year": lambda posted: Dated(year=posted.year + 1),
    "this_year": lambda posted: Dated(year=posted.year),
    "year_end": lambda posted: Dated(year=posted.year),
    "next_quarter": lambda posted: _quarter(posted, 1),
    "this_quarter": lambda posted: _quarter(posted, 0),
    "next_month": lambda posted: _month(posted, 1),
    "this_month": lambda posted: _month(posted, 0),
    "next_week": lambda posted: _end_of_week(posted, 1),
}


def _relative(folded: str, posted: date) -> Iterator[Coming]:
    for match in _counted().finditer(folded):
        if (dated := _ahead(match, posted)) is not None:
            yield Coming(dated, match.start(), match.end())
    for name, read in _NAMED.items():
        for match in _named(name).finditer(folded):
            yield Coming(read(posted), match.start(), match.end())


@cache
def _named(name: str) -> re.Pattern[str]:
    # 2026年底 and 明年底 are of the year that stands before them.
    own = r"(?<![\d〇零一二三四五六七八九十两几数半今明后去前当])" if name == "year_end" else ""
    return re.compile(own + any_listed("relative", name))


@cache
def _counted() -> re.Pattern[str]:
    units = "|".join(f"(?P<{name}>{any_listed('counted', name)})" for name in ("days", "weeks", "months", "years"))
    count = rf"(?:\d{{1,2}}|{CHINESE}|{ENGLISH})"
    many = rf"(?:{count}\s?(?:-|to|or|到|至|或)\s?)?(?P<count>{count})"
    latin = rf"{any_listed('counted', 'ahead')}\s+{many}\s+(?:{units})(?!\s+(?:ago|old))"
    inner = re.sub(r"\?P<(\w+)>", r"?P<\1_zh>", rf"{many}\s?个?(?:{units})")
    led = f"{any_listed('counted', 'ahead_zh')}的?{inner}"
    closed = re.sub(r"_zh>", "_closed>", f"{inner}{any_listed('counted', 'behind_zh')}")
    return re.compile(rf"{latin}|{led}|(?<![\d.〇零一二三四五六七八九]){closed}")


def _ahead(match: re.Match[str], posted: date) -> Dated | None:
    """How far ahead: to the day for days and weeks, the month for months and half years, the year for years."""
    told = {name.partition("_")[0]: text for name, text in match.groupdict().items() if text is not None}
    count = _number(told["count"])
    unit = next(name for name in ("days", "weeks", "months", "years") if name in told)
    if count is None or count <= 0 or (unit == "years" and count > MOST_AHEAD):
        return None
    if unit == "years" and count >= 1:
        return Dated(year=posted.year + int(count))
    if unit in ("months", "years"):
        return _month(posted, round(count * (12 if unit == "years" else 1)))
    return day_of(posted + timedelta(days=int(count * (7 if unit == "weeks" else 1))))


def _number(words: str) -> float | None:
    """两三 is three: nothing is past before the longer of both is."""
    if words.isdigit() and words.isascii():
        return int(words)
    value = spelled(words)
    value = spelled(words[-1]) if value is None and words else value
    return None if value is None else float(value)


def day_before(dated: Dated) -> Dated:
    """The time of the same length that ends where this begins."""
    last = dated.days()[0] - timedelta(days=1)
    if dated.day is not None:
        return day_of(last)
    if dated.month is not None:
        return Dated(year=last.year, month=last.month)
    if dated.quarter is not None:
        return Dated(year=last.year, quarter=(last.month + 2) // 3)
    return Dated(year=last.year) if dated.half is None else Dated(year=last.year, half=(last.month + 5) // 6)
