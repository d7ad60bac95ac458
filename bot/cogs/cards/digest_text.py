"""What a card tells of what came in: subject by subject, with counts of each side and the surest quotes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.answers.compose import name_of
from bot.answers.digest_words import TABLE as WORDS
from bot.answers.digest_words import Clock, DigestWords
from bot.cogs.cards.digest_points import TABLE, changed_blocks, heading, small
from bot.cogs.cards.sources import Reader, source_blocks
from bot.cogs.surface.card import Card
from bot.cogs.surface.layout import Room, pages
from bot.cogs.surface.markdown import inert
from bot.cogs.surface.paging import Turning
from bot.domain.digest import Arrived, Digest
from bot.locales import Wording

WORTH_SAYING = timedelta(minutes=15)
"""From then on a digest that comes late says so: ten minutes it may have waited for posts that were being read."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Telling:
    """A digest, to whom it is told, and by which clock. `late`: how long after it was due, of one that was."""

    digest: Digest
    reader: Reader
    clock: Clock
    late: timedelta = timedelta(0)

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def tell(self) -> DigestWords:
        return DigestWords(self.words, self.clock)

    @property
    def name(self) -> str:
        """In a few words, for a list."""
        return self.words.say(TABLE, "name", until=self.tell.ends(self.digest.window)["until"])

    @property
    def as_question(self) -> str:
        return self.words.say(TABLE, "as_question", **self.tell.ends(self.digest.window))


def digest_pages(telling: Telling) -> list[Card]:
    """Each page says of which time it tells and where the words come from. A quiet one says so in a line."""
    words = telling.words
    if telling.digest.is_quiet:
        return [Card().text(telling.tell.quiet(telling.digest.window))]
    head = [words.say(TABLE, "title", text=words.say(WORDS, "title")), *_window(telling)]
    stands_on = [
        small(line, words) for line in (*telling.tell.more(telling.digest), telling.tell.stands_on(telling.digest))
    ]
    footer = small(words.say("answer", "footer"), words)
    every = pages(
        [*_subjects(telling), *changed_blocks(telling.digest, telling.reader)], Room().less(*head, *stands_on, footer)
    )
    return [
        Card().text(*head).text(*lines).text(*stands_on, *Turning(number, len(every)).line(words), footer)
        for number, lines in enumerate(every)
    ]


def _window(telling: Telling) -> list[str]:
    """Of which time it tells, and how late it comes where that is worth saying."""
    words, told = telling.words, [telling.tell.window(telling.digest.window)]
    if telling.late >= HOUR:
        told.append(words.count(TABLE, "late_hours", round(telling.late / HOUR)))
    elif telling.late >= WORTH_SAYING:
        told.append(words.count(TABLE, "late_minutes", int(telling.late.total_seconds() / 60)))
    return [small(line, words) for line in told]


def _subjects(telling: Telling) -> Iterator[str]:
    """A heading stands in one block with what it heads, so that no page ends with it."""
    for one in telling.digest.subjects:
        first, *rest = [block.text for block in source_blocks(one.evidence, telling.reader)]
        yield "\n".join([*_head(one, telling), first])
        yield from rest


def _head(one: Arrived, telling: Telling) -> list[str]:
    words, subject = telling.words, inert(name_of(one.subject, telling.reader.locale))
    surest = [small(line, words) for line in telling.tell.surest(one)]
    return [heading(subject, words), telling.tell.sides(one), *surest]
