"""What a digest's card tells of points and people: new points, points that are answered now, who changed sides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.answers.compose import name_of
from bot.answers.digest_words import TABLE as WORDS
from bot.answers.point_words import PointWords
from bot.answers.timeline_words import said_besides
from bot.answers.told import Told
from bot.cogs.cards.point_text import point_words
from bot.cogs.cards.sources import Reader, quoted, source_blocks, source_heading
from bot.cogs.surface.markdown import inert
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.digest import Digest
from bot.domain.subject import Subject
from bot.domain.timeline import Turn
from bot.locales import Wording

TABLE = "discord_digest"


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom it is told, and which sources stand on the card already: a source is told once."""

    digest: Digest
    reader: Reader
    told: set[int] = field(default_factory=set)

    @property
    def words(self) -> Wording:
        return self.reader.words

    @property
    def points(self) -> PointWords:
        return point_words(Told(self.digest.answered, self.digest.new_points), self.reader)

    def subject(self, subject: Subject) -> str:
        return inert(name_of(subject, self.reader.locale))

    def untold(self, evidence: Iterable[Evidence]) -> list[Evidence]:
        """Those that do not stand on the card yet, and do from now on."""
        left = [one for one in evidence if one.n not in self.told]
        self.told.update(one.n for one in left)
        return left


def changed_blocks(digest: Digest, reader: Reader) -> Iterator[str]:
    """Beside the subjects' own sources. A heading stands in one block with what it heads."""
    telling = Telling(digest, reader, {one.n for part in digest.subjects for one in part.evidence})
    yield from _section("new_points", (_new(point, telling) for point in digest.new_points), telling)
    if digest.more_points:
        yield small(telling.words.count(WORDS, "more_points", digest.more_points), telling.words)
    yield from _section("answered", (_answered(point, telling) for point in digest.answered), telling)
    yield from _section("turns", (_turn(turn, telling) for turn in digest.turns), telling)


def _section(key: str, parts: Iterable[Sequence[str]], telling: Telling) -> Iterator[str]:
    """`parts`: the blocks of each of what it lists."""
    head = [heading(telling.words.say(WORDS, key), telling.words)]
    for first, *rest in parts:
        yield "\n".join([*head, first])
        yield from rest
        head = []


def _new(point: Point, telling: Telling) -> list[str]:
    return _point([_headline(point, telling), small(telling.points.about(point), telling.words)], point, telling)


def _answered(point: Point, telling: Telling) -> list[str]:
    answers = [small(line, telling.words) for line in telling.points.answers(point)]
    about = small(telling.points.about(point), telling.words)
    return _point([_headline(point, telling), about, *answers], point, telling)


def _headline(point: Point, telling: Telling) -> str:
    """Shorter where its quote stands on the card already."""
    key, tell = "point_bull" if point.stance is Stance.BULL else "point_bear", telling.points
    is_told = point.evidence[0].n in telling.told
    text = tell.name(point) if is_told else f"{tell.text(point)} {tell.marker(point)}"
    return telling.words.say(TABLE, key, subject=telling.subject(point.subject), point=text)


def _point(lines: Sequence[str], point: Point, telling: Telling) -> list[str]:
    """With the sources that are not told yet. A quote that stands whole in the headline is not told again."""
    first, rest = telling.untold(point.evidence[:1]), telling.untold(point.evidence[1:])
    if first and telling.points.tells_whole(point):
        lines = [*lines, source_heading(first[0], telling.reader)]
        first = []
    blocks = [block.text for block in source_blocks([*first, *rest], telling.reader)]
    return ["\n".join([*lines, *blocks[:1]]), *blocks[1:]]


def _turn(turn: Turn, telling: Telling) -> list[str]:
    """Both quotes, also where the card has them: they belong side by side."""
    words = telling.words
    name = words.say(TABLE, "turn", holder=inert(turn.holder), subject=telling.subject(turn.after.argument.subject))
    cited = [one for one in (turn.before, turn.after) if one is not None]
    blocks = [block.text for block in source_blocks(cited, telling.reader)]
    if said := said_besides(turn):
        blocks.append(words.say(TABLE, "said", quote=quoted(said, words), n=turn.after.n))
    return ["\n".join([name, *blocks])]


def heading(text: str, words: Wording) -> str:
    return words.say(TABLE, "heading", text=text)


def small(text: str, words: Wording) -> str:
    return words.say(TABLE, "small", text=text)
