"""Which days are named below the columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.locales import Wording
from bot.pictures.layout import SMALL_SIZE, Plot
from bot.pictures.lettering import lettering
from bot.pictures.periods import Grain, Periods

GAP = 84
"""Pixels between the middles of two months, at least."""
AIR = 14
"""Pixels between two days."""
WEEKS_OF_A_MONTH = 4.345
STEPS = (1, 2, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Tick:
    """A name below the column at `place`; with its year where that is another than the last one's."""

    place: int
    name: str
    year: str | None


def ticks(found: Periods, plotted: Plot, words: Wording) -> list[Tick]:
    """Every week by its Monday where there is room, else months, or every second, third, sixth, twelfth."""
    starts = [column.start for column in found.columns]
    if found.grain is Grain.WEEK:
        weeks = _named(list(enumerate(starts)), words, by_day=True)
        if max(lettering(tick.name).width(SMALL_SIZE) for tick in weeks) + AIR <= plotted.slot:
            return weeks
    return _named([(place, starts[place]) for place in _months(found, plotted)], words, by_day=False)


def _months(found: Periods, plotted: Plot) -> list[int]:
    starts = [column.start for column in found.columns]
    begun = [n for n in range(len(starts)) if n == 0 or starts[n].month != starts[n - 1].month]
    width = plotted.slot * (WEEKS_OF_A_MONTH if found.grain is Grain.WEEK else 1)
    step = next((step for step in STEPS if step * width >= GAP), STEPS[-1])
    return _roomy([n for n in begun if (starts[n].month - 1) % step == 0] or begun[:1], plotted)


def _roomy(places: Sequence[int], plotted: Plot) -> list[int]:
    """From the last one back, so that a month of which only the end is shown gives way to the next."""
    kept: list[int] = []
    for place in reversed(places):
        if not kept or plotted.x(kept[0]) - plotted.x(place) >= GAP:
            kept.insert(0, place)
    return kept


def _named(days: Sequence[tuple[int, date]], words: Wording, *, by_day: bool) -> list[Tick]:
    named, year = [], None
    for place, day in days:
        month = words.say("picture", f"month_{day.month}")
        name = words.say("picture", "day", month=month, day=day.day) if by_day else month
        named.append(Tick(place, name, words.say("picture", "year", year=day.year) if day.year != year else None))
        year = day.year
    return named
