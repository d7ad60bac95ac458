"""Dates as texts write them, in either language: a day, a month, a quarter, half a year or a year."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache

from bot.answers.cues import cues
from bot.answers.fold import blank

YEAR = r"(?:19|20)\d\d"
ZH_DIGITS = "〇零一二三四五六七八九"
_ZH_YEAR = rf"(?:{YEAR}|[12二一][〇零九0-9][{ZH_DIGITS}0-9]{{2}})"
_ZH_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_NOT_A_YEAR = r"\s?(?:[万亿千百元块倍个家辆人店]|million|billion|trillion|thousand|dollar|yuan|percent|times)"
_ORDINAL = r"(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as far as a text gives it; None for what it leaves open."""

    year: int | None = None
    half: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    def filled(self) -> "Dated":
        """With the quarter and the half that a month lies in."""
        if self.month is not None:
            return replace(self, quarter=(self.month + 2) // 3, half=(self.month + 5) // 6)
        return self if self.quarter is None else replace(self, half=(self.quarter + 1) // 2)

    def holds_for(self, other: "Dated") -> bool:
        """Whether all that this says is also said by `other`: October 2025 for its 14th, not the reverse."""
        full = other.filled()
        return all(getattr(self, f.name) in (None, getattr(full, f.name)) for f in fields(self))

    def days(self) -> tuple[date, date]:
        """First and last day. Errors: ValueError where no year is given or the calendar has no such day."""
        if self.year is None:
            raise ValueError("a date without a year has no days")
        first, last = self._months()
        start = date(self.year, first, self.day or 1)
        return start, date(self.year, last, self.day or calendar.monthrange(self.year, last)[1])

    def _months(self) -> tuple[int, int]:
        if self.month is not None:
            return self.month, self.month
        if self.quarter is not None:
            return self.quarter * 3 - 2, self.quarter * 3
        return (1, 12) if self.half is None else (self.half * 6 - 5, self.half * 6)


@dataclass(frozen=True, slots=True)
class Written:
    """A date and where it stands in a folded text. `sure` is False where its words may mean something else: May."""

    dated: Dated
    start: int
    end: int
    sure: bool = True


def day_of(moment: date) -> Dated:
    """A day of the calendar."""
    return Dated(year=moment.year, month=moment.month, day=moment.day)


def dates_in(folded: str) -> list[Written]:
    """The dates of a folded text, in order."""
    found: list[Written] = []
    if not _hint().search(folded):
        return found
    for pattern, read in _forms():
        for match in pattern.finditer(folded):
            if (dated := read(match)) is not None and _is_possible(dated):
                found.append(Written(dated, match.start(), match.end(), _is_sure(match)))
                folded = blank(folded, match.start(), match.end())
    return sorted(found, key=lambda written: written.start)


def _is_sure(match: re.Match[str]) -> bool:
    return match.group() not in ("may", "march", "mar", "dec", "jan", "sep", "second half", "first half")


def _is_possible(dated: Dated) -> bool:
    return (dated.month or 1) in range(1, 13) and (dated.day or 1) in range(1, 32)


@cache
def _hint() -> re.Pattern[str]:
    """What every date holds something of: most texts hold none, and are done with one look."""
    return re.compile(rf"\d|[年月季半]|quarter|half|{_months()}")


Reader = Callable[[re.Match[str]], Dated | None]


@cache
def _forms() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """Patterns, the most telling first; each takes its places from those after it."""
    month, ordinal = _months(), _ordinals()
    year = rf"(?P<y>{YEAR})"
    texts: list[tuple[str, Reader]] = [
        (rf"(?<![\d.]){year}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)", _read),
        (rf"(?<![\d.]){year}-(?P<m>\d{{1,2}})(?![\d-])", _read),
        (rf"(?<!\d)(?P<y>{_ZH_YEAR})年第?(?P<q>[1-4一二三四])(?:个)?季(?:度)?", _read),
        (rf"(?<!\d)(?P<y>{_ZH_YEAR})年(?P<h>[上下])半年", _read),
        (rf"(?<!\d)(?P<y>{_ZH_YEAR})年?\s?q(?P<q>[1-4])(?!\d)", _read),
        (rf"(?<!\d)(?P<y>{_ZH_YEAR})年(?P<m>{_ZH_SMALL})月份?(?:(?P<d>{_ZH_SMALL})[日号])?", _read),
        (rf"(?<!\d)(?P<y>{_ZH_YEAR})年", _read),
        (rf"(?<![\d.])(?P<m>{_ZH_SMALL})月份?(?:(?P<d>{_ZH_SMALL})[日号])?", _read),
        (r"第(?P<q>[1-4一二三四])(?:个)?季度?|(?<![\d一二三四五六七八九十])(?P<q2>[1-4一二三四])季度", _read),
        (r"(?P<h>[上下])半年", _read),
        (rf"(?<![a-z0-9])q(?P<q>[1-4])(?:\s+(?:of\s+)?{year}|\s?'(?P<yy>\d\d))?(?![a-z0-9])", _read),
        (rf"(?<![a-z0-9])h(?P<h>[12])(?:\s+(?:of\s+)?{year}|\s?'(?P<yy>\d\d))?(?![a-z0-9])", _read),
        (rf"(?<![a-z0-9])(?P<o>{ordinal})\s+quarter(?:\s+(?:of\s+)?{year})?(?![a-z0-9])", _read),
        (rf"(?<![a-z0-9])(?P<oh>first|second)\s+half(?:\s+of\s+{year})?(?![a-z0-9])", _read),
        (rf"(?<![a-z0-9])(?P<n>{month})\.?\s+(?P<d>\d{{1,2}}){_ORDINAL}(?![\d%])(?:,?\s+{year})?(?![a-z0-9])", _read),
        (rf"(?<![\d.])(?P<d>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<n>{month})\.?(?:,?\s+{year})?(?![a-z0-9])", _read),
        (rf"(?<![a-z0-9])(?P<n>{month})\.?(?:,?\s+(?:of\s+)?{year})?(?![a-z0-9])", _read),
        (rf"(?<![\w.,$€£¥+\-])(?P<y>199\d|20[0-4]\d)(?![\d%a-z]|[.,]\d|{_NOT_A_YEAR})", _read),
    ]
    return tuple((re.compile(text), read) for text, read in texts)


@cache
def _months() -> str:
    return "|".join(_named("months_named"))


@cache
def _ordinals() -> str:
    return "|".join(_named("ordinals"))


@cache
def _named(name: str) -> dict[str, int]:
    """English names by their number; the longer of one month's names first."""
    groups = [group.split("|") for group in cues("dates", name) if group.isascii()]
    return {word: n for n, group in enumerate(groups, 1) for word in group}


def _read(match: re.Match[str]) -> Dated | None:
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    year = _number(found["y"]) if "y" in found else (2000 + int(found["yy"]) if "yy" in found else None)
    quarter = found.get("q") or found.get("q2")
    return Dated(
        year=year,
        half=_half(found),
        quarter=_number(quarter) if quarter else _named("ordinals").get(found.get("o", "")),
        month=_number(found["m"]) if "m" in found else _named("months_named").get(found.get("n", "")),
        day=_number(found["d"]) if "d" in found else None,
    )


def _half(found: dict[str, str]) -> int | None:
    word = found.get("h") or found.get("oh")
    return {"上": 1, "下": 2, "1": 1, "2": 2, "first": 1, "second": 2}.get(word or "")


def _number(text: str) -> int:
    """A small number in digits or Chinese numerals; a year digit by digit."""
    if text.isdigit() and text.isascii():
        return int(text)
    if len(text) == 4:
        return int("".join(str(max(0, ZH_DIGITS.index(char) - 1)) if char in ZH_DIGITS else char for char in text))
    tens, _, ones = text.partition("十") if "十" in text else ("", "", text)
    return (ZH_DIGITS.index(tens) - 1 if tens else int("十" in text)) * 10 + (ZH_DIGITS.index(ones) - 1 if ones else 0)
