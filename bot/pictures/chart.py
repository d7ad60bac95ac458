"""A timeline drawn: bars by week around a middle line, days below them, numbered marks above and under them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.compose import name_of
from bot.domain.argument import Stance
from bot.domain.text import Locale
from bot.domain.timeline import Mark, Timeline
from bot.locales import Wording, wording
from bot.pictures import layout
from bot.pictures.layout import At, Plot, plot
from bot.pictures.lettering import first_drawable, lettering
from bot.pictures.marks import Placed, by_kind, most_telling, placed
from bot.pictures.palette import BEAR, BEAR_LINE, BULL, GREY, GROUND, INK, RULE
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
HOLLOW = 3
"""The width of the line around what is hollow: of bars of undated posts, and of the sign that explains them."""
BULL_HOLLOW = Fill(GROUND, BULL, width=HOLLOW)
BEAR_HOLLOW = Fill(GROUND, BEAR_LINE, width=HOLLOW)
GREY_HOLLOW = Fill(GROUND, GREY, width=HOLLOW)
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
    by_week = drawing.found.grain is Grain.WEEK
    caption = lettering(drawing.words.say("picture", "by_week" if by_week else "by_month"))
    drawing.sheet.write(caption, At(layout.MARGIN, layout.CAPTION), Letters(layout.TEXT_SIZE, GREY))
    end = _sides(drawing)
    if drawing.timeline.undated:
        _undated(drawing, layout.MARGIN + caption.width(layout.TEXT_SIZE) + 24, end)


def _undated(drawing: Drawing, start: float, end: float) -> None:
    """What is hollow, between the caption and the sides."""
    corner, text = At(start, layout.CAPTION - 2), At(start + SWATCH + 10, layout.CAPTION)
    _hollow(drawing.sheet, corner, At(corner.x + SWATCH, corner.y + SWATCH), GREY_HOLLOW)
    hollow = lettering(drawing.words.say("picture", "undated", arguments=drawing.timeline.undated))
    drawing.sheet.write(hollow.within(end - text.x, layout.TEXT_SIZE), text, Letters(layout.TEXT_SIZE, GREY))


def _sides(drawing: Drawing) -> float:
    """Which bars are whose, from the right end of the caption's line; the place where that leaves off."""
    end = float(layout.WIDTH - layout.MARGIN)
    for stance, fill in ((Stance.BEAR, BEAR_FILL), (Stance.BULL, BULL_FILL)):
        arguments = sum(column.down if stance is Stance.BEAR else column.up for column in drawing.found.columns)
        told = drawing.words.say("stances", stance)
        side = lettering(drawing.words.say("picture", "side", stance=told, arguments=arguments))
        drawing.sheet.write(side, At(end, layout.CAPTION), Letters(layout.TEXT_SIZE, INK, "right"))
        start = end - side.width(layout.TEXT_SIZE) - SWATCH - 10
        drawing.sheet.box(At(start, layout.CAPTION - 2), At(start + SWATCH, layout.CAPTION - 2 + SWATCH), fill)
        end = start - 28
    return end


def _grid(drawing: Drawing, plotted: Plot) -> None:
    for count in plotted.grid:
        y = plotted.y(count)
        drawing.sheet.line([At(layout.LEFT, y), At(layout.RIGHT, y)], RULE, 1.5)
        drawing.sheet.write(lettering(f"{abs(count)}"), At(layout.LEFT - 14, y), AXIS)


def _bars(drawing: Drawing, plotted: Plot) -> None:
    for place, column in enumerate(drawing.found.columns):
        left, right = (plotted.x(place) + side * plotted.slot * BAR / 2 for side in (-1, 1))
        if column.undated_bull:
            _hollow(drawing.sheet, At(left, plotted.y(column.bull)), At(right, plotted.y(column.up)), BULL_HOLLOW)
        if column.undated_bear:
            _hollow(drawing.sheet, At(left, plotted.y(-column.down)), At(right, plotted.y(-column.bear)), BEAR_HOLLOW)
        if column.bull:
            drawing.sheet.box(At(left, plotted.y(0)), At(right, plotted.y(column.bull)), BULL_FILL)
        if column.bear:
            drawing.sheet.box(At(left, plotted.y(0)), At(right, plotted.y(-column.bear)), BEAR_FILL)
    drawing.sheet.line([At(layout.LEFT, plotted.y(0)), At(layout.RIGHT, plotted.y(0))], INK, 2.5)


def _hollow(sheet: Sheet, low: At, high: At, fill: Fill) -> None:
    """Its line stands inside its room, so that neighbours never touch."""
    edge = min(HOLLOW, high.y - low.y, high.x - low.x) / 2
    sheet.box(At(low.x + edge, low.y + edge), At(high.x - edge, high.y - edge), fill)


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
    _kinds(drawing, marks)


def _mark(sheet: Sheet, one: Placed) -> None:
    look = Look(one.mark.kind, one.mark.stance, one.mark.dated)
    for patch in look.patches(one.at):
        sheet.put(patch)
    number = Letters(layout.SMALL_SIZE - 1, look.number_colour, "center", "center")
    sheet.write(lettering(f"{one.mark.n}"), one.at, number)


def _kinds(drawing: Drawing, marks: Sequence[Mark]) -> None:
    """What the shapes mean, along the foot."""
    x = float(layout.MARGIN)
    for key, of_kind in by_kind(marks).items():
        look = Look(of_kind[0].kind, dated=of_kind[0].dated, radius=SIGN)
        for patch in look.patches(At(x + SIGN, layout.FOOT + SMALL_MIDDLE)):
            drawing.sheet.put(patch)
        meaning = lettering(drawing.words.say("picture", key))
        x += 2 * SIGN + 12
        drawing.sheet.write(meaning, At(x, layout.FOOT), Letters(layout.SMALL_SIZE))
        x += meaning.width(layout.SMALL_SIZE) + 40
