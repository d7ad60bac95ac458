"""What came in, as lines for people: subject by subject, then points and people, each with its sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.answers.compose import name_of
from bot.answers.digest_words import TABLE, DigestWords
from bot.answers.point_words import PointWords
from bot.answers.render import inert
from bot.answers.timeline_words import said_besides
from bot.answers.told import Told
from bot.cli.screen import BLANK, SIGNS, TONES, Line, Piece, Tone, plain
from bot.cli.show_answer import source_of
from bot.domain.answer import Evidence
from bot.domain.case import Point
from bot.domain.digest import Digest
from bot.domain.subject import Subject
from bot.domain.timeline import Turn
from bot.locales import Wording

INDENT = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, and which sources stand on the screen already: a source is told once."""

    digest: Digest
    tell: DigestWords
    told: set[int] = field(default_factory=set)

    @property
    def words(self) -> Wording:
        return self.tell.words

    @property
    def points(self) -> PointWords:
        return PointWords(self.words, Told(self.digest.answered, self.digest.new_points), inert)

    def subject(self, subject: Subject) -> str:
        return inert(name_of(subject, self.words.locale))

    def sources(self, evidence: Iterable[Evidence]) -> Iterator[Line]:
        """Of those that are not told yet."""
        for one in evidence:
            if one.n not in self.told:
                self.told.add(one.n)
                yield self._source(one)

    def _source(self, one: Evidence) -> Line:
        source = f"{self.words.say('answer', 'marker', n=one.n)} {source_of(one, self.words)}"
        quote = self.words.say("answer", "quotation", quote=inert(one.argument.quote))
        return _indented(self.words.say(TABLE, "source", source=inert(source), quote=quote), Tone.DIM)


def digest_lines(digest: Digest, tell: DigestWords) -> Iterator[Line]:
    """A quiet one is one line."""
    if digest.is_quiet:
        yield plain(tell.quiet(digest.window), Tone.NAME)
        return
    telling, words = Telling(digest, tell), tell.words
    yield plain(words.say(TABLE, "title"), Tone.TITLE)
    yield plain(tell.window(digest.window), Tone.DIM)
    yield from _subjects(telling)
    yield from _section("new_points", (_new(point, telling) for point in digest.new_points), words)
    yield from map(_indented, [words.count(TABLE, "more_points", digest.more_points)] if digest.more_points else [])
    yield from _section("answered", (_answered(point, telling) for point in digest.answered), words)
    yield from _section("turns", (_turn(turn, telling) for turn in digest.turns), words)
    yield BLANK
    end = [*tell.more(digest), tell.stands_on(digest), words.say("answer", "footer")]
    yield Line((Piece(" · ".join(end), Tone.DIM),), hang=4)


def _subjects(telling: Telling) -> Iterator[Line]:
    for one in telling.digest.subjects:
        yield BLANK
        yield plain(telling.subject(one.subject), Tone.NAME)
        yield _indented(telling.tell.sides(one))
        yield from map(_indented, telling.tell.surest(one))
        yield from telling.sources(one.evidence)


def _section(key: str, parts: Iterable[Iterable[Line]], words: Wording) -> Iterator[Line]:
    listed = [line for part in parts for line in part]
    if listed:
        yield BLANK
        yield plain(words.say(TABLE, key), Tone.TITLE)
        yield from listed


def _new(point: Point, telling: Telling) -> Iterator[Line]:
    yield _headline(point, telling)
    yield _indented(telling.points.about(point))
    yield from telling.sources(point.evidence)


def _answered(point: Point, telling: Telling) -> Iterator[Line]:
    yield _headline(point, telling)
    yield _indented(telling.points.about(point))
    yield from map(_indented, telling.points.answers(point))
    yield from telling.sources(point.evidence)


def _headline(point: Point, telling: Telling) -> Line:
    named = telling.points.name(point)
    text = telling.words.say(
        TABLE, "point", sign=SIGNS[point.stance], subject=telling.subject(point.subject), point=named
    )
    return Line((Piece(text, TONES[point.stance]),), hang=INDENT)


def _turn(turn: Turn, telling: Telling) -> Iterator[Line]:
    words, subject = telling.words, telling.subject(turn.after.argument.subject)
    yield plain(words.say(TABLE, "turn", holder=inert(turn.holder), subject=subject), Tone.NAME)
    cited = [one for one in (turn.before, turn.after) if one is not None]
    telling.told.difference_update(one.n for one in cited)  # both quotes belong side by side
    yield from telling.sources(cited)
    if said := said_besides(turn):
        quote = words.say("answer", "quotation", quote=inert(said))
        yield _indented(words.say(TABLE, "said", quote=quote, n=turn.after.n))


def _indented(text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line((Piece(text, tone),), indent=INDENT, hang=INDENT)
