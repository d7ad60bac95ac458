"""A timeline drawn: bars by week around a middle line, days below them, numbered marks above and under them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.compose import name_of
from bot.domain.argument import Stance
from bot.domain.text import Locale
from bot.domain.timeline import MarkKind, Timeline
from bot.locales import Wording, wording
from bot.pictures import layout
from bot.pictures.layout import At, Plot, plot
from bot.pictures.lettering import first_drawable, lettering
from bot.pictures.marks import Placed, most_telling, placed
from bot.pictures.palette import BEAR, BEAR_LINE, BULL, GREY, INK, RULE
from bot.pictures.periods import Grain, Periods, periods
from bot.pictures.shapes import Look
from bot.pictures.sheet import Fill, Letters, Sheet
from bot.pictures.ticks import ticks

BAR = 0.74
"""Of a column, without its gap."""
SWATCH = 24
SIGN = 13
"""The radius of a shape that is explained."""
SMALL_MIDDLE = 9
"""Of small letters, above their baseline."""
BULL_FILL = Fill(BULL)
BEAR_FILL = Fill(BEAR, BEAR_LINE, "//", 1.5)
AXIS = Letters(layout.SMALL_SIZE, GREY, "right", "center")
BELOW = Letters(layout.SMALL_SIZE, GREY, "center")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, on what, in which words."""

    timeline: Timeline
    found: Periods
    sheet: Sheet
    words: Wording


def drawn(timeline: Timeline, locale: Locale) -> bytes:
    """The picture as PNG."""
    drawing = Drawing(timeline, periods(timeline.bars), Sheet(), wording(locale))
    _head(drawing)
    if timeline.bars:
        plotted = plot(drawing.found.columns)
        _grid(drawing, plotted)
        _bars(drawing, plotted)
        _days(drawing, plotted)
        _marks(drawing, plotted)
    else:
        nothing = lettering(drawing.words.say("picture", "nothing"))
        drawing.sheet.write(nothing, At(layout.WIDTH / 2, layout.HEIGHT / 2), Letters(layout.TEXT_SIZE, GREY, "center"))
    return drawing.sheet.png()


def _head(drawing: Drawing) -> None:
    subject = drawing.timeline.subject
    tickers = [ticker.symbol for ticker in subject.tickers]
    names = [name_of(subject, drawing.words.locale), subject.name, *tickers, subject.key.lstrip("$=")]
    name = first_drawable(names).within(layout.WIDTH - 2 * layout.MARGIN, layout.NAME_SIZE)
    drawing.sheet.write(name, At(layout.MARGIN, layout.NAME), Letters(layout.NAME_SIZE, bold=True))
    caption = lettering(_caption(drawing))
    drawing.sheet.write(caption, At(layout.MARGIN, layout.CAPTION), Letters(layout.TEXT_SIZE, GREY))
    _sides(drawing)


def _caption(drawing: Drawing) -> str:
    words, by_week = drawing.words, drawing.found.grain is Grain.WEEK
    caption = words.say("picture", "by_week" if by_week else "by_month")
    undated = drawing.timeline.undated
    return words.count("picture", "undated", undated, caption=caption) if undated else caption


def _sides(drawing: Drawing) -> None:
    """Which bars are whose, from the right end of the caption's line."""
    end = float(layout.WIDTH - layout.MARGIN)
    for stance, fill in ((Stance.BEAR, BEAR_FILL), (Stance.BULL, BULL_FILL)):
        arguments = sum(column.bear if stance is Stance.BEAR else column.bull for column in drawing.found.columns)
        told = drawing.words.say("stances", stance)
        side = lettering(drawing.words.say("picture", "side", stance=told, arguments=arguments))
        drawing.sheet.write(side, At(end, layout.CAPTION), Letters(layout.TEXT_SIZE, INK, "right"))
        start = end - side.width(layout.TEXT_SIZE) - SWATCH - 10
        drawing.sheet.box(At(start, layout.CAPTION - 2), At(start + SWATCH, layout.CAPTION - 2 + SWATCH), fill)
        end = start - 28


def _grid(drawing: Drawing, plotted: Plot) -> None:
    for count in plotted.grid:
        y = plotted.y(count)
        drawing.sheet.line([At(layout.LEFT, y), At(layout.RIGHT, y)], RULE, 1.5)
        drawing.sheet.write(lettering(f"{abs(count)}"), At(layout.LEFT - 14, y), AXIS)


def _bars(drawing: Drawing, plotted: Plot) -> None:
    for place, column in enumerate(drawing.found.columns):
        left, right = (plotted.x(place) + side * plotted.slot * BAR / 2 for side in (-1, 1))
        if column.bull:
            drawing.sheet.box(At(left, plotted.y(0)), At(right, plotted.y(column.bull)), BULL_FILL)
        if column.bear:
            drawing.sheet.box(At(left, plotted.y(0)), At(right, plotted.y(-column.bear)), BEAR_FILL)
    drawing.sheet.line([At(layout.LEFT, plotted.y(0)), At(layout.RIGHT, plotted.y(0))], INK, 2.5)


def _days(drawing: Drawing, plotted: Plot) -> None:
    for tick in ticks(drawing.found, plotted, drawing.words):
        x = plotted.x(tick.place)
        drawing.sheet.write(lettering(tick.name), At(x, layout.TICK), BELOW)
        if tick.year:
            drawing.sheet.write(lettering(tick.year), At(x, layout.YEAR), BELOW)


def _marks(drawing: Drawing, plotted: Plot) -> None:
    """Each on a thin line to its bar, all lines first: none crosses a mark."""
    marks = most_telling(drawing.timeline.marks)
    standing = placed(marks, drawing.found, plotted)
    for one in standing:
        drawing.sheet.line(one.leader, GREY, 1.5)
    for one in standing:
        _mark(drawing.sheet, one)
    _kinds(drawing, [kind for kind in MarkKind if any(mark.kind is kind for mark in marks)])


def _mark(sheet: Sheet, one: Placed) -> None:
    look = Look(one.mark.kind, one.mark.stance)
    for patch in look.patches(one.at):
        sheet.put(patch)
    number = Letters(layout.SMALL_SIZE - 1, look.number_colour, "center", "center")
    sheet.write(lettering(f"{one.mark.n}"), one.at, number)


def _kinds(drawing: Drawing, kinds: Sequence[MarkKind]) -> None:
    """What the shapes mean, along the foot."""
    x = float(layout.MARGIN)
    for kind in kinds:
        for patch in Look(kind, radius=SIGN).patches(At(x + SIGN, layout.FOOT + SMALL_MIDDLE)):
            drawing.sheet.put(patch)
        meaning = lettering(drawing.words.say("picture", kind))
        x += 2 * SIGN + 12
        drawing.sheet.write(meaning, At(x, layout.FOOT), Letters(layout.SMALL_SIZE))
        x += meaning.width(layout.SMALL_SIZE) + 40
