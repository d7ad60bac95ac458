"""A date is read in the forms that platforms write; what the text leaves open stays open."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.post import Published
from bot.intake.dates import american_date, date_at_end, date_at_start

NOW = datetime(2025, 10, 15, 12, 30, 7)
AT = datetime(2025, 10, 14, 10, 24)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2025.10.14 10:24", AT),
        ("2025-10-14 10:24", AT),
        ("2025/10/14, 10:24", AT),
        ("2025年10月14日 10:24", AT),
        ("2025年10月14日 星期二 10:24", AT),
        ("2025年10月14日 下午3:05", datetime(2025, 10, 14, 15, 5)),
        ("上午12:32 · 2025年10月14日", datetime(2025, 10, 14, 0, 32)),
        ("2025年10月14日 凌晨12:05", datetime(2025, 10, 14, 0, 5)),
        ("2025年10月14日 下午12:05", datetime(2025, 10, 14, 12, 5)),
        ("2025年10月14日 中午12:05", datetime(2025, 10, 14, 12, 5)),
        ("2025年10月14日 中午1:05", datetime(2025, 10, 14, 13, 5)),
        ("2025年10月14日 中午11:40", datetime(2025, 10, 14, 11, 40)),
        ("2025年10月14日 清晨5:40", datetime(2025, 10, 14, 5, 40)),
        ("2025年10月14日 傍晚6:10", datetime(2025, 10, 14, 18, 10)),
        ("发布于 2025-10-14 10:24", AT),
        ("发表于 2025-10-14 10:24:33", AT.replace(second=33)),
        ("Oct 14, 2025 10:24 AM", AT),
        ("Oct 14, 2025, 10:24 PM", AT.replace(hour=22)),
        ("10/14/25, 10:24 AM", AT),
        ("10/11/2025, 12:05 AM", datetime(2025, 10, 11, 0, 5)),
        ("10:24 AM · Oct 14, 2025", AT),
        ("10:24 AM - 14 Oct 2025", AT),
        ("上午10:24 · 2025年10月14日", AT),
        ("14.10.2025 10:24", AT),
        ("October 14th, 2025", date(2025, 10, 14)),
        ("14 October 2025", date(2025, 10, 14)),
        ("Posted on Tuesday, 14 October 2025", date(2025, 10, 14)),
        ("2025-10-14", date(2025, 10, 14)),
        ("2025-10-14T10:24:00.000Z", AT.replace(tzinfo=UTC)),
        ("Tue, 14 Oct 2025 10:24:00 +0800", AT.replace(tzinfo=timezone(timedelta(hours=8)))),
    ],
)
def test_a_full_date_is_read(line: str, value: Published) -> None:
    dated = date_at_start(line, None)
    assert dated is not None
    assert dated.value == value
    assert dated.rest == ""


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("3h", datetime(2025, 10, 15, 9, 30)),
        ("42m", datetime(2025, 10, 15, 11, 48)),
        ("3 hr. ago", datetime(2025, 10, 15, 9, 30)),
        ("an hour ago", datetime(2025, 10, 15, 11, 30)),
        ("3小时前", datetime(2025, 10, 15, 9, 30)),
        ("刚刚", datetime(2025, 10, 15, 12, 30)),
        ("just now", datetime(2025, 10, 15, 12, 30)),
        ("今天 09:12", datetime(2025, 10, 15, 9, 12)),
        ("昨天 21:14", datetime(2025, 10, 14, 21, 14)),
        ("Yesterday at 9:14 PM", datetime(2025, 10, 14, 21, 14)),
        ("4d ago", date(2025, 10, 11)),
        ("2 weeks ago", date(2025, 10, 1)),
        ("4 mo. ago", date(2025, 6, 15)),
        ("2年前", date(2023, 10, 15)),
    ],
)
def test_a_relative_date_needs_the_time_of_saving(line: str, value: Published) -> None:
    alone, beside_it = date_at_start(line, None), date_at_start(line, NOW)
    assert alone is not None
    assert alone.value is None
    assert beside_it is not None
    assert beside_it.value == value


@pytest.mark.parametrize("line", ["01-07 09:14", "10-14", "Oct 14", "14 Oct", "10月14日 10:24", "May 2"])
def test_a_date_without_a_year_never_gets_one(line: str) -> None:
    for now in (None, NOW):
        dated = date_at_start(line, now)
        assert dated is not None
        assert dated.value is None


def test_a_day_that_may_be_a_month_is_left_open() -> None:
    ambiguous = date_at_start("10/11/25", None)
    assert ambiguous is not None
    assert ambiguous.value is None
    assert american_date("10/11/25, 14:05") == datetime(2025, 10, 11, 14, 5)
    day_first = date_at_start("14/10/2025", None)
    assert day_first is not None
    assert day_first.value == date(2025, 10, 14)


@pytest.mark.parametrize(
    "line", ["5 million cars", "2025 was poor", "20% up", "a story", "2025.13.40 10:00", "10h15", ""]
)
def test_what_is_no_date_is_none(line: str) -> None:
    assert date_at_start(line, NOW) is None


def test_what_follows_a_date_is_told() -> None:
    dated = date_at_start("2025-10-14 10:24 · 来自iPhone", None)
    assert dated is not None
    assert (dated.value, dated.rest) == (AT, "来自iPhone")


def test_a_date_may_end_a_line() -> None:
    dated = date_at_end("The Ledger, Issue 41 · 14 October 2025", None)
    assert dated is not None
    assert (dated.value, dated.rest) == (date(2025, 10, 14), "The Ledger, Issue 41")
    assert date_at_end("Deliveries rose in 2025", None) is None


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_line_has_a_date_or_none(line: str) -> None:
    dated = date_at_start(line, NOW)
    assert dated is None or line.rstrip().endswith(dated.rest)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2099, 12, 31)))
def test_every_minute_is_read_as_it_was_written(moment: datetime) -> None:
    minute = moment.replace(second=0, microsecond=0)
    for form in ("%Y.%m.%d %H:%M", "%Y-%m-%d %H:%M", "%b %d, %Y %I:%M %p", "%I:%M %p · %b %d, %Y"):
        dated = date_at_start(minute.strftime(form), None)
        assert dated is not None
        assert dated.value == minute
