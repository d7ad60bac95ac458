"""Points that came in: those whose first argument did, and what they answer."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.answers.voices import Voice, person, telling, voices_of
from bot.domain.argument import ArgumentId
from bot.domain.case import Point, PointId
from bot.domain.post import Published
from storage import Arrival, ChannelStore, Told

LOOKED_THROUGH = 6
"""Arguments of a point that are read: some may say the same."""
QUOTES = 2
"""Of each point that is told."""

Voices = Mapping[ArgumentId, Voice]


async def founded(arrivals: Iterable[Arrival], store: ChannelStore) -> list[Point]:
    """The points that nothing argued before, with what came in of them; most people first. Not numbered yet."""
    members = defaultdict[PointId, list[Arrival]](list)
    for one in arrivals:
        if one.founds and one.point is not None:
            members[one.point].append(one)
    told = await store.told(list(members))
    wanted = [one for point, every in members.items() for one in _read(every, told.get(point))]
    voices = await voices_of({None: wanted}, {None: store})
    points = [_point(every, told[point], voices) for point, every in members.items() if point in told]
    return sorted((one for one in points if one), key=lambda one: (-one.people, -one.arguments))


def _read(members: Sequence[Arrival], told: Told | None) -> list[ArgumentId]:
    """What it is told by, and its surest."""
    ranked = sorted(members, key=lambda one: (-round(one.confidence, 1), -one.position))
    first = told.arguments if told else []
    return list(dict.fromkeys([*first, *(one.argument_id for one in ranked[:LOOKED_THROUGH])]))


def _point(members: Sequence[Arrival], told: Told, voices: Voices) -> Point | None:
    """None where all that could be shown was deleted meanwhile."""
    offered = [voices[one] for one in _read(members, told) if one in voices]
    if not offered or members[0].point is None:
        return None
    tells = telling(told, offered, None)
    shown = tells.shown[: max(QUOTES, tells.cited)]
    own = [(one, person(one.holder) if one.holder else None) for one in members if not one.repeats]
    days = sorted(_day(one.published) for one in members if one.published is not None)
    return Point(
        point_id=members[0].point,
        subject=shown[0].candidate.argument.subject,
        stance=members[0].stance,
        aspect=Counter(one.aspect for one in members).most_common(1)[0][0],
        text=tells.text,
        people=len({who for _, who in own if who is not None}),
        unnamed=len({one.post_id for one, who in own if who is None}),
        arguments=len(members),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        evidence=tuple(voice.evidence for voice in shown),
        cited=tells.cited,
    )


def _day(published: Published) -> date:
    return published.date() if isinstance(published, datetime) else published


def without(later: Collection[PointId | None], point: Point) -> Point:
    """As it stood before these points spoke to it."""
    replies = tuple(one for one in point.answered_by if one.point_id not in later)
    return point.model_copy(update={"answered_by": replies})


def answered_by(new: Mapping[PointId, Point], points: Iterable[Point]) -> list[Point]:
    """Those of the points that are not new, and that only new ones speak to: nobody had answered them before."""
    return [
        point.model_copy(update={"evidence": point.evidence[: max(QUOTES, point.cited)]})
        for point in points
        if point.point_id not in new and point.answered_by and all(one.point_id in new for one in point.answered_by)
    ]
