"""Today, as the day of an answer: Coordinated Universal Time, for a channel's people live in many zones."""

from datetime import UTC, date, datetime


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()
