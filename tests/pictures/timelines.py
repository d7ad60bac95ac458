"""Timelines of invented weeks, the same for the same seed."""

import random
from datetime import date, timedelta

from bot.domain.argument import Stance
from bot.domain.subject import Subject, SubjectKey
from bot.domain.timeline import Bar, Mark, MarkKind, Timeline

UNTIL = date(2025, 12, 3)
MONDAY = date(2025, 12, 1)
BYD = Subject(key=SubjectKey("byd"), name="BYD", name_zh="比亚迪")
KINDS = (MarkKind.POST, MarkKind.NEW_POINT, MarkKind.SILENT_POINT, MarkKind.CHANGED_MIND)


def named(name: str) -> Subject:
    """A company that nobody's table has."""
    return Subject(key=SubjectKey(f"={name.casefold()}"), name=name)


def timeline(weeks: int, marks: int = 0, subject: Subject = BYD) -> Timeline:
    """So many weeks up to UNTIL, with up to 5 arguments for and 8 against in each; marks of all kinds, anywhere."""
    chance, first = random.Random(weeks), MONDAY - timedelta(weeks=weeks - 1)
    bars = [
        Bar(week=first + timedelta(weeks=week), bull=chance.randrange(6), bear=chance.randrange(9))
        for week in range(weeks)
    ]
    marked = [
        Mark(
            n=n,
            day=first + timedelta(days=chance.randrange(7 * weeks)),
            stance=chance.choice((Stance.BULL, Stance.BEAR)),
            kind=KINDS[n % len(KINDS)],
        )
        for n in range(1, marks + 1)
    ]
    return Timeline(subject=subject, until=UNTIL, bars=tuple(bars), marks=tuple(marked))
