"""The words of key points, shared by the terminal and Discord: counts and quotes, and never who is right."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answers.compose import day
from bot.answers.shorten import opening
from bot.answers.told import Told
from bot.domain.answer import Evidence
from bot.domain.argument import Stance
from bot.domain.case import Debate, Point, Relation, Standing
from bot.locales import Wording

TABLE = "case"
LONGEST_TEXT = 200
LONGEST_NAME = 110
"""Characters of a point where it stands, and where another names it; a Chinese one says as much in half of them."""


@dataclass(frozen=True, slots=True)
class PointWords:
    """`inert` makes what people wrote harmless where it is shown."""

    words: Wording
    told: Told
    inert: Callable[[str], str]

    def text(self, point: Point) -> str:
        """Its quote in quotation marks, in whole clauses where it is long; a sentence that tells it stands without, and
        whole: of two whom it quotes, both are heard."""
        return self._quoted(point.text, LONGEST_TEXT) if _is_quote(point) else self.inert(point.text)

    def name(self, point: Point) -> str:
        """As another point names it: shorter, and with the number of its source."""
        if not _is_quote(point) and opening(point.text, LONGEST_NAME) == point.text:
            return f"{self.inert(point.text)} {self.marker(point)}"
        first = point.evidence[0]
        return f"{self._quoted(first.argument.quote, LONGEST_NAME)} {self._marker(first)}"

    def marker(self, point: Point) -> str:
        """The numbers of the sources that it is told by."""
        return "".join(map(self._marker, point.evidence[: point.cited]))

    def _marker(self, evidence: Evidence) -> str:
        return self.words.say("answer", "marker", n=evidence.n)

    def tells_whole(self, point: Point) -> bool:
        """Whether `text` holds all of the first source's quote."""
        return opening(point.text, LONGEST_TEXT) == point.evidence[0].argument.quote

    def _quoted(self, quote: str, longest: int) -> str:
        part = opening(quote, longest)
        text = self.inert(part)
        if not quote.startswith(part):
            text = self.words.say(TABLE, "goes_before", text=text)
        if not quote.endswith(part):
            text = self.words.say(TABLE, "goes_on", text=text)
        return self.words.say("answer", "quotation", quote=text)

    def about(self, point: Point) -> str:
        """Its aspect, and what `counts` says."""
        aspect = self.words.say("aspects", point.aspect).capitalize()
        return self.words.say(TABLE, "about", aspect=aspect, counts=self.counts(point))

    def counts(self, point: Point) -> str:
        """How many people hold it, in how many arguments, from when to when."""
        arguments = self.words.count("answer", "arguments", point.arguments)
        return self.words.say(TABLE, "counts", people=self._people(point), arguments=arguments, days=self._days(point))

    def _people(self, point: Point) -> str:
        """Posts of unknown authors are told beside people: they may be one person's or many's."""
        words = self.words
        if not point.unnamed:
            return words.count("answer", "people", point.people)
        posts = words.count(TABLE, "unknown", point.unnamed)
        if not point.people:
            return posts
        return words.say(TABLE, "people_and_posts", people=words.count("answer", "people", point.people), posts=posts)

    def _days(self, point: Point) -> str:
        first, last = day(point.first, self.words), day(point.last, self.words)
        return first if first == last else self.words.say(TABLE, "days", first=first, last=last)

    def answers(self, point: Point) -> list[str]:
        """Which points of the other side speak to it and how, a line each; or that nobody has answered."""
        if not point.answered_by:
            return [self.words.say(TABLE, "nobody_answered")]
        known = self.told.by_id
        replies = [(known[reply.point_id], reply.relation) for reply in point.answered_by if reply.point_id in known]
        lines = [self._answer(answering, relation) for answering, relation in replies]
        weaker = max(point.answers, len(point.answered_by)) - len(lines)
        if weaker:
            lines.append(self.words.count(TABLE, "answered_more" if lines else "answered_weaker", weaker))
        return lines

    def chosen(self, point: Point) -> list[str]:
        """That its sources are the surest of more, where they are."""
        sources = len(point.evidence)
        return [self.words.count(TABLE, "strongest", sources)] if sources < point.arguments else []

    def _answer(self, answering: Point, relation: Relation | None) -> str:
        key = "answered_qualifies" if relation is Relation.QUALIFIES else "answered_rebuts"
        return self.words.say(TABLE, key, point=self.name(answering))


def _is_quote(point: Point) -> bool:
    return point.text == point.evidence[0].argument.quote


def state_line(debate: Debate, words: Wording) -> str:
    """The state of a debate from counts alone."""
    return words.say(TABLE, "state", bull=_side_state(debate.bull, words), bear=_side_state(debate.bear, words))


def _side_state(side: Standing, words: Wording) -> str:
    if not side.points:
        return words.say(TABLE, "no_points")
    points = words.count(TABLE, "points", side.points)
    alone = words.count(TABLE, "unanswered", side.unanswered)
    people, posts = words.count("answer", "people", side.people), words.count(TABLE, "unknown", side.unnamed)
    if not side.unnamed:
        return words.say(TABLE, "state_people", points=points, people=people, unanswered=alone)
    if not side.people:
        return words.say(TABLE, "state_posts", points=points, posts=posts, unanswered=alone)
    return words.say(TABLE, "state_people_and_posts", points=points, people=people, posts=posts, unanswered=alone)


def stands_on(told: Told, words: Wording) -> str:
    """How many arguments and points are told."""
    return words.say(
        TABLE,
        "stands_on",
        arguments=words.count("answer", "arguments", sum(point.arguments for point in told.points)),
        points=words.count(TABLE, "points", len(told.points)),
    )


def title(subject: str, stance: Stance | None, words: Wording) -> str:
    """Whose case it is: one side's, or both sides' where there is no `stance`."""
    keys = {Stance.BULL: "title_bull", Stance.BEAR: "title_bear", None: "title_both"}
    return words.say(TABLE, keys[stance], subject=subject)
