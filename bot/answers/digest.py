"""What came into a channel in some time: new arguments by subject, new points, points that are answered now, and who
changed sides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.answers.arrived_points import answered_by, founded, without
from bot.answers.case import Wanted, both_sides
from bot.answers.changes import had_turned, turns_in
from bot.answers.retrieve import DOUBTFUL
from bot.answers.selection import same_words
from bot.answers.voices import Voice, voices_of
from bot.domain.answer import Evidence
from bot.domain.argument import ArgumentId, Stance
from bot.domain.case import Point, PointId
from bot.domain.digest import Arrived, Digest, Window
from bot.domain.subject import Subject, SubjectKey
from bot.domain.timeline import Turn
from storage import Arrival, ChannelStore

MOST_SUBJECTS = 25
MOST_POINTS = 10
"""New ones that are told, and as many that are answered."""
SHOWN = 3
"""Quotes of one subject."""
LOOKED_THROUGH = 4
"""Arguments of each side of a subject that are read: some may say the same."""

Voices = Mapping[ArgumentId, Voice]


@dataclass(frozen=True, slots=True)
class News:
    """All of a subject's that came in."""

    arrivals: Sequence[Arrival]

    @property
    def key(self) -> SubjectKey:
        return self.arrivals[0].subject

    @property
    def sure(self) -> list[Arrival]:
        """Those whose side may be told."""
        return [one for one in self.arrivals if one.stance is not Stance.NEUTRAL and one.confidence >= DOUBTFUL]

    def on(self, stance: Stance) -> int:
        return sum(one.stance is stance for one in self.sure)

    @property
    def surest(self) -> list[ArgumentId]:
        """Of both sides in turn, the surest of each first. Where no side is sure, those on none, then the doubtful."""
        ranked = sorted(self.sure or self.arrivals, key=lambda one: (-one.confidence, -one.position))
        if not self.sure:
            ranked.sort(key=lambda one: one.stance is not Stance.NEUTRAL)
        sides = [[one.argument_id for one in ranked if one.stance is stance][:LOOKED_THROUGH] for stance in Stance]
        turns = [
            side[n] for n in range(LOOKED_THROUGH) for side in sorted(sides, key=len, reverse=True) if n < len(side)
        ]
        return turns if self.sure else [one.argument_id for one in ranked[:LOOKED_THROUGH]]


async def digest_of(store: ChannelStore, window: Window) -> Digest:
    """Quiet where nothing was saved in that time that argues anything."""
    arrivals = await store.arrivals(window)
    every = _by_subject(arrivals)
    told = every[:MOST_SUBJECTS]
    voices = await voices_of({None: [one for news in told for one in news.surest]}, {None: store})
    subjects = [found for news in told if (found := _arrived(news, voices))]
    new = await founded([one for news in told for one in news.sure], store)
    answered = await _answered(subjects, {point.point_id: point for point in new}, window, store)
    digest = Digest(
        window=window,
        posts=len({one.post_id for news in told for one in news.arrivals}),
        subjects=tuple(subjects),
        more=len(every) - len(told),
        new_points=tuple(_told_first(new, answered)[:MOST_POINTS]),
        more_points=max(0, len(new) - MOST_POINTS),
        answered=tuple(answered[:MOST_POINTS]),
        turns=tuple(await _turns([one.subject for one in subjects], arrivals, store)),
    )
    return _numbered(digest)


def _by_subject(arrivals: Sequence[Arrival]) -> list[News]:
    """Most first."""
    subjects = defaultdict[SubjectKey, list[Arrival]](list)
    for one in arrivals:
        subjects[one.subject].append(one)
    return sorted(map(News, subjects.values()), key=lambda news: (-len(news.arrivals), news.arrivals[0].position))


def _arrived(news: News, voices: Voices) -> Arrived | None:
    """Its evidence is not numbered yet. None where all that could be shown was deleted meanwhile."""
    shown: list[Voice] = []
    for voice in (voices[one] for one in news.surest if one in voices):
        if len(shown) < SHOWN and not any(same_words(voice.candidate, other.candidate) for other in shown):
            shown.append(voice)
    if not shown:
        return None
    bull, bear = news.on(Stance.BULL), news.on(Stance.BEAR)
    return Arrived(
        subject=shown[0].candidate.argument.subject,
        bull=bull,
        bear=bear,
        neutral=len(news.arrivals) - bull - bear,
        evidence=tuple(voice.evidence for voice in shown),
    )


async def _answered(
    subjects: Sequence[Arrived], new: Mapping[PointId, Point], window: Window, store: ChannelStore
) -> list[Point]:
    """The points of these subjects that nobody had answered, and that new ones speak to."""
    found: dict[PointId, Point] = {}
    having_new = {point.subject.key for point in new.values()}
    since = Window(since=window.until, until=datetime.max.replace(tzinfo=UTC))
    later = {one.point for one in await store.arrivals(since) if one.founds}
    for subject in (one.subject for one in subjects):
        if subject.key in having_new:
            told = (await both_sides(Wanted(subject), {None: store})).points
            # One that more speak to than are named may have been answered before.
            named = [point for point in told if point.answers == len(point.answered_by)]
            points = [without(later, point) for point in named if point.point_id not in later]
            found.update({point.point_id: point for point in answered_by(new, points)})
    return list(found.values())


def _told_first(new: Sequence[Point], answered: Sequence[Point]) -> list[Point]:
    """What answers a point that is told is told too; of the others those that most people hold first."""
    answering = {reply.point_id for point in answered[:MOST_POINTS] for reply in point.answered_by}
    return sorted(new, key=lambda one: (one.point_id not in answering, -one.people, -one.arguments))


async def _turns(subjects: Sequence[Subject], arrivals: Sequence[Arrival], store: ChannelStore) -> list[Turn]:
    """Of those whose later words came in now, and who had not turned by what was here before."""
    posts, new = {one.post_id for one in arrivals}, {one.argument_id for one in arrivals}
    found: dict[ArgumentId, Turn] = {}
    for subject in subjects:
        for turn in await turns_in(subject, {None: store}, new):
            if turn.after.post.post_id in posts and not await had_turned(turn, new, store):
                found.setdefault(turn.after.argument.argument_id, turn)
    return list(found.values())


def _numbered(digest: Digest) -> Digest:
    """Each argument under one number, from 1 in the order in which they are told."""
    cited = dict.fromkeys(one.argument.argument_id for one in digest.cited)
    numbers = {argument_id: n for n, argument_id in enumerate(cited, 1)}

    def under(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return tuple(one.model_copy(update={"n": numbers[one.argument.argument_id]}) for one in evidence)

    def renumbered(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(point.model_copy(update={"evidence": under(point.evidence)}) for point in points)

    def turned(turn: Turn) -> Turn:
        before, after = under([turn.before] if turn.before else []), under([turn.after])
        return turn.model_copy(update={"before": before[0] if before else None, "after": after[0]})

    return digest.model_copy(
        update={
            "subjects": tuple(one.model_copy(update={"evidence": under(one.evidence)}) for one in digest.subjects),
            "new_points": renumbered(digest.new_points),
            "answered": renumbered(digest.answered),
            "turns": tuple(map(turned, digest.turns)),
        }
    )
