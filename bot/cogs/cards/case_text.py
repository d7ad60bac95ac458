"""What a card tells of a subject's case: the points for and against it, those that most people hold first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answers.compose import name_of
from bot.answers.point_words import TABLE as POINTS
from bot.answers.point_words import PointWords, stands_on, title
from bot.answers.told import Sides, Told, told_case
from bot.cogs.cards.point_text import FREE, TABLE, Frame, headline, nearest_line, point_blocks, point_words, small
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.card import Card, accent_of
from bot.cogs.surface.markdown import inert
from bot.domain.argument import Stance
from bot.domain.case import Case, Point
from bot.domain.subject import Subject
from bot.locales import Wording


@dataclass(frozen=True)
class Telling:
    """A case with both its sides, which of them are told, and to whom."""

    case: Case
    sides: Sides
    reader: Reader

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def subject(self) -> str:
        return inert(name_of(self.case.subject, self.reader.locale))

    @property
    def stance(self) -> Stance | None:
        """The side that is told alone."""
        return None if self.sides is Sides.BOTH else Stance(self.sides.value)

    @cached_property
    def told(self) -> Told:
        return told_case(self.case, self.sides)

    @property
    def tell(self) -> PointWords:
        return point_words(self.told, self.reader)


def case_pages(telling: Telling) -> list[Card]:
    """Each page says whose case it is, what that stands on, and where the words come from."""
    words = telling.words
    frame = Frame(
        title(telling.subject, telling.stance, words), stands_on(telling.told, words), accent_of(telling.stance)
    )
    return frame.pages([*_blocks(telling), *_answering(telling)], words)


def empty_card(telling: Telling, held: Sequence[Subject]) -> Card:
    """That the channel holds nothing of what was asked for, and what it does hold nearest."""
    words = telling.words
    if telling.stance is None:
        lines = [words.say(POINTS, "nothing", subject=telling.subject)]
    else:
        stance = words.say("stances", telling.stance)
        lines = [words.say(POINTS, "nothing_of_side", subject=telling.subject, stance=stance)]
    other = sum(point.arguments for point in telling.case.points)
    if other:
        lines.append(words.say(POINTS, "other_side", arguments=words.count("answer", "arguments", other)))
    else:
        lines.append(nearest_line(held, words))
    return Card().text(*lines)


def _blocks(telling: Telling) -> Iterator[str]:
    """A heading stands in one block with what it heads, so that no page ends with it."""
    for stance in telling.sides.stances:
        points = [point for point in telling.told.points if point.stance is stance]
        heading = _heading(stance, telling)
        if not points:
            yield "\n".join([*heading, telling.words.say(POINTS, "nobody")])
        for point in points:
            yield from point_blocks([*heading, *_lines(point, telling)], point, telling.tell, telling.reader)
            heading = [FREE]
        if more := telling.case.more.get(stance):
            yield telling.words.count(POINTS, "more", more)


def _heading(stance: Stance, telling: Telling) -> list[str]:
    """Of a side, where both are told."""
    if telling.sides is not Sides.BOTH:
        return []
    side = telling.words.say(POINTS, "side_bull" if stance is Stance.BULL else "side_bear")
    return [telling.words.say(TABLE, "side", side=side)]


def _lines(point: Point, telling: Telling) -> list[str]:
    return [headline(point, telling.tell), telling.tell.about(point)]


def _answering(telling: Telling) -> Iterator[str]:
    """The sources of the points that are named and not told."""
    words, sources = telling.words, [one for point in telling.told.named for one in point.evidence]
    heading = [FREE, small(words.say(POINTS, "answering"), words)]
    for block in source_blocks(sources, telling.reader):
        yield "\n".join([*heading, block.text])
        heading = []
