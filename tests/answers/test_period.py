"""The time that a question asks about, counted from the day on which it is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.dates import Dated, dates_in, day_of
from bot.answers.fold import fold
from bot.answers.period import period_of

TODAY = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("the bear case since March?", "2025-03-01", None),
        ("what was said in Q3 2025", "2025-07-01", "2025-09-30"),
        ("in the third quarter of 2025", "2025-07-01", "2025-09-30"),
        ("since the start of December 2025", "2025-12-01", None),
        ("since early October", "2025-10-01", None),
        ("before the end of June 2025", None, "2025-05-31"),
        ("2025年10月初以来", "2025-10-01", None),
        ("last month", "2026-01-01", "2026-01-31"),
        ("since last month", "2026-01-01", None),
        ("last two weeks", "2026-01-27", None),
        ("in the past 30 days", "2026-01-11", None),
        ("this year so far", "2026-01-01", "2026-12-31"),
        ("before October", None, "2025-09-30"),
        ("before 2026", None, "2025-12-31"),
        ("after 2024", "2025-01-01", None),
        ("until June", None, "2025-06-30"),
        ("from March to May 2025", "2025-03-01", "2025-05-31"),
        ("between 2025-03-01 and 2025-04-15", "2025-03-01", "2025-04-15"),
        ("what happened on October 14", "2025-10-14", "2025-10-14"),
        ("October last year", "2025-10-01", "2025-10-31"),
        ("yesterday", "2026-02-09", "2026-02-09"),
        ("最近一周的利空", "2026-02-03", None),
        ("过去三个月", "2025-11-12", None),
        ("最近半年", "2025-08-12", None),
        ("今年以来", "2026-01-01", None),
        ("10月以后", "2025-10-01", None),
        ("三月以来呢", "2025-03-01", None),
        ("2025年三季度", "2025-07-01", "2025-09-30"),
        ("2023年大家怎么说", "2023-01-01", "2023-12-31"),
        ("去年10月", "2025-10-01", "2025-10-31"),
        ("上个月", "2026-01-01", "2026-01-31"),
        ("3月之前", None, "2025-02-28"),
        ("２０２５年３月到５月", "2025-03-01", "2025-05-31"),
        ("2026年以來", "2026-01-01", None),
        ("截至9月", None, "2025-09-30"),
    ],
)
def test_a_time_is_read(question: str, since: str | None, until: str | None) -> None:
    found = period_of(fold(question), TODAY)
    assert (found.since and found.since.isoformat(), found.until and found.until.isoformat()) == (since, until)


@pytest.mark.parametrize(
    "question",
    [
        "what may go wrong",
        "is growth in 2027 priced in?",
        "the 12-month target price",
        "2026 earnings",
        "march of the robots",
        "最近怎么看",
    ],
)
def test_what_only_looks_like_a_time_is_none(question: str) -> None:
    assert period_of(fold(question), TODAY).is_open


@given(st.dates(min_value=date(1991, 1, 1), max_value=date(2040, 12, 31)))
def test_forms_of_one_day_are_equal(moment: date) -> None:
    forms = [
        moment.isoformat(),
        f"{moment:%Y.%m.%d}",
        f"{moment:%B} {moment.day}, {moment.year}",
        f"{moment.day} {moment:%b} {moment.year}",
        f"{moment.year}年{moment.month}月{moment.day}日",
    ]
    assert [[one.dated for one in dates_in(fold(form))] for form in forms] == [[day_of(moment)]] * len(forms)


def test_a_date_holds_for_what_lies_in_it() -> None:
    moment = Dated(year=2025, month=10, day=14)
    for wider in (
        Dated(year=2025),
        Dated(year=2025, month=10),
        Dated(quarter=4),
        Dated(half=2),
        Dated(month=10, day=14),
    ):
        assert wider.holds_for(moment)
    for other in (Dated(year=2024), Dated(quarter=3), Dated(month=10, day=15)):
        assert not other.holds_for(moment)
    assert not moment.holds_for(Dated(year=2025, month=10))


@given(st.text(max_size=80), st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1)))
def test_any_question_has_a_period(text: str, today: date) -> None:
    found = period_of(fold(text), today)
    assert found.since is None or found.until is None or found.since <= found.until
