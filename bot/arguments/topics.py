"""Which subject each stretch of a post is about."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from bot.arguments.tables import read_table
from bot.arguments.units import Unit
from bot.domain.subject import Mention, Subject, SubjectKey, SubjectKind
from bot.domain.text import Span

NAMED_TWICE = 8
"""The weight of a company that the post names twice as what a sentence is about."""
_LABEL = re.compile(r"\s?(?:[.:：]|[-—–]+)\s*(?=\S)")
_THEM = re.compile(r"(?<!in )\b(?:they|them|their|it|its)\b|它|佢|他们|他們", re.I)
_OF = re.compile(r"\b(?:of|to|by|from|on)\s+$", re.I)
_ENDS = re.compile(r"[\n.!?。！？；]")
_BEFORE = 120
"""Characters of a sentence before a name in which "them" still counts."""
_BEGINS = 12
"""Characters that may stand before a name that begins a paragraph."""
_HEADING = 48
"""Characters of a line that can head a section."""


@dataclass(frozen=True, slots=True)
class TopicCues:
    """What a post says around names, from `data/rules.toml`.

    `likened`: what stands before a name that the sentence is not about ("than", "比"). `example`: another company may
    be told of as one. `told`: it plainly is, known or not. `whole`: what a company has and no segment of it. `turns`:
    what stands before a name that a post turns to. `has`: what stands behind one whose possession is spoken of.
    """

    likened: re.Pattern[str]
    example: re.Pattern[str]
    told: re.Pattern[str]
    whole: re.Pattern[str]
    turns: re.Pattern[str]
    has: re.Pattern[str]

    @classmethod
    def load(cls) -> Self:
        table = read_table("rules")["topics"]
        return cls(**{name: re.compile(table[name]) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a unit is about. `example` marks another company that is told of only as an example."""

    subject: Subject
    named: tuple[Mention, ...] = ()
    """Where the post names this very subject."""
    example: bool = False

    def moved(self, mentions: Mapping[int, Mention]) -> "Topic":
        """The same where its mentions, by their `id`, are these."""
        return replace(self, named=tuple(mentions[id(one)] for one in self.named))


@dataclass(slots=True)
class Topics:
    """Follows a post's subjects from unit to unit."""

    cues: TopicCues
    body: str
    mentions: Sequence[Mention]
    tagged: Sequence[Subject]
    """What the post's tags name, first first."""
    _main: SubjectKey | None = None
    _chief: set[SubjectKey] = field(default_factory=set)
    _current: Topic | None = None
    _headed: Topic | None = None
    _digression: bool = False
    _guest: SubjectKey | None = None
    """The only company of the paragraph, where the post is about others."""
    _told: SubjectKey | None = None
    """The company that was last named as what a unit is about."""

    def of(self, units: Sequence[Unit]) -> list[Topic | None]:
        """The topic of each unit; None where the post names none."""
        self._weigh(units)
        found: list[Topic | None] = []
        for before, unit in zip([None, *units], units, strict=False):
            if before is None or before.paragraph != unit.paragraph:
                self._new_paragraph(before, unit)
            found.append(self._topic(unit))
        return found

    def main(self, units: Sequence[Unit]) -> Subject | None:
        """What the whole post is about; None where it names nothing."""
        self._weigh(units)
        topic = self._main_topic(units[-1]) if units else None
        return topic.subject if topic else next(iter(self.tagged), None)

    def _about(self, subject: Subject) -> Topic:
        return Topic(subject, tuple(mention for mention in self.mentions if mention.subject.key == subject.key))

    def _weigh(self, units: Sequence[Unit]) -> None:
        """Find the post's main company, and those that it is about beside it."""
        first: dict[SubjectKey, int] = {}
        for mention in self.mentions:
            first.setdefault(mention.subject.company, mention.span.start)
        told = [unit.sentence for unit in units if self.cues.example.search(unit.sentence.of(self.body))]
        counts = self._counted(told) or self._counted([])
        tags = [subject.company for subject in self.tagged]
        for place, key in enumerate(dict.fromkeys(tags)):
            counts[key] += 5 if place == 0 else 3
        if counts:
            self._main = max(counts, key=lambda key: (counts[key], -first.get(key, 0)))
            least = counts[self._main] / 2
            self._chief = {
                key
                for key, count in counts.items()
                if key in tags or (count >= least and count >= min(counts[self._main], NAMED_TWICE))
            }
            self._chief |= {self._main, *self._labels(units), *(() if tags else self._heads(units))}
            self._chief -= self._yardsticks() - {self._main}

    def _counted(self, told: Sequence[Span]) -> Counter[SubjectKey]:
        """How much each company is spoken of outside the sentences that may tell of an example."""
        counts: Counter[SubjectKey] = Counter()
        for mention in self.mentions:
            if not any(span.holds(mention.span) for span in told):
                counts[mention.subject.company] += 1 if mention.weak else 2 if self._likened(mention) else 4
        return counts

    def _yardsticks(self) -> set[SubjectKey]:
        """Coins and indices: a company is measured by them far more often than a post turns to them."""
        kinds = (SubjectKind.COIN, SubjectKind.INDEX)
        return {mention.subject.key for mention in self.mentions if mention.subject.kind in kinds}

    def _heads(self, units: Sequence[Unit]) -> set[SubjectKey]:
        """Companies that begin a paragraph."""
        starts = {unit.paragraph.start for unit in units}
        return {
            m.subject.company
            for m in self.mentions
            if not m.weak and any(0 <= m.span.start - s < _BEGINS for s in starts)
        }

    def _labels(self, units: Sequence[Unit]) -> set[SubjectKey]:
        """Companies whose bare name heads a paragraph: "Acme. One plant, and it is full."."""
        starts = {unit.paragraph.start for unit in units}
        return {
            m.subject.company for m in self.mentions if m.span.start in starts and _LABEL.match(self.body, m.span.end)
        }

    def _likened(self, mention: Mention) -> bool:
        before = self.body[max(0, mention.span.start - 24) : mention.span.start]
        # "two thirds of Acme's contracts" are Acme's; "cheaper than Acme's" speaks of another.
        owned = self.cues.has.match(self.body, mention.span.end) and _OF.search(before)
        return not owned and bool(self.cues.likened.search(before))

    def _new_paragraph(self, before: Unit | None, unit: Unit) -> None:
        self._digression = False
        head = self._head(before, unit)
        if head:
            self._headed = head
        stays = len(self._chief) > 1 and not self._leads() and self._guest is None
        self._current = self._headed or (self._current if stays else None)
        self._guest = self._guest_of(unit.paragraph)

    def _guest_of(self, paragraph: Span) -> SubjectKey | None:
        """The company that a paragraph is about where it names that alone, and not only as an example or a measure."""
        here = [m for m in self.mentions if paragraph.holds(m.span) and not m.weak]
        companies = {m.subject.company for m in here}
        if len(companies) != 1 or companies <= self._chief or companies <= self._yardsticks():
            return None
        free = (m for m in here if not self._likened(m) and not self._told_of(m) and self._turns_to(m, paragraph))
        return next((m.subject.company for m in free), None)

    def _turns_to(self, mention: Mention, paragraph: Span) -> bool:
        """Whether a post turns to a company there: it says so, or, where no tag says whose the post is, begins with it
        or speaks of what it has."""
        before = self.body[max(paragraph.start, mention.span.start - 24) : mention.span.start]
        if self.cues.turns.search(before):
            return True
        begins = mention.span.start - paragraph.start < _BEGINS
        return not self._leads() and (begins or bool(self.cues.has.match(self.body, mention.span.end)))

    def _told_of(self, mention: Mention) -> bool:
        """Whether a mention stands in a line with words that introduce an example."""
        return bool(self.cues.example.search(self._line(mention.span.start)))

    def _head(self, before: Unit | None, unit: Unit) -> Topic | None:
        """The company that a short line between the last unit and this one names alone."""
        start = before.span.end if before else 0
        for mention in self.mentions:
            if not start <= mention.span.start < unit.span.start or mention.weak:
                continue
            line = self._line(mention.span.start)
            if len(line) <= _HEADING:
                rest = line.replace(mention.span.of(self.body), "")
                if len(re.sub(r"[\W\d_]+", "", rest)) <= 4:
                    return self._about(mention.subject)
        return None

    def _line(self, at: int) -> str:
        end = self.body.find("\n", at)
        return self.body[self.body.rfind("\n", 0, at) + 1 : end if end >= 0 else len(self.body)]

    def _leads(self) -> bool:
        """Whether one company is so clearly the post's that a new paragraph returns to it."""
        return len({subject.company for subject in self.tagged}) == 1

    def _topic(self, unit: Unit) -> Topic | None:
        here = [m for m in self.mentions if unit.sentence.overlaps(m.span) and m.span.start < unit.span.end]
        if unit.span.start > unit.sentence.start:
            own = [m for m in here if m.span.start >= unit.span.start]
            here = own or here
        named = self._named(here)
        if named is None:
            self._digression = self._digression or self._is_example(unit, here)
        if named:
            self._digression = self._digression_goes_on(unit, named)
            self._current = self._about(self._refined(named, unit))
            self._told = named.subject.company
        topic = self._current or self._main_topic(unit)
        return replace(topic, example=self._digression) if topic else None

    def _named(self, here: Sequence[Mention]) -> Mention | None:
        """Which of a unit's mentions it is about: the current one's own, else the first that it is not likened to."""
        about = [m for m in here if m.subject.company in self._chief or m.subject.company == self._guest]
        strong = [m for m in about if not m.weak]
        weak = [m for m in about if m.weak]
        free = [m for m in strong if not self._likened(m) and not self._set_beside(m)]
        if not free and (not strong or self._current or self._main != strong[0].subject.company):
            strong = []
        pool = free or strong or ([] if self._current else weak)
        if not pool:
            return None
        current = self._current.subject.company if self._current and not self._opens(pool[0]) else None
        same = [m for m in pool if m.subject.company == current]
        chosen = (same or pool)[0].subject.company
        kept = [m for m in pool if m.subject.company == chosen]
        return next((m for m in kept if m.subject.kind is SubjectKind.SEGMENT), kept[0])

    def _in_prose(self, mention: Mention) -> bool:
        return not mention.span.of(self.body).startswith("$")

    def _set_beside(self, mention: Mention) -> bool:
        """Whether a sentence has spoken of "them" before it names another than the post's company."""
        if mention.subject.company == self._main:
            return False
        before = self.body[max(0, mention.span.start - _BEFORE) : mention.span.start]
        return bool(_THEM.search(_ENDS.split(before)[-1]))

    def _opens(self, mention: Mention) -> bool:
        """Whether a line begins with a name."""
        return mention.span.start == self.body.rfind("\n", 0, mention.span.start) + 1

    def _is_example(self, unit: Unit, here: Sequence[Mention]) -> bool:
        others = any(not m.weak and m.subject.company not in (*self._chief, self._guest) for m in here)
        text = unit.sentence.of(self.body)
        return bool(self.cues.told.search(text)) or (others and bool(self.cues.example.search(text)))

    def _digression_goes_on(self, unit: Unit, named: Mention) -> bool:
        """Another company told of as an example stays one until the paragraph ends or another subject is named."""
        if named.subject.company == self._main:
            return False
        same = named.subject.company == self._told
        return (self._digression and same) or bool(self.cues.example.search(unit.sentence.of(self.body)))

    def _refined(self, named: Mention, unit: Unit) -> Subject:
        """The segment that the post speaks of where it then uses the company's bare name."""
        if named.subject.kind is SubjectKind.SEGMENT or self.cues.whole.search(unit.span.of(self.body)):
            return named.subject
        before = [
            m for m in self.mentions if m.subject.company == named.subject.key and m.span.start < named.span.start
        ]
        segments = [m.subject for m in before if m.subject.kind is SubjectKind.SEGMENT]
        bare = [m for m in before if m.subject.kind is not SubjectKind.SEGMENT and not m.weak]
        return segments[0] if segments and len(bare) <= 2 * len(segments) else named.subject

    def _main_topic(self, unit: Unit) -> Topic | None:
        """The post's main subject, by the last place before the unit that names it, else by its first anywhere."""
        named = [m for m in self.mentions if m.subject.company == self._main]
        before = [m for m in named if m.span.start < unit.span.end]
        if len({subject.company for subject in self.tagged}) > 1 and not any(self._in_prose(m) for m in before):
            return self._about(self.tagged[0])
        mention = next((m for m in reversed(before) if not m.weak), None) or next(iter(before or named), None)
        if mention is None:
            tagged = next((subject for subject in self.tagged if subject.company == self._main), None)
            return self._about(tagged) if tagged else None
        return self._about(self._refined(mention, unit))
