"""The words of a timeline, shared by the terminal and Discord: counts, points and quotes, and never who was right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.answers.admitting import sounds_like_one
from bot.answers.compose import day, name_of
from bot.answers.fold import fold
from bot.answers.point_words import PointWords
from bot.answers.timeline import placed
from bot.answers.told import Told
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Point
from bot.domain.timeline import Timeline, Turn
from bot.locales import Wording

TABLE = "timeline"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `quotes` are told under it."""

    line: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in one way."""

    heading: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """`inert` makes what people wrote harmless where it is shown."""

    timeline: Timeline
    words: Wording
    inert: Callable[[str], str]

    @property
    def subject(self) -> str:
        return self.inert(name_of(self.timeline.subject, self.words.locale))

    @property
    def title(self) -> str:
        return self.words.say(TABLE, "title", subject=self.subject)

    @property
    def as_question(self) -> str:
        return self.words.say(TABLE, "as_question", subject=name_of(self.timeline.subject, self.words.locale))

    def summary(self) -> list[str]:
        """How much there is on either side, from when to when; and how much without a date."""
        if not self.timeline.bars:
            return [self._nothing()]
        lines = [*self._span(), *self._undated()]
        return [*lines, self.words.say(TABLE, "unsure")] if self.timeline.unsure else lines

    def _span(self) -> Iterator[str]:
        dated = [bar for bar in self.timeline.bars if bar.dated]
        if dated:
            bull, bear = self._counted(sum(bar.bull for bar in dated), sum(bar.bear for bar in dated))
            since, until = day(self.timeline.since or dated[0].week, self.words), day(self.timeline.until, self.words)
            yield self.words.say(TABLE, "span", since=since, until=until, bull=bull, bear=bear)

    def _undated(self) -> Iterator[str]:
        if self.timeline.undated:
            bars = self.timeline.bars
            bull, bear = self._counted(sum(bar.undated_bull for bar in bars), sum(bar.undated_bear for bar in bars))
            yield self.words.say(TABLE, "undated", bull=bull, bear=bear)

    def _counted(self, *sides: int) -> list[str]:
        return [self.words.count(TABLE, "arguments", many) for many in sides]

    def _nothing(self) -> str:
        if self.timeline.since is None:
            return self.words.say(TABLE, "nothing", subject=self.subject)
        return self.words.say(TABLE, "nothing_since", subject=self.subject, since=day(self.timeline.since, self.words))

    def dated(self, evidence: Evidence) -> str:
        """The day of a source; where it does not stand there, the day on which it was saved, and that it is that."""
        published = evidence.post.published_at
        saved, is_its_date = placed(evidence.post, self.timeline.until)
        if is_its_date:
            return day(published, self.words)
        told = {"saved": day(saved, self.words), "date": day(published, self.words)}
        return self.words.say(TABLE, "saved_undated" if published is None else "saved_ahead", **told)

    def changed(self) -> list[Changed]:
        """What is new, what fell silent, what turned, and who."""
        found = self.timeline
        every = [
            Changed(self.words.say(TABLE, "new"), tuple(self._new(point) for point in found.new)),
            Changed(self.words.say(TABLE, "silent"), tuple(self._silent(point) for point in found.silent)),
            Changed(self.words.say(TABLE, "turned"), tuple(self._turned(point) for point in found.turned)),
            Changed(self.words.say(TABLE, "turns"), tuple(self._turn(turn) for turn in found.turns)),
        ]
        return [one for one in every if one.changes]

    def _new(self, point: Point) -> Change:
        first = day(point.first, self.words)
        return Change(
            self.words.say(TABLE, "point_new", sign=self._sign(point.stance), point=self._name(point), date=first)
        )

    def _silent(self, point: Point) -> Change:
        last = day(point.last, self.words)
        return Change(
            self.words.say(TABLE, "point_silent", sign=self._sign(point.stance), point=self._name(point), date=last)
        )

    def _turned(self, point: Point) -> Change:
        aspect, sign = self.words.say("aspects", point.aspect), self._sign(point.stance)
        return Change(self.words.say(TABLE, "point_turned", sign=sign, point=self._name(point), aspect=aspect))

    def _turn(self, turn: Turn) -> Change:
        """Two quotes with their dates; where the holder says so, that is the second, or a third."""
        holder = self.words.say(TABLE, "turn", holder=self.inert(turn.holder))
        return Change(holder, tuple(self._quotes(turn)))

    def _quotes(self, turn: Turn) -> Iterator[str]:
        for evidence in (turn.before, turn.after):
            if evidence is not None:
                yield self._quote(evidence)
        if said := said_besides(turn):
            posted = day(turn.after.post.published_at, self.words)
            yield self.words.say(TABLE, "turn_said", date=posted, quote=self._quoted(said))

    def _quote(self, evidence: Evidence) -> str:
        return self.words.say(
            TABLE,
            "turn_quote",
            date=day(evidence.post.published_at, self.words),
            stance=self.words.say("stances", evidence.argument.stance),
            quote=self._quoted(evidence.argument.quote),
            marker=self.words.say("answer", "marker", n=evidence.n),
        )

    def _quoted(self, text: str) -> str:
        return self.words.say("answer", "quotation", quote=self.inert(text))

    def _name(self, point: Point) -> str:
        return PointWords(self.words, Told((point,)), self.inert).name(point)

    def _sign(self, stance: Stance) -> str:
        return self.words.say(TABLE, "sign_bull" if stance is Stance.BULL else "sign_bear")


def said_besides(turn: Turn) -> str | None:
    """What the holder says of having turned, where the quote of the later side does not say it already."""
    if turn.said is None or turn.said in turn.after.argument.quote:
        return None
    rest = turn.said.replace(turn.after.argument.quote, "")
    return turn.said if sounds_like_one(fold(rest)) else None
