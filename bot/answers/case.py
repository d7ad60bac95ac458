"""What a channel, and the ones whose casebooks it reads, hold on one subject: side by side, point by point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from bot.answers.replies import Speaking, relation_of, speaking
from bot.answers.sides import HeldPoint, Side, side_of
from bot.answers.voices import Stores, Voice, strongest, voices_of
from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import Case, Point, Relation, Reply, Standing
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
    spoken = speaking(*(side.means for side in sides))
    points.sort(key=lambda one: (-one.people, -one.arguments, SIDES.index(one.stance)))
    answered = tuple(_answered(point, points, spoken, sides) for point in points)
    alone = zip(sides, spoken.unanswered(), strict=True)
    return BothSides(answered, {side.stance: side.standing(unanswered) for side, unanswered in alone})


def _point(held: HeldPoint, side: Side, voices: Mapping[ArgumentId, Voice], wanted: Wanted) -> Point | None:
    """None where all of it that can be shown was deleted meanwhile."""
    offered = [voices[one] for part in held.parts for one in part.arguments if one in voices]
    if not offered:
        return None
    told = held.parts[0].told
    teller = voices.get(told.argument_id) if told.argument_id else None
    shown = strongest(offered, wanted.reader, teller)
    first, last = held.days
    return Point(
        point_id=held.point_id,
        subject=shown[0].candidate.argument.subject,
        stance=side.stance,
        aspect=held.aspect,
        text=told.text or shown[0].quote,
        people=len(held.people),
        unnamed=held.unnamed,
        arguments=held.arguments,
        first=first,
        last=last,
        evidence=tuple(voice.evidence for voice in shown),
    )


def _answered(point: Point, points: Sequence[Point], spoken: Speaking, sides: Sequence[Side]) -> Point:
    """With the points of the other side that speak to it."""
    [other] = [side for side in sides if side.stance is not point.stance]
    told = {one.point_id: one for one in points}
    nearest = dict.fromkeys(other.leader(one) for one in spoken.nearest(point.point_id, REPLIES))
    relations = {one: relation_of(point, told[one]) if one in told else None for one in nearest}
    replies = [Reply(point_id=one, relation=how) for one, how in relations.items() if how is not Relation.IGNORES]
    return point.model_copy(update={"answered_by": tuple(replies)})


def numbered(points: Sequence[Point]) -> tuple[Point, ...]:
    """With the evidence counted from 1 through all points."""
    numbers = count(1)
    return tuple(
        point.model_copy(
            update={"evidence": tuple(one.model_copy(update={"n": next(numbers)}) for one in point.evidence)}
        )
        for point in points
    )
