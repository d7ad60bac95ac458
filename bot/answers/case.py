"""What a channel, and the ones whose casebooks it reads, hold on one subject: side by side, point by point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from bot.answers.modelled.replies import Verdicts, verdicts_on
from bot.answers.replies import Speaking, relation_of, speaking
from bot.answers.sides import HeldPoint, Side, side_of
from bot.answers.voices import Stores, Voice, telling, voices_of
from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import Case, Point, PointId, Relation, Reply, Standing
from bot.domain.subject import Subject
from bot.domain.text import Language

REPLIES = 3
"""Points that are named as speaking to another."""
SIDES = (Stance.BULL, Stance.BEAR)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A company covers its segments. `reader`: of quotes as strong as each other, those in this language go first."""

    subject: Subject
    stances: Sequence[Stance] = SIDES
    reader: Language | None = None


@dataclass(frozen=True, slots=True)
class BothSides:
    """The points of a subject that are told, strongest first, and how much there is in all. Not numbered yet."""

    points: tuple[Point, ...]
    standing: Mapping[Stance, Standing]

    def more(self, stances: Sequence[Stance]) -> dict[Stance, int]:
        """How many points of each side are not told, where there are any."""
        left = {one: self.standing[one].points - sum(point.stance is one for point in self.points) for one in stances}
        return {stance: points for stance, points in left.items() if points > 0}


async def case_of(wanted: Wanted, stores: Stores) -> Case:
    """The points of a subject, those with most people first; without points where nothing is held on it."""
    both = await both_sides(wanted, stores)
    points = [point for point in both.points if point.stance in wanted.stances]
    return Case(subject=wanted.subject, points=numbered(points), more=both.more(wanted.stances))


async def both_sides(wanted: Wanted, stores: Stores) -> BothSides:
    """All that is held for and against a subject, and who answers whom."""
    sides = [await side_of(wanted.subject.key, stance, stores) for stance in SIDES]
    parts = [part for side in sides for point in side.points for part in point.parts]
    wanted_of = {shelf: [one for part in parts if part.shelf == shelf for one in part.arguments] for shelf in stores}
    voices = await voices_of(wanted_of, stores)
    points = [told for side in sides for point in side.points if (told := _point(point, side, voices, wanted))]
    told_as = {part.heap.point_id: point.point_id for side in sides for point in side.points for part in point.parts}
    spoken = speaking(*(side.means for side in sides)).heard(points, told_as)
    points.sort(key=lambda one: (-one.people, -one.arguments, SIDES.index(one.stance)))
    verdicts = await verdicts_on(spoken, stores)
    debating = _Debating(sides, points, verdicts.over(spoken, points), verdicts)
    answered = tuple(_answered(point, debating) for point in points)
    alone = zip(sides, debating.spoken.unanswered(), strict=True)
    standing = {side.stance: side.standing(_unanswered(side, count, debating.spoken)) for side, count in alone}
    return BothSides(answered, standing)


def _point(held: HeldPoint, side: Side, voices: Mapping[ArgumentId, Voice], wanted: Wanted) -> Point | None:
    """None where all of it that can be shown was deleted meanwhile."""
    offered = [voices[one] for part in held.parts for one in part.arguments if one in voices]
    if not offered:
        return None
    tells = telling(held.parts[0].told, offered, wanted.reader)
    first, last = held.days
    return Point(
        point_id=held.point_id,
        subject=tells.shown[0].candidate.argument.subject,
        stance=side.stance,
        aspect=held.aspect,
        text=tells.text,
        people=len(held.people),
        unnamed=held.unnamed,
        arguments=held.arguments,
        first=first,
        last=last,
        undated=held.undated,
        evidence=tuple(voice.evidence for voice in tells.shown),
        cited=tells.cited,
    )


@dataclass(frozen=True, slots=True)
class _Debating:
    """Both sides, the points of them that are told, and what speaks to what."""

    sides: Sequence[Side]
    points: Sequence[Point]
    spoken: Speaking
    verdicts: Verdicts

    def relation(self, point: Point, answering: PointId) -> Relation | None:
        """As a model said, else by what both say; None where nobody looked at the words of the one that answers."""
        told = next((one for one in self.points if one.point_id == answering), None)
        return self.verdicts.of(point.point_id, answering) or (None if told is None else relation_of(point, told))


def _unanswered(side: Side, count: int, spoken: Speaking) -> int:
    """`count` is of each casebook's points by themselves: those that are one count once, and only where none of them is
    answered."""
    several = [point.parts for point in side.points if len(point.parts) > 1]
    alone = [[not spoken.nearest(part.heap.point_id) for part in parts] for parts in several]
    return count - sum(sum(parts) - all(parts) for parts in alone)


def _answered(point: Point, debating: _Debating) -> Point:
    """With the points of the other side that speak to it."""
    [own] = [side for side in debating.sides if side.stance is point.stance]
    [other] = [side for side in debating.sides if side.stance is not point.stance]
    near = [one for part in own.parts(point.point_id) for one in debating.spoken.nearest(part)]
    nearest = dict.fromkeys(other.leader(one) for one in near)
    relations = {one: debating.relation(point, one) for one in nearest}
    replies = [Reply(point_id=one, relation=how) for one, how in relations.items() if how is not Relation.IGNORES]
    return point.model_copy(update={"answered_by": tuple(replies[:REPLIES]), "answers": len(replies)})


def numbered(points: Sequence[Point]) -> tuple[Point, ...]:
    """With the evidence counted from 1 through all points."""
    numbers = count(1)
    return tuple(
        point.model_copy(
            update={"evidence": tuple(one.model_copy(update={"n": next(numbers)}) for one in point.evidence)}
        )
        for point in points
    )
