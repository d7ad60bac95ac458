"""The time that a question asks about: "since March", "in Q3 2025", 最近一周, 今年以来, 10月以后."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from bot.answers.cues import any_of, chinese, cues, latin
from bot.answers.dates import Dated, Written, dates_in
from bot.answers.fold import blank

_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {
    **{char: n for n, char in enumerate("一二三四五六七八九十", 1)},
    **{word: n for n, word in enumerate(_ENGLISH, 1)},
    "两": 2,
    "几": 3,
    "a": 1,
    "few": 3,
    "couple of": 2,
}
_COUNT = rf"(?P<count>\d{{1,3}}|[一二两三四五六七八九十半]{{1,2}}|{'|'.join(word for word in _COUNTS)})"


LEADING = 36
"""Characters before a date in which the word that bounds it stands: "since the beginning of"."""


@dataclass(frozen=True, slots=True)
class Period:
    """Inclusive days, open where None, and the places in the folded question that say so."""

    since: date | None = None
    until: date | None = None
    places: tuple[tuple[int, int], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None


def period_of(folded: str, today: date) -> Period:
    """The time that a folded question limits itself to; open where it names none."""
    return _counted_back(folded, today) or _absolute(folded, today) or _named(folded, today) or Period()


def _counted_back(folded: str, today: date) -> Period | None:
    """ "Last two weeks", 最近一周."""
    match = _counted().search(folded)
    return Period(today - timedelta(days=_days(match)), None, (match.span(),)) if match else None


def _named(folded: str, today: date) -> Period | None:
    """ "This year", 上个月; with "since" or 以来 without an end."""
    for name, read in _NAMED:
        if match := _cue(name).search(folded):
            first, last = read(today)
            if _leads(folded, match.start(), "before") or _follows(folded, match.end(), "before"):
                return Period(None, first - timedelta(days=1), (match.span(),))
            goes_on = _leads(folded, match.start(), "since") or _follows(folded, match.end(), "since")
            return Period(first, None if goes_on else last, (match.span(),))
    return None


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(any_of(cues("dates", name)))


@cache
def _counted() -> re.Pattern[str]:
    units = "|".join(f"(?P<{name}>{any_of(cues('dates', name))})" for name in ("days", "weeks", "months", "years"))
    return re.compile(rf"{any_of(cues('dates', 'past'))}\s*{_COUNT}\s*个?\s*(?:{units})")


def _days(match: re.Match[str]) -> int:
    unit = next(name for name in ("days", "weeks", "months", "years") if match[name])
    length = {"days": 1, "weeks": 7, "months": 30, "years": 365}[unit]
    word = match["count"]
    if word == "半":
        return length // 2
    return (int(word) if word.isdigit() else _small(word)) * length


def _small(word: str) -> int:
    if word in _COUNTS:
        return _COUNTS[word]
    tens, _, ones = word.partition("十")
    return _COUNTS.get(tens, 1) * 10 + _COUNTS.get(ones, 0)


def _week(today: date, back: int) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return monday, monday + timedelta(days=6)


def _month(today: date, back: int) -> tuple[date, date]:
    months = today.year * 12 + today.month - 1 - back
    return Dated(year=months // 12, month=months % 12 + 1).days()


def _quarter(today: date, back: int) -> tuple[date, date]:
    quarters = today.year * 4 + (today.month - 1) // 3 - back
    return Dated(year=quarters // 4, quarter=quarters % 4 + 1).days()


_NAMED: tuple[tuple[str, Callable[[date], tuple[date, date]]], ...] = (
    ("yesterday", lambda today: (today - timedelta(days=1),) * 2),
    ("today", lambda today: (today, today)),
    ("last_week", lambda today: _week(today, 1)),
    ("this_week", lambda today: _week(today, 0)),
    ("last_month", lambda today: _month(today, 1)),
    ("this_month", lambda today: _month(today, 0)),
    ("last_quarter", lambda today: _quarter(today, 1)),
    ("this_quarter", lambda today: _quarter(today, 0)),
    ("last_year", lambda today: Dated(year=today.year - 1).days()),
    ("this_year", lambda today: Dated(year=today.year).days()),
)


def _absolute(folded: str, today: date) -> Period | None:
    """Dates of the calendar, with the words before or behind that say which side of them is meant."""
    written = [_with_year(one, folded, today) for one in dates_in(folded)]
    if len(written) > 1 and (spanned := _span(folded, written[0], written[1])):
        return spanned
    for one in written:
        if found := _bounded(folded, one, today):
            return found
    return None


def _with_year(written: Written, folded: str, today: date) -> Written:
    """With the year that stands beside it (去年10月, "October last year"), else the latest in which it has begun."""
    if written.dated.year is not None:
        return written
    for name, back in (("last_year", 1), ("this_year", 0)):
        for match in _cue(name).finditer(folded):
            if 0 <= written.start - match.end() <= 1 or 0 <= match.start() - written.end <= len(" of "):
                place = min(written.start, match.start()), max(written.end, match.end())
                return Written(replace(written.dated, year=today.year - back), *place)
    this_year = replace(written.dated, year=today.year)
    past = _range(this_year)[0] > today
    return replace(written, dated=replace(this_year, year=today.year - 1) if past else this_year)


def _range(dated: Dated) -> tuple[date, date]:
    """First and last day; the month's where the calendar lacks the day."""
    try:
        return dated.days()
    except ValueError:
        return replace(dated, day=None).days()


def _span(folded: str, first: Written, last: Written) -> Period | None:
    """ "From March to May", 2025年3月到5月."""
    between = folded[first.end : last.start].strip()
    if between not in cues("dates", "to"):
        return None
    since, until = _range(first.dated)[0], _range(last.dated)[1]
    if since > until:  # "between January and March", asked in February: the end lies in another year than it seemed
        same_year = _range(replace(first.dated, year=until.year))[0]
        since = same_year if same_year <= until else _range(replace(first.dated, year=until.year - 1))[0]
    return Period(since, until, ((first.start, last.end),))


def _bounded(folded: str, written: Written, today: date) -> Period | None:
    first, last = _range(written.dated)
    place = ((written.start, written.end),)
    if _leads(folded, written.start, "before") or _follows(folded, written.end, "before"):
        return Period(None, first - timedelta(days=1), place)
    if _leads(folded, written.start, "after") or _follows(folded, written.end, "after"):
        return Period(last + timedelta(days=1), None, place)
    if _leads(folded, written.start, "since") or _follows(folded, written.end, "since"):
        return Period(first, None, place)
    if _leads(folded, written.start, "until") or _follows(folded, written.end, "until"):
        return Period(None, last, place)
    # A time that has yet to come is what a question is about, not when somebody wrote.
    return Period(first, last, place) if first <= today and _is_meant(folded, written) else None


def _is_meant(folded: str, written: Written) -> bool:
    """Whether a bare date says when people wrote: a year alone may as well be what they wrote about (2026 earnings)."""
    if _leads(folded, written.start, "within") or _follows(folded, written.end, "within"):
        return True
    precise = written.dated.month or written.dated.quarter or written.dated.half
    heads = not folded[: written.start].strip() and folded[written.end - 1] == "年"
    return bool(written.sure and (precise or heads))


@cache
def _before(name: str) -> re.Pattern[str]:
    """English says it in front of a date, and so does Chinese of an end (截至)."""
    words = any_of(cue for cue in cues("dates", name) if cue.isascii() or name == "until")
    return re.compile(rf"{words}\s*(?:{latin('edges', 'dates')}\s*)?(?:the\s+)?$")


@cache
def _behind(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*[,，]?\s*{chinese('edges', 'dates')}?{chinese(name, 'dates')}")


def _leads(folded: str, start: int, name: str) -> bool:
    return _before(name).search(folded[max(0, start - LEADING) : start]) is not None


def _follows(folded: str, end: int, name: str) -> bool:
    return _behind(name).match(folded, end) is not None


def without(folded: str, period: Period) -> str:
    """The folded question without what names its time."""
    for start, end in period.places:
        folded = blank(folded, start, end)
    return folded
