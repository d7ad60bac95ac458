"""Both sides of a subject, paired by aspect, and the state of the debate in counts."""

from collections.abc import Sequence

from bot.answers.case import BothSides, Wanted, both_sides, numbered
from bot.answers.voices import Stores
from bot.domain.argument import Aspect, Stance
from bot.domain.case import Confrontation, Debate, Point


async def debate_of(wanted: Wanted, stores: Stores) -> Debate:
    """What is argued on both sides of a subject; without aspects where nothing is held on it."""
    both = await both_sides(wanted, stores)
    ordered = [point for aspect in _aspects(both) for stance in wanted.stances for point in _of(both, aspect, stance)]
    points = numbered(ordered)
    return Debate(
        subject=wanted.subject,
        aspects=_confrontations(points),
        bull=both.standing[Stance.BULL],
        bear=both.standing[Stance.BEAR],
        more=both.more(wanted.stances),
    )


def _aspects(both: BothSides) -> list[Aspect]:
    """Those on which most people speak first; what is on no aspect in particular last."""
    weight = dict.fromkeys(Aspect, 0)
    for point in both.points:
        weight[point.aspect] += point.people + point.arguments
    spoken = [aspect for aspect in Aspect if weight[aspect]]
    return sorted(spoken, key=lambda aspect: (aspect is Aspect.OTHER, -weight[aspect]))


def _of(both: BothSides, aspect: Aspect, stance: Stance) -> list[Point]:
    return [point for point in both.points if (point.aspect, point.stance) == (aspect, stance)]


def _confrontations(points: Sequence[Point]) -> tuple[Confrontation, ...]:
    return tuple(
        Confrontation(
            aspect=aspect,
            bull=tuple(one for one in points if (one.aspect, one.stance) == (aspect, Stance.BULL)),
            bear=tuple(one for one in points if (one.aspect, one.stance) == (aspect, Stance.BEAR)),
        )
        for aspect in dict.fromkeys(point.aspect for point in points)
    )
