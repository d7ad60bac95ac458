"""A time that begins some days back, as a person gives it: 7d, or a date."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.errors import BadSince

DAYS = ("1d", "7d", "30d")
"""What is offered."""
MOST_DAYS = 3660
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""Nobody posted before: of an earlier day all is meant."""
LONGEST = 40
"""Characters of what was given that are told again."""


def since_of(given: str, now: datetime, tz: tzinfo = UTC) -> datetime:
    """So many days before now (1d, 7d, 30d), or the beginning of a day in the zone (2025-11-30).

    Errors: BadSince for anything else, and for a day that has not begun.
    """
    text = given.strip().casefold()
    since = _back(text, now) or _beginning(text, tz)
    if since is None or since > now:
        raise BadSince(since=given.strip()[:LONGEST])
    return max(since, EARLIEST)


def _back(text: str, now: datetime) -> datetime | None:
    match = re.fullmatch(r"(\d{1,4})\s*d", text, re.ASCII)
    return now - timedelta(days=int(match[1])) if match and 0 < int(match[1]) <= MOST_DAYS else None


def _beginning(text: str, tz: tzinfo) -> datetime | None:
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text, re.ASCII)
    try:
        return datetime.combine(date(*map(int, match.groups())), time(), tz) if match else None
    except ValueError:
        return None
