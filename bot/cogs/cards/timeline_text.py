"""What a card tells of a timeline: its picture, the posts that are marked on it, and what changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers.timeline_words import Change, TimelineWords
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.card import Card, Shot
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.paging import Turning
from bot.domain.timeline import Timeline
from bot.locales import Wording

TABLE = "discord_timeline"


@dataclass(frozen=True, slots=True)
class Telling:
    """A timeline, and to whom it is told."""

    timeline: Timeline
    reader: Reader

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def tell(self) -> TimelineWords:
        return TimelineWords(self.timeline, self.words, inert)


def timeline_pages(telling: Telling) -> list[list[str]]:
    """The lines of each page, beside the title and the footer that all have."""
    return pages(list(_blocks(telling)), Room().less(_title(telling), _footer(telling)))


def page_card(telling: Telling, page: Turning, lines: list[str], shot: Shot | None) -> Card:
    """`shot`: the picture, on the page that has it."""
    card = Card().text(_title(telling))
    if shot is not None:
        card.picture(shot)
    return card.text(*lines).text(*page.line(telling.words), _footer(telling))


def _title(telling: Telling) -> str:
    return telling.words.say(TABLE, "title", title=telling.tell.title)


def _footer(telling: Telling) -> str:
    return telling.words.say(TABLE, "small", line=telling.words.say("answer", "footer"))


def _blocks(telling: Telling) -> Iterator[str]:
    """A heading stands in one block with what it heads, so that no page ends with it."""
    yield "\n".join(telling.tell.summary())
    yield from _sources(telling, "marked")
    for one in telling.tell.changed():
        heading = [telling.words.say(TABLE, "heading", heading=one.heading)]
        for change in one.changes:
            yield "\n".join([*heading, *_change(change, telling.words)])
            heading = []
    yield from _sources(telling, "named")


def _sources(telling: Telling, key: str) -> Iterator[str]:
    """Of what is marked on the picture, or of the rest."""
    marked = {mark.n for mark in telling.timeline.marks}
    wanted = [one for one in telling.timeline.evidence if (one.n in marked) == (key == "marked")]
    heading = [telling.words.say(TABLE, "marked" if key == "marked" else "named")]
    for block in source_blocks(wanted, telling.reader, telling.tell.dated):
        yield "\n".join([*heading, block.text])
        heading = []


def _change(change: Change, words: Wording) -> list[str]:
    quotes = [words.say(TABLE, "quote", line=quote) for quote in change.quotes]
    return [words.say(TABLE, "item", line=change.line), *quotes]
