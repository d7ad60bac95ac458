"""A time that begins some days back: what is understood, and what is not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.answers.lately import since_of
from bot.errors import BadSince

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("given", "days"), [("1d", 1), ("7d", 7), ("30d", 30), (" 2 D ", 2), ("365d", 365)])
def test_days_are_counted_back_from_now(given: str, days: int) -> None:
    assert since_of(given, NOW) == NOW - timedelta(days=days)


@pytest.mark.parametrize("given", ["2026-02-28", "2026/2/28", "2026.02.28"])
def test_a_date_begins_with_its_day(given: str) -> None:
    assert since_of(given, NOW) == datetime(2026, 2, 28, tzinfo=UTC)


def test_a_date_begins_where_the_channel_is() -> None:
    assert since_of("2026-02-28", NOW, ZoneInfo("Asia/Hong_Kong")) == datetime(2026, 2, 27, 16, tzinfo=UTC)


@pytest.mark.parametrize("given", ["1969-12-31", "1970-01-01", "0001-01-01"])
def test_a_day_before_anybody_posted_means_all(given: str) -> None:
    assert since_of(given, NOW, ZoneInfo("Asia/Hong_Kong")) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "given",
    ["", "d", "0d", "-1d", "1.5d", "99999d", "yesterday", "2026-02-30", "2026-13-01", "2026-03-03", "9999-12-31", "٣d"],
)
def test_anything_else_and_what_lies_ahead_is_refused_and_told_again(given: str) -> None:
    with pytest.raises(BadSince) as failure:
        since_of(given, NOW)
    assert failure.value.details["since"] == given
