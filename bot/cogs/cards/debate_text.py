"""What a card tells of a debate: where it stands in counts, what nobody has answered, both sides aspect by aspect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answers.case import SIDES
from bot.answers.compose import name_of
from bot.answers.point_words import TABLE as POINTS
from bot.answers.point_words import PointWords, stands_on, state_line
from bot.answers.told import Told, told_debate, unanswered
from bot.cogs.cards.point_text import FREE, Frame, headline, named_line, nearest_line, point_blocks, point_words
from bot.cogs.cards.point_text import TABLE as POINT_TEXT
from bot.cogs.cards.sources import Reader
from bot.cogs.surface.card import Accent, Card
from bot.cogs.surface.markdown import inert
from bot.domain.argument import Stance
from bot.domain.case import Debate
from bot.domain.subject import Subject
from bot.locales import Wording

TABLE = "discord_debate"
NAMED = 3
"""Points of each side that are named at once as answered by nobody; of the others that stands where they are told."""


@dataclass(frozen=True)
class Telling:
    """A debate, and to whom it is told."""

    debate: Debate
    reader: Reader

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def subject(self) -> str:
        return inert(name_of(self.debate.subject, self.reader.locale))

    @cached_property
    def told(self) -> Told:
        return told_debate(self.debate)

    @property
    def tell(self) -> PointWords:
        return point_words(self.told, self.reader)


def debate_pages(telling: Telling) -> list[Card]:
    """The state of the debate comes first, then point by point what is argued."""
    words = telling.words
    title = words.say(POINTS, "title_debate", subject=telling.subject)
    frame = Frame(title, stands_on(telling.told, words), Accent.PLAIN)
    return frame.pages([_state(telling), *_blocks(telling), *_more(telling)], words)


def no_debate_card(telling: Telling, held: Sequence[Subject]) -> Card:
    """That the channel holds nothing on the subject, and what it does hold."""
    words = telling.words
    return Card().text(words.say(POINTS, "nothing", subject=telling.subject), nearest_line(held, words))


def _state(telling: Telling) -> str:
    """How much each side says, and what of it stands unanswered."""
    words = telling.words
    state = words.say(POINT_TEXT, "strong", line=state_line(telling.debate, words))
    alone = [line for stance in SIDES for line in _unanswered(stance, telling)]
    if not alone:
        return "\n".join([state, words.say(POINTS, "all_answered")])
    return "\n".join([state, words.say(POINTS, "unanswered_points"), *alone])


def _unanswered(stance: Stance, telling: Telling) -> Iterator[str]:
    words, standing = telling.words, telling.debate.standing(stance)
    alone = unanswered(telling.told.points, stance)
    yield from (named_line(point, telling.tell) for point in alone[:NAMED])
    left = max(standing.unanswered, len(alone)) - len(alone[:NAMED])
    if left:
        yield _signed(words.count(POINTS, "unanswered_more", left), stance, words)


def _blocks(telling: Telling) -> Iterator[str]:
    """The heading of an aspect stands in one block with the first point on it."""
    told, tell, words = telling.told.by_id, telling.tell, telling.words
    for confrontation in telling.debate.aspects:
        aspect = words.say("aspects", confrontation.aspect).capitalize()
        heading = [words.say(TABLE, "aspect", aspect=aspect)]
        for point in (told[one.point_id] for one in (*confrontation.bull, *confrontation.bear)):
            lines = [*heading, headline(point, tell), tell.counts(point)]
            yield from point_blocks(lines, point, tell, telling.reader)
            heading = [FREE]


def _more(telling: Telling) -> Iterator[str]:
    """How many points are told no more."""
    for stance in SIDES:
        if more := telling.debate.more.get(stance):
            yield _signed(telling.words.count(POINTS, "more", more), stance, telling.words)


def _signed(line: str, stance: Stance, words: Wording) -> str:
    return words.say(POINT_TEXT, "named_bull" if stance is Stance.BULL else "named_bear", point=line)
