"""When a digest is due: at an hour of the channel's own clock, once, whatever that clock does."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.schedule import DigestSchedule, Every

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
ZONES = ["UTC", "Asia/Hong_Kong", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"]
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def daily(hour: int, zone: str = "UTC") -> DigestSchedule:
    return DigestSchedule(every=Every.DAY, hour=hour, zone=zone, begins=BEGAN)


def weekly(weekday: int, hour: int, zone: str = "UTC") -> DigestSchedule:
    return DigestSchedule(every=Every.WEEK, weekday=weekday, hour=hour, zone=zone, begins=BEGAN)


def dues(schedule: DigestSchedule, since: datetime, until: datetime) -> list[datetime]:
    """All that a look every minute would find."""
    found: list[datetime] = []
    while (due := schedule.next_due(since)) < until:
        found.append(due)
        since = due
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_daily_one_is_due_at_its_hour_of_the_zones_clock() -> None:
    schedule = daily(9, "Asia/Hong_Kong")
    assert schedule.last_due(at("2025-12-01T00:59:59+00:00")) == at("2025-11-30T09:00+08:00")
    assert schedule.last_due(at("2025-12-01T01:00:00+00:00")) == at("2025-12-01T09:00+08:00")
    assert schedule.next_due(at("2025-12-01T01:00:00+00:00")) == at("2025-12-02T09:00+08:00")


def test_a_weekly_one_is_due_on_its_weekday_where_the_channel_is() -> None:
    schedule = weekly(0, 6, "Asia/Hong_Kong")  # Monday morning there is Sunday evening in UTC
    assert schedule.last_due(at("2025-12-03T12:00+00:00")) == at("2025-11-30T22:00+00:00")
    assert schedule.next_due(at("2025-12-03T12:00+00:00")) == at("2025-12-07T22:00+00:00")


def test_an_hour_that_the_clock_leaves_out_is_due_once_when_it_jumps() -> None:
    schedule = daily(2, "America/New_York")
    found = dues(schedule, at("2026-03-07T12:00+00:00"), at("2026-03-09T12:00+00:00"))
    assert found == [at("2026-03-08T07:00+00:00"), at("2026-03-09T06:00+00:00")]
    assert found[0].astimezone(ZoneInfo("America/New_York")).hour == 3


def test_an_hour_that_comes_twice_is_due_once() -> None:
    found = dues(daily(1, "America/New_York"), at("2026-10-31T12:00+00:00"), at("2026-11-02T12:00+00:00"))
    assert found == [at("2026-11-01T05:00+00:00"), at("2026-11-02T06:00+00:00")]


def test_a_day_that_the_calendar_leaves_out_is_not_due_twice() -> None:
    """Samoa had no 30 December 2011."""
    found = dues(daily(9, "Pacific/Apia"), at("2011-12-28T00:00+00:00"), at("2012-01-01T00:00+00:00"))
    assert len(found) == len(set(found)) == 4


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23), st.sampled_from([None, 0, 3, 6]))
def test_the_last_and_the_next_lie_on_either_side_of_now_with_none_between(
    now: datetime, zone: str, hour: int, weekday: int | None
) -> None:
    schedule = daily(hour, zone) if weekday is None else weekly(weekday, hour, zone)
    last, following = schedule.last_due(now), schedule.next_due(now)
    assert last <= now < following
    assert following - last <= timedelta(days=2 if weekday is None else 8, hours=2)
    assert schedule.next_due(last) == following
    assert schedule.last_due(following) == following


@given(MOMENTS, st.sampled_from(ZONES), st.integers(0, 23))
def test_a_daily_one_is_due_once_on_each_day_of_the_calendar(now: datetime, zone: str, hour: int) -> None:
    days = [due.astimezone(ZoneInfo(zone)).date() for due in dues(daily(hour, zone), now, now + timedelta(days=30))]
    assert len(days) == len(set(days))
    assert len(days) in (29, 30, 31)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "", "Asia/Hong_Kong\0"])
def test_a_zone_that_nobody_knows_is_none(zone: str) -> None:
    with pytest.raises(ValidationError):
        daily(9, zone)


def test_it_is_read_back_as_it_was_written() -> None:
    schedule = weekly(6, 23, "Europe/London")
    written = schedule.model_dump_json()
    assert DigestSchedule.model_validate_json(written) == schedule
    assert DigestSchedule.model_validate_json(written).model_dump_json() == written


def test_zones_are_known_on_a_machine_that_has_no_list_of_them() -> None:
    program = "from bot.cogs.surface.zones import zone_named; print(zone_named('hong kong'))"
    environment = os.environ | {"PYTHONTZPATH": ""}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "Asia/Hong_Kong\n")
