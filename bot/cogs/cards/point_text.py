"""A key point on a card: its words, who holds it, what answers it, and its sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.compose import name_of
from bot.answers.point_words import TABLE as POINTS
from bot.answers.point_words import PointWords
from bot.answers.told import Told
from bot.cogs.cards.sources import Reader, source_blocks, source_heading
from bot.cogs.surface.card import Accent, Card
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.paging import Turning
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.subject import Subject
from bot.locales import Wording

TABLE = "discord_case"
FREE = ""
"""The line between two points."""


def point_words(told: Told, reader: Reader) -> PointWords:
    return PointWords(reader.words, told, inert)


def headline(point: Point, tell: PointWords) -> str:
    """The point's words, with its side's sign and the number of the source that they are from."""
    key = "headline_bull" if point.stance is Stance.BULL else "headline_bear"
    return tell.words.say(TABLE, key, text=tell.text(point), marker=tell.marker(point))


def named_line(point: Point, tell: PointWords) -> str:
    """A point in a list of several, in short."""
    return tell.words.say(TABLE, "named_bull" if point.stance is Stance.BULL else "named_bear", point=tell.name(point))


def point_blocks(lines: Sequence[str], point: Point, tell: PointWords, reader: Reader) -> Iterator[str]:
    """`lines`, what answers the point, and its sources, of which the first stands in one block with all that."""
    first, *rest = _sources(point, tell, reader)
    answers = [small(line, tell.words) if point.answered_by else line for line in tell.answers(point)]
    chosen = [small(line, tell.words) for line in tell.chosen(point)]
    yield "\n".join([*lines, *answers, *chosen, first])
    yield from rest


def _sources(point: Point, tell: PointWords, reader: Reader) -> Iterator[str]:
    """The quote that stands in the point's words already is not told again."""
    if not tell.tells_whole(point):
        yield from (block.text for block in source_blocks(point.evidence, reader))
        return
    yield source_heading(point.evidence[0], reader)
    yield from (block.text for block in source_blocks(point.evidence[1:], reader))


def small(line: str, words: Wording) -> str:
    return words.say(TABLE, "small", line=line)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page around its points."""

    title: str
    stands_on: str
    accent: Accent

    def pages(self, blocks: Sequence[str], words: Wording) -> list[Card]:
        """Blocks of text on as many pages as they need; each says where the words come from."""
        title = words.say(TABLE, "title", title=self.title)
        stands_on, footer = small(self.stands_on, words), small(words.say("answer", "footer"), words)
        every = pages(blocks, Room().less(title, stands_on, footer))
        return [
            Card(self.accent).text(title).text(*lines).text(stands_on, *Turning(number, len(every)).line(words), footer)
            for number, lines in enumerate(every)
        ]


def nearest_line(held: Sequence[Subject], words: Wording) -> str:
    """What the channel holds arguments on in place of what was asked for."""
    if not held:
        return words.say("answer", "holds_nothing")
    names = [inert(name_of(one, words.locale)) for one in held]
    return words.say(POINTS, "nearest", subjects=words.say("answer", "join").join(names))
