"""A timeline's weeks as the columns of a picture: as they are, or by month where they are too many for its width."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from bot.domain.timeline import Bar

MOST_WEEKS = 60
"""More would be thinner than their gaps are wide on a phone."""


class Grain(StrEnum):
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Column:
    """How many arguments for and against stand in the time that begins on a day: dated ones, and those that were saved
    in it, as in `Bar`."""

    start: date
    bull: int
    bear: int
    undated_bull: int = 0
    undated_bear: int = 0

    @property
    def up(self) -> int:
        return self.bull + self.undated_bull

    @property
    def down(self) -> int:
        return self.bear + self.undated_bear


@dataclass(frozen=True, slots=True)
class Periods:
    """Columns of one grain, oldest first."""

    grain: Grain
    columns: Sequence[Column]

    def of(self, day: date) -> int:
        """The place of the column that a day falls into, from 0; the nearest one where it falls into none."""
        begun = sum(column.start <= day for column in self.columns)
        return max(begun - 1, 0)


def periods(bars: Sequence[Bar]) -> Periods:
    """A week belongs to the month that its Monday is in."""
    if len(bars) <= MOST_WEEKS:
        return Periods(Grain.WEEK, [_column(bar.week, [bar]) for bar in bars])
    months = groupby(bars, lambda bar: bar.week.replace(day=1))
    return Periods(Grain.MONTH, [_column(start, list(weeks)) for start, weeks in months])


def _column(start: date, bars: Sequence[Bar]) -> Column:
    return Column(
        start,
        bull=sum(bar.bull for bar in bars),
        bear=sum(bar.bear for bar in bars),
        undated_bull=sum(bar.undated_bull for bar in bars),
        undated_bear=sum(bar.undated_bear for bar in bars),
    )
