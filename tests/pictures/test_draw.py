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
from bot.pictures import draw
from bot.pictures.layout import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, plot
from bot.pictures.palette import BEAR, BULL, GROUND
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


async def test_a_timeline_without_a_date_says_so_in_an_empty_picture() -> None:
    picture = await pixels(Timeline(subject=BYD, until=UNTIL, undated=3))
    assert area(picture, BULL) == area(picture, BEAR) == []
    assert len(colours(picture, (200, 300, 900, 400))) > 2


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
