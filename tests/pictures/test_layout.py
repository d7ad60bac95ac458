"""Where bars, lines and marks stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.argument import Stance
from bot.domain.text import Locale
from bot.domain.timeline import Mark, MarkKind
from bot.locales import wording
from bot.pictures.chart import SIGN
from bot.pictures.layout import (
    BEAR_LANE,
    BOTTOM,
    BULL_LANE,
    GRID_GAP,
    LEFT,
    MARGIN,
    RIGHT,
    SMALL_SIZE,
    TOP,
    WIDTH,
    plot,
    spread,
)
from bot.pictures.lettering import lettering
from bot.pictures.marks import GAP, MOST, by_kind, most_telling, placed
from bot.pictures.periods import MOST_WEEKS, Column, Grain, periods
from bot.pictures.shapes import POINTED, RADIUS
from bot.pictures.ticks import Tick, ticks
from tests.pictures.timelines import MONDAY, timeline

SIZES = [1, 2, 5, 8, 9, 13, 30, 59, 60, 61, 130, 261, 520, 1040]


@given(st.lists(st.floats(LEFT, RIGHT), max_size=MOST).map(sorted))
def test_marks_never_touch_and_stay_in_their_lane(wanted: list[float]) -> None:
    places = spread(wanted, GAP)
    assert all(after - before >= GAP - 1e-6 for before, after in pairwise(places))
    assert all(LEFT - 1e-6 <= place <= RIGHT + 1e-6 for place in places)


@given(st.lists(st.floats(LEFT, RIGHT), min_size=1, max_size=MOST).map(sorted))
def test_a_mark_that_is_alone_stands_where_it_belongs(wanted: list[float]) -> None:
    if all(after - before >= GAP for before, after in pairwise(wanted)):
        assert spread(wanted, GAP) == pytest.approx(wanted)


def test_marks_that_crowd_stand_around_their_middle() -> None:
    assert spread([500, 500, 500], 50) == [450, 500, 550]


def test_no_shape_is_wider_than_the_gap_between_two() -> None:
    assert 2 * RADIUS <= GAP
    assert RADIUS * (1 + POINTED) <= GAP


def test_a_mark_stands_on_the_side_of_its_argument() -> None:
    drawn = timeline(40, 12)
    found = periods(drawn.bars)
    lanes = {(one.mark.stance, one.at.y) for one in placed(drawn.marks, found, plot(found.columns))}
    assert lanes == {(Stance.BULL, BULL_LANE), (Stance.BEAR, BEAR_LANE)}


@pytest.mark.parametrize("locale", Locale)
def test_what_the_shapes_mean_has_room_along_the_foot(locale: Locale) -> None:
    marks = [Mark(n=1, day=MONDAY, stance=Stance.BULL, kind=kind) for kind in MarkKind]
    keys = by_kind([*marks, Mark(n=2, day=MONDAY, stance=Stance.BEAR, dated=False)])
    assert list(keys) == ["post", "undated_post", "new_point", "silent_point", "changed_mind"]
    meanings = [lettering(wording(locale).say("picture", key)).width(SMALL_SIZE) for key in keys]
    assert MARGIN + sum(meanings) + len(keys) * (2 * SIGN + 12) + (len(keys) - 1) * 40 <= WIDTH - MARGIN


def test_a_line_to_a_bar_crosses_no_other_bar() -> None:
    drawn = timeline(60, 12)
    found = periods(drawn.bars)
    for one in placed(drawn.marks, found, plot(found.columns)):
        bar, bend, mark = one.leader
        assert bar.x == bend.x
        assert bend.y in (TOP, BOTTOM)
        assert mark == one.at


def test_of_too_many_marks_posts_are_left_out_first() -> None:
    marks = timeline(60, 40).marks
    kept = most_telling(marks)
    assert len(kept) == MOST
    assert [mark.n for mark in kept] == sorted(mark.n for mark in kept)
    turned = [mark for mark in marks if mark.kind is MarkKind.CHANGED_MIND]
    assert set(turned) <= set(kept)
    assert all(mark.kind is not MarkKind.POST for mark in kept)


@pytest.mark.parametrize("weeks", SIZES)
def test_no_argument_is_lost_between_weeks_and_columns(weeks: int) -> None:
    bars = timeline(weeks).bars
    found = periods(bars)
    assert sum(column.bull for column in found.columns) == sum(bar.bull for bar in bars)
    assert sum(column.bear for column in found.columns) == sum(bar.bear for bar in bars)
    assert (found.grain is Grain.WEEK) == (weeks <= MOST_WEEKS)


@pytest.mark.parametrize("weeks", SIZES)
def test_a_week_is_found_in_its_column(weeks: int) -> None:
    bars = timeline(weeks).bars
    found = periods(bars)
    if found.grain is Grain.WEEK:
        assert [found.of(bar.week) for bar in bars] == list(range(weeks))
    else:
        assert all(found.columns[found.of(bar.week)].start == bar.week.replace(day=1) for bar in bars)


@pytest.mark.parametrize(("bull", "bear"), [(1, 0), (0, 1), (3, 3), (9, 2), (400, 3), (7, 12_345)])
def test_bars_of_any_height_stay_between_the_lanes_and_their_lines_have_room(bull: int, bear: int) -> None:
    plotted = plot([Column(MONDAY, bull, bear)])
    assert plotted.y(bull) <= TOP + 1e-6
    assert plotted.y(-bear) >= BOTTOM - 1e-6
    assert 0 in plotted.grid
    assert len(plotted.grid) >= 3
    assert all((after - before) * plotted.unit >= GRID_GAP for before, after in pairwise(plotted.grid))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("weeks", SIZES)
def test_no_two_names_of_days_touch(weeks: int, locale: Locale) -> None:
    found = periods(timeline(weeks).bars)
    plotted = plot(found.columns)
    named = ticks(found, plotted, wording(locale))
    assert named
    assert named[0].year
    ends = [(plotted.x(tick.place) - width(tick) / 2, plotted.x(tick.place) + width(tick) / 2) for tick in named]
    assert all(start - end >= 8 for (_, end), (start, _) in pairwise(ends))
    assert ends[0][0] >= 0
    assert ends[-1][1] <= RIGHT + LEFT / 2


def width(tick: Tick) -> float:
    return max(lettering(text).width(24) for text in (tick.name, tick.year or ""))
