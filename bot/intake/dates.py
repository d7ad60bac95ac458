"""Dates as platforms write them beside a post. What the text leaves open stays open: no year is ever guessed."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from bot.domain.post import Published
from bot.errors import BadDate

LONGEST_TOLD = 40
"""Characters of what can't be read that are told again."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at the start of a line. `value` is None where the text doesn't settle it; `rest` is what follows it."""

    value: Published | None
    rest: str


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<mo>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_CLOCK = (
    r"(?P<half>上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上)?\s{0,2}(?P<h>\d{1,2})(?:[:：]|\.(?=\d{2}\s?[ap]\.?m))(?P<mi>\d{2})(?:[:：](?P<s>\d{2})(?:\.\d{1,9})?)?"
    r"(?:\s{0,2}(?P<ap>[ap])\.?m\b\.?)?(?:\s{0,2}(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})(?![\w:]))?"
)
_WEEKDAY = r"(?:\s{0,2}[(（]?(?:星期|周|週)[一二三四五六日天][)）]?)?"
_TIME = rf"(?:(?:\s{{0,3}}[,，·•|@t–—]\s{{0,3}}|\s-\s|\s{{1,3}})?(?:at\s{{1,2}})?{_CLOCK})?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_FULL = (
    r"(?P<y>(?:19|20)\d{2})(?P<sep>[-/.])(?P<mo>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)",
    r"(?P<d>\d{1,2})\.(?P<mo>\d{1,2})\.(?P<y>20\d{2})(?!\d)",
    r"(?P<y>(?:19|20)\d{2})\s?年\s?(?P<mo>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日?" + _WEEKDAY,
    rf"{_MONTH}\s{{1,2}}{_DAY}(?:,\s{{0,2}}|\s{{1,2}})(?P<y>(?:19|20)\d{{2}})\b",
    rf"(?:the\s)?{_DAY}[\s-]{{1,2}}(?:of\s)?{_MONTH},?[\s-]{{1,2}}(?P<y>(?:19|20)\d{{2}})\b",
)
_SLASHED = r"(?P<mo>\d{1,2})/(?P<d>\d{1,2})/(?P<y>20\d{2}|\d{2})(?!\d)"
_BEFORE = rf"{_CLOCK}\s{{0,2}}(?:[·•,|–-]|\son)?\s{{0,2}}"
_FORMS = [re.compile(form, re.IGNORECASE) for day in _FULL for form in (day + _TIME, _BEFORE + day)]
_SLASHED_FORMS = [re.compile(form, re.IGNORECASE) for form in (_SLASHED + _TIME, _BEFORE + _SLASHED)]

_AGO = re.compile(
    r"(?P<n>\d{1,4}|an?)\s{0,2}(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|"
    r"wks?|w|months?|mos?|years?|yrs?|y)"
    r"\b\.?(?:\s{1,2}ago\b)?(?!\s{0,2}[\d%])|(?P<zn>\d{1,4})\s{0,2}(?P<zunit>秒|分钟|分鐘|小时|小時|天|周|週|个月|個月|年)前",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(
    rf"(?P<name>just now|now|today|yesterday|刚刚|剛剛|今天|昨天|前天)(?:\s{{0,2}}(?:at\s)?{_CLOCK})?", re.IGNORECASE
)
_YEARLESS = re.compile(
    rf"(?:{_MONTH}\s{{1,2}}\d{{1,2}}|\d{{1,2}}\s{{1,2}}{_MONTH.replace('<mo>', '<mo2>')}|"
    rf"\d{{1,2}}[-/]\d{{1,2}}|\d{{1,2}}\s?月\s?\d{{1,2}}\s?日?)(?![\d%]){_TIME}",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"[\s•·∙|,，—–-]*(?:(?:发布于|发表于|發佈於|發表於|修改于|编辑于|最后编辑于|"
    r"(?:发布|发表|更新)?(?:时间|時間|日期)|first published|published|posted|"
    r"submitted|last updated|updated|edited|date|sent|on)\s{0,2}(?:on\s)?[:：]?\s{0,3})?(?:(?:mon|tue|wed|"
    r"thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,2})?",
    re.IGNORECASE,
)
_DATE_SIGNS = re.compile(r"\d|\bnow\b|today|yesterday|\ban? |刚刚|剛剛|今天|昨天|前天", re.IGNORECASE)
_BEFORE_LAST = re.compile(r"\s{0,3}[,，|｜·•∙—–]\s{0,3}|\s-\s|\s?[(（]")
_SEPARATORS = " \t•·∙|,，—–-"
_DAY_NAMES = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1, "前天": 2}
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "p", "P"})
_MORNING = frozenset({"上午", "凌晨", "a", "A"})
_NOON = "中午"
_ZH_UNITS = {"秒": "s", "分": "mi", "小": "h", "天": "d", "周": "w", "週": "w", "个": "mo", "個": "mo", "年": "y"}


def date_at_end(line: str, now: datetime | None) -> Dated | None:
    """A settled date that ends a line ("Issue 41 · 3 March 2026"); `rest` is what precedes it."""
    for gap in _BEFORE_LAST.finditer(line):
        dated = date_at_start(line[gap.end() :], now)
        if dated is not None and dated.value is not None and not dated.rest:
            return Dated(dated.value, line[: gap.start()].strip())
    return None


def date_at_start(line: str, now: datetime | None) -> Dated | None:
    """The date that a line begins with, after words like "Posted on" or a weekday; None where it begins with none.

    A relative date ("3h", "昨天 21:14") has a value only where `now`, the time of saving, is given. Hours and minutes
    give a time, longer units a bare date.
    """
    if not _DATE_SIGNS.search(line[:60]):
        return None
    start = _PREFIX.match(line)
    text = line[start.end() :] if start else line
    for read in (_absolute, _relative, _yearless):
        if (found := read(text, now)) is not None:
            value, end = found
            return Dated(value, text[end:].strip(_SEPARATORS))
    return None


def posted_on(text: str, now: datetime) -> Published:
    """When a post was posted, as a person writes it who puts its date right: in ISO 8601, or as platforms do.

    Errors: BadDate for anything else, for what leaves the year or the order of its numbers open, and for a day ahead.
    """
    published = _iso(text) or _alone(text)
    # Somewhere it is tomorrow already.
    if published is None or published.toordinal() > now.toordinal() + 1:
        raise BadDate(date=text[:LONGEST_TOLD])
    return published


def _iso(text: str) -> Published | None:
    try:
        return date.fromisoformat(text) if len(text) <= len("2025-10-14") else datetime.fromisoformat(text)
    except ValueError:
        return None


def _alone(text: str) -> Published | None:
    dated = date_at_start(text, None)
    return dated.value if dated is not None and not dated.rest else None


_Found = tuple[Published | None, int]


def _absolute(text: str, _now: datetime | None) -> _Found | None:
    for form in (*_FORMS, *_SLASHED_FORMS):
        if found := form.match(text):
            parts = found.groupdict()
            try:
                value = _slashed(parts) if form in _SLASHED_FORMS else _on_day(_day_of(parts), parts)
            except ValueError:
                return None  # no such day or hour: then it is no date
            return value, found.end()
    return None


def _day_of(parts: dict[str, str | None]) -> date:
    month = parts["mo"] or ""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    return date(int(parts["y"] or 0), number, int(parts["d"] or 0))


def american_date(line: str) -> Published | None:
    """The date of a line like `10/11/25, 10:24 AM` where the month is known to come first; None where it has none."""
    found = next((found for form in _SLASHED_FORMS if (found := form.search(line))), None)
    try:
        return _slashed(found.groupdict(), month_first=True) if found else None
    except ValueError:
        return None


def _slashed(parts: dict[str, str | None], *, month_first: bool = False) -> Published | None:
    """`10/14/25`. Which number is the month shows where the other is above 12, or where a.m. or p.m. says American."""
    first, second = int(parts["mo"] or 0), int(parts["d"] or 0)
    year = int(parts["y"] or 0)
    year += 2000 if year < 100 else 0
    if month_first or parts.get("ap") or second > 12:
        return _on_day(date(year, first, second), parts)
    return _on_day(date(year, second, first), parts) if first > 12 or first == second else None


def _on_day(day: date, parts: dict[str, str | None]) -> Published:
    """The day, at the hour that stands with it if one does. Errors: ValueError where there is no such hour."""
    if not parts.get("h"):
        return day
    hour = _hour(int(parts["h"] or 0), parts.get("ap") or parts.get("half"))
    zone = _zone(parts["zone"]) if parts.get("zone") else None
    return datetime(day.year, day.month, day.day, hour, int(parts["mi"] or 0), int(parts["s"] or 0), tzinfo=zone)


def _hour(said: int, half: str | None) -> int:
    """On the clock of 24 hours. Twelve in the morning or at dead of night begins the day; one at noon is thirteen."""
    if said == 12 and half in _MORNING:
        return 0
    is_later = said < 12 if half in _AFTERNOON else half == _NOON and said < 10
    return said + 12 if is_later else said


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(offset if text[0] == "+" else -offset)


def _relative(text: str, now: datetime | None) -> _Found | None:
    if found := _AGO.match(text):
        count = found["n"] or found["zn"]
        unit = (found["unit"] or _ZH_UNITS[found["zunit"][0]]).lower()
        value = _ago(now, 1 if count.lower() in ("a", "an") else int(count), unit) if now else None
        return value, found.end()
    if found := _NAMED_DAY.match(text):
        return (_named_day(now, found.groupdict()) if now else None), found.end()
    return None


def _ago(now: datetime, count: int, unit: str) -> Published | None:
    if unit.startswith(("mo", "y")):
        return _months_before(now.date(), count * (12 if unit[0] == "y" else 1))
    try:
        if unit[0] in "dw":
            return now.date() - timedelta(days=count * (7 if unit[0] == "w" else 1))
        minutes = {"s": 0, "m": count, "h": count * 60}[unit[0]]
        return now.replace(second=0, microsecond=0) - timedelta(minutes=minutes)
    except OverflowError:
        return None


def _months_before(day: date, months: int) -> date | None:
    index = day.year * 12 + day.month - 1 - months
    if index < 12:
        return None
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _named_day(now: datetime, parts: dict[str, str | None]) -> Published | None:
    name = (parts["name"] or "").lower()
    if name not in _DAY_NAMES:
        return now.replace(second=0, microsecond=0)
    day = now.date() - timedelta(days=_DAY_NAMES[name])
    try:
        value = _on_day(day, parts)
    except ValueError:
        return day
    return value.replace(tzinfo=value.tzinfo or now.tzinfo) if isinstance(value, datetime) else value


def _yearless(text: str, _now: datetime | None) -> _Found | None:
    found = _YEARLESS.match(text)
    return (None, found.end()) if found else None
