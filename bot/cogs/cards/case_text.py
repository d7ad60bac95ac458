"""What a card tells of a subject's case: for and against, aspect by aspect, the points that most people hold first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from bot.answers.compose import name_of
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.card import Card, accent_of
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.paging import Turning
from bot.domain.answer import Evidence
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Case, Point
from bot.domain.subject import Subject
from bot.locales import Wording

TABLE = "discord_case"


class Side(StrEnum):
    BULL = "bull"
    BEAR = "bear"
    BOTH = "both"

    @property
    def stances(self) -> tuple[Stance, ...]:
        return (Stance.BULL, Stance.BEAR) if self is Side.BOTH else (Stance(self.value),)


@dataclass(frozen=True, slots=True)
class Telling:
    """A case with both its sides, which of them is told, and to whom."""

    case: Case
    side: Side
    reader: Reader

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def subject(self) -> str:
        return inert(name_of(self.case.subject, self.reader.locale))

    @property
    def told(self) -> list[Point]:
        """The points in the order in which they are told, a side after the other, their evidence numbered so."""
        numbers = count(1)
        points = [point for stance in self.side.stances for point in self.case.points if point.stance is stance]
        return [
            point.model_copy(
                update={"evidence": tuple(one.model_copy(update={"n": next(numbers)}) for one in point.evidence)}
            )
            for point in points
        ]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(one for point in self.told for one in point.evidence)

    def against(self, point: Point) -> Point | None:
        """What the other side says of the same aspect. Nothing answers a point without an aspect in particular."""
        if point.aspect is Aspect.OTHER:
            return None
        other = point.stance.opposite
        return next((one for one in self.case.points if (one.stance, one.aspect) == (other, point.aspect)), None)


def case_pages(telling: Telling) -> list[Card]:
    """Each page says whose case it is, what that stands on, and where the words come from."""
    words = telling.words
    title = _title(telling)
    footer = words.say(TABLE, "small", line=words.say("answer", "footer"))
    stands_on = _stands_on(telling)
    every = pages(list(_blocks(telling)), Room().less(title, stands_on, footer))
    accent = accent_of(None if telling.side is Side.BOTH else Stance(telling.side.value))
    cards = []
    for number, lines in enumerate(every):
        page = Turning(number, len(every)).line(words)
        cards.append(Card(accent).text(title).text(*lines).text(stands_on, *page, footer))
    return cards


def empty_card(telling: Telling, held: Sequence[Subject]) -> Card:
    """That the channel holds nothing of what was asked for, and what it does hold nearest."""
    words, both = telling.words, telling.side is Side.BOTH
    if both:
        lines = [words.say(TABLE, "nothing", subject=telling.subject)]
    else:
        stance = words.say("stances", telling.side)
        lines = [words.say(TABLE, "nothing_of_side", subject=telling.subject, stance=stance)]
    other = sum(point.arguments for point in telling.case.points)
    if other and not both:
        lines.append(words.say(TABLE, "other_side", arguments=words.count("answer", "arguments", other)))
    elif held:
        names = [inert(name_of(one, telling.reader.locale)) for one in held]
        lines.append(words.say(TABLE, "nearest", subjects=words.say("answer", "join").join(names)))
    else:
        lines.append(words.say("answer", "holds_nothing"))
    return Card().text(*lines)


def _title(telling: Telling) -> str:
    keys = {Side.BULL: "title_bull", Side.BEAR: "title_bear", Side.BOTH: "title_both"}
    return telling.words.say(TABLE, keys[telling.side], subject=telling.subject)


def _stands_on(telling: Telling) -> str:
    words, points = telling.words, telling.told
    line = words.say(
        TABLE,
        "stands_on",
        arguments=words.count("answer", "arguments", sum(point.arguments for point in points)),
        points=words.count(TABLE, "points", len(points)),
    )
    return words.say(TABLE, "small", line=line)


def _blocks(telling: Telling) -> Iterator[str]:
    """A heading stands in one block with what it heads, so that no page ends with it."""
    keys = {Stance.BULL: "side_bull", Stance.BEAR: "side_bear"}
    for stance in telling.side.stances:
        heading = [telling.words.say(TABLE, keys[stance])] if telling.side is Side.BOTH else []
        points = [point for point in telling.told if point.stance is stance]
        if not points:
            yield "\n".join([*heading, telling.words.say(TABLE, "nobody")])
        for point in points:
            first, *rest = [block.text for block in source_blocks(point.evidence, telling.reader)] or [""]
            yield "\n".join([*heading, *_point_lines(point, telling), first])
            yield from rest
            heading = []


def _point_lines(point: Point, telling: Telling) -> list[str]:
    """Which aspect, how many people hold it, and whether the other side speaks to it."""
    words = telling.words
    people = _people(point, words)
    arguments = words.count("answer", "arguments", point.arguments)
    aspect = words.say("aspects", point.aspect).capitalize()
    lines = [words.say(TABLE, "point", aspect=aspect, people=people, arguments=arguments)]
    if len(point.evidence) < point.arguments:
        lines.append(words.count(TABLE, "strongest", len(point.evidence)))
    if telling.side is not Side.BOTH and (other := telling.against(point)) is not None:
        lines.append(words.say(TABLE, "answered", people=words.count("answer", "people", other.people)))
    return lines


def _people(point: Point, words: Wording) -> str:
    """How many hold it; of arguments without a name nobody knows by how many they are."""
    if not point.people:
        return words.count(TABLE, "nameless", point.unnamed)
    named = words.count("answer", "people", point.people)
    return named + words.count(TABLE, "unnamed", point.unnamed) if point.unnamed else named
