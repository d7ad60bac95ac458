"""A timeline's picture: a real PNG, decoded and looked at pixel by pixel."""

import asyncio
import subprocess
import sys
from datetime import date
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.domain.argument import Stance
from bot.domain.text import Locale
from bot.domain.timeline import Bar, Mark, Timeline
from bot.locales import wording
from bot.pictures import draw
from bot.pictures.chart import SWATCH
from bot.pictures.layout import (
    BEAR_LANE,
    BOTTOM,
    BULL_LANE,
    CAPTION,
    HEIGHT,
    LEFT,
    MARGIN,
    RIGHT,
    TEXT_SIZE,
    TOP,
    WIDTH,
    plot,
)
from bot.pictures.lettering import lettering
from bot.pictures.palette import BEAR, BEAR_LINE, BULL, GROUND
from bot.pictures.periods import periods
from tests.pictures.timelines import BYD, MONDAY, UNTIL, named, timeline

LARGEST = 200_000
"""Bytes of a picture."""
FIVE_YEARS = 261
Colour = tuple[int, int, int]


async def pixels(drawn: Timeline, locale: Locale = Locale.ENGLISH) -> Image.Image:
    with Image.open(BytesIO((await draw(drawn, locale)).png)) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


def rgb(colour: str) -> Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def area(picture: Image.Image, colour: str) -> list[tuple[int, int]]:
    """The pixels of a colour between the lanes, y counted from the lower edge."""
    rows, columns = np.nonzero((np.asarray(picture) == rgb(colour)).all(axis=2))
    places = [(int(x), HEIGHT - 1 - int(y)) for x, y in zip(columns, rows, strict=True)]
    return [(x, y) for x, y in places if LEFT <= x <= RIGHT and BOTTOM <= y <= TOP]


def colours(picture: Image.Image, box: tuple[int, int, int, int]) -> set[tuple[int, ...]]:
    """Those inside a box: left, upper, right, lower."""
    pixels = np.asarray(picture.crop(box)).reshape(-1, 3)
    return {(int(red), int(green), int(blue)) for red, green, blue in np.unique(pixels, axis=0)}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize(("weeks", "marks"), [(0, 0), (1, 1), (9, 4), (40, 12), (60, 12), (61, 12), (FIVE_YEARS, 40)])
async def test_a_picture_is_of_its_size_and_small(weeks: int, marks: int, locale: Locale) -> None:
    drawn = await draw(timeline(weeks, marks), locale)
    assert len(drawn.png) <= LARGEST
    with Image.open(BytesIO(drawn.png)) as picture:
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


async def test_the_same_timeline_gives_the_same_bytes() -> None:
    first, again = [(await draw(timeline(40, 12), Locale.TRADITIONAL)).png for _ in range(2)]
    assert first == again


async def test_pictures_drawn_at_once_are_what_they_are_alone() -> None:
    drawn = [timeline(weeks, 6) for weeks in (5, 30, 59, 80)]
    alone = [(await draw(one, Locale.SIMPLIFIED)).png for one in drawn]
    at_once = await asyncio.gather(*(draw(one, Locale.SIMPLIFIED) for one in drawn))
    assert [one.png for one in at_once] == alone


async def test_the_ground_is_opaque_and_its_own() -> None:
    with Image.open(BytesIO((await draw(timeline(20), Locale.ENGLISH)).png)) as picture:
        assert "transparency" not in picture.info
        assert picture.convert("RGB").getpixel((20, 20)) == rgb(GROUND)


async def test_bull_stands_above_the_middle_line_and_bear_below() -> None:
    drawn = timeline(40)
    middle = plot(periods(drawn.bars).columns).y(0)
    picture = await pixels(drawn)
    bull, bear = area(picture, BULL), area(picture, BEAR)
    assert bull
    assert bear
    assert min(y for _, y in bull) >= middle - 2
    assert max(y for _, y in bear) <= middle + 2


async def test_a_bar_is_as_high_as_its_count() -> None:
    one, two = (Bar(week=MONDAY.replace(day=day), bull=bull, bear=0) for day, bull in ((1, 2), (8, 4)))
    drawn = Timeline(subject=BYD, until=UNTIL, bars=(one, two))
    plotted, blue = plot(periods(drawn.bars).columns), area(await pixels(drawn), BULL)
    for place, bar in enumerate(drawn.bars):
        column = [y for x, y in blue if abs(x - plotted.x(place)) < plotted.slot / 2]
        assert max(column) == pytest.approx(plotted.y(bar.bull), abs=2)


async def test_a_timeline_on_which_nothing_is_argued_says_so() -> None:
    picture = await pixels(Timeline(subject=BYD, until=UNTIL))
    assert area(picture, BULL) == area(picture, BEAR) == []
    assert len(colours(picture, (200, 300, 900, 400))) > 2


async def test_what_has_no_date_is_drawn_hollow_as_high_as_its_count() -> None:
    bar = Bar(week=MONDAY, bull=0, bear=0, undated_bull=2, undated_bear=3)
    drawn = Timeline(subject=BYD, until=UNTIL, bars=(bar,))
    plotted, picture = plot(periods(drawn.bars).columns), await pixels(drawn)
    blue, brown = area(picture, BULL), area(picture, BEAR_LINE)
    assert (max(y for _, y in blue), min(y for _, y in brown)) == pytest.approx((plotted.y(2), plotted.y(-3)), abs=2)
    assert area(picture, BEAR) == []
    middle = int(plotted.x(0))
    for count in (1, -1.5):
        inside = HEIGHT - int(plotted.y(count))
        assert colours(picture, (middle - 20, inside - 9, middle + 20, inside - 4)) == {rgb(GROUND)}


async def test_beside_what_has_a_date_the_hollow_stands_farther_from_the_middle_line() -> None:
    bar = Bar(week=MONDAY, bull=2, bear=2, undated_bull=2, undated_bear=2)
    drawn = Timeline(subject=BYD, until=UNTIL, bars=(bar,))
    plotted, picture = plot(periods(drawn.bars).columns), await pixels(drawn)
    solid = [y for x, y in area(picture, BULL) if abs(x - plotted.x(0)) < 10]
    assert sum(y > plotted.y(0) + 4 and y < plotted.y(2) - 4 for y in solid) > sum(y > plotted.y(2) + 4 for y in solid)
    assert min(y for _, y in area(picture, BEAR)) >= plotted.y(-2) - 2


@pytest.mark.parametrize("stance", [Stance.BULL, Stance.BEAR])
async def test_the_mark_of_an_undated_post_is_hollow(stance: Stance) -> None:
    bar = Bar(week=MONDAY, bull=1, bear=1, undated_bull=1, undated_bear=1)
    mark = Mark(n=1, day=MONDAY, stance=stance)
    lane = HEIGHT - (BEAR_LANE if stance is Stance.BEAR else BULL_LANE)
    solid, hollow = [
        await pixels(Timeline(subject=BYD, until=UNTIL, bars=(bar,), marks=(one,)))
        for one in (mark, mark.model_copy(update={"dated": False}))
    ]
    x = int(plot(periods((bar,)).columns).x(0))
    box = (x - 14, lane - 6, x - 9, lane + 6)
    assert (colours(solid, box), colours(hollow, box)) == (
        {rgb(BEAR if stance is Stance.BEAR else BULL)},
        {rgb(GROUND)},
    )


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("arguments", [1, 99, 99_999, 9_999_999])
async def test_the_words_on_what_is_hollow_stand_between_the_caption_and_the_sides(
    locale: Locale, arguments: int
) -> None:
    """Where there is no room for all of them they are cut: nothing is drawn over anything."""
    bar = Bar(week=MONDAY, bull=0, bear=arguments, undated_bull=arguments)
    picture, words = await pixels(Timeline(subject=BYD, until=UNTIL, bars=(bar,)), locale), wording(locale)
    told = [words.say("stances", stance) for stance in (Stance.BULL, Stance.BEAR)]
    sides = [lettering(words.say("picture", "side", stance=one, arguments=arguments)) for one in told]
    left = int(WIDTH - MARGIN - sum(side.width(TEXT_SIZE) + SWATCH + 10 + 28 for side in sides))
    upper = HEIGHT - CAPTION - 30
    assert colours(picture, (left, upper, left + 26, upper + 42)) == {rgb(GROUND)}


async def test_a_mark_outside_the_weeks_that_are_drawn_is_drawn_at_their_end() -> None:
    early = Mark(n=1, day=date(2020, 1, 1), stance=Stance.BULL)
    assert (await draw(timeline(5).model_copy(update={"marks": (early,)}), Locale.ENGLISH)).png


@pytest.mark.parametrize(
    "name",
    [
        "$TSLA$",
        "\\frac{1}{2}",
        "$\\undefined$ _^{} \\$",
        "🚀 To the moon 🌕",
        "👨‍👩‍👧‍👦",
        "شركة أرامكو السعودية",
        "בנק הפועלים",
        "삼성전자",
        "\u202eevil\u202c\u200b\x00\x1b[31m",
        "two\nlines\tand a tab",
        "W" * 200,
        "比亚迪" * 70,
        "e\u0301" * 100,
        "\ud800 a lone surrogate",
        "",
        " ",
    ],
)
@pytest.mark.parametrize("locale", [Locale.ENGLISH, Locale.TRADITIONAL])
async def test_whatever_a_company_is_called_it_is_drawn(name: str, locale: Locale) -> None:
    """A glyph that a font lacks would be a warning, and a warning an error; a formula that is none too."""
    picture = await pixels(timeline(8, 4, named(name)), locale)
    assert colours(picture, (WIDTH - 38, 8, WIDTH - 4, 80)) == {rgb(GROUND)}


async def test_dollars_are_drawn_as_dollars() -> None:
    plain, dollars = [await pixels(timeline(8, subject=named(name))) for name in ("TSLA", "$TSLA$")]
    assert _ink(dollars) > _ink(plain) * 1.2


def _ink(picture: Image.Image) -> int:
    """The pixels of the name."""
    return int((np.asarray(picture.crop((10, 10, WIDTH - 10, 80))) != rgb(GROUND)).any(axis=2).sum())


def test_nothing_of_pyplot_is_loaded_and_no_setting_is_changed() -> None:
    script = (
        "import asyncio, sys, bot.pictures; assert 'matplotlib' not in sys.modules\n"
        "import matplotlib; before = matplotlib.rcParams.copy()\n"
        "from bot.domain.text import Locale; from tests.pictures.timelines import timeline\n"
        "asyncio.run(bot.pictures.draw(timeline(9, 3), Locale.ENGLISH))\n"
        "assert 'matplotlib.pyplot' not in sys.modules; assert matplotlib.rcParams.copy() == before"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
