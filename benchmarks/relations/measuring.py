"""How much of what is said with some weights is right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.evaluation.points.counting import Share, macro_f1_of
from benchmarks.relations.reading import Tie
from benchmarks.relations.signs import Seen
from bot.answers.replies import SPEAKS, likeness_by_words
from bot.answers.replying.granting import leaning
from bot.answers.replying.weights import Weights
from bot.domain.case import Relation


@dataclass(frozen=True, slots=True)
class Judged:
    """Two points, how alike they are said to be, by places alone too, and which is said to grant the other."""

    seen: Seen
    speak: bool
    near: bool
    bull_grants: bool
    bear_grants: bool

    @property
    def gold(self) -> Relation:
        tie = self.seen.ours or self.seen.theirs
        return Relation.IGNORES if tie is None else Relation(tie)

    @property
    def said(self) -> Relation:
        """What the point that speaks says to the other; of a pair that does not speak, the bear."""
        speaks, addressed = self.bear_grants, self.bull_grants
        if self.seen.ours is not None:
            speaks, addressed = addressed, speaks
        if not self.speak or addressed:
            return Relation.IGNORES
        return Relation.QUALIFIES if speaks else Relation.REBUTS


@dataclass(frozen=True, slots=True)
class Right:
    """`spoken` and `near`: of pairs that speak to one another, by words and by places alone. `relations`: macro-F1 of
    the three; `between`: the same where it is known that points speak. `unanswered`: of points that nobody answers."""

    spoken: Share
    near: Share
    relations: float
    between: float
    unanswered: Share


def judged(seen: Seen, weights: Weights) -> Judged:
    bull, bear = (leaning(one.spoken, weights.granting) for one in (seen.bull, seen.bear))
    least = -weights.granting.base
    place = weights.by_place
    near = place.base + place.near * seen.near.likeness + place.lead * seen.near.lead
    alike = likeness_by_words(seen.near, seen.common, weights.by_words)
    return Judged(seen, alike >= SPEAKS, near >= SPEAKS, bull - bear > least, bear - bull > least)


def right(found: Sequence[Judged]) -> Right:
    speak = [one.seen.speak for one in found]
    spoken = [one for one in found if one.seen.speak]
    known = [replace(one, speak=True).said for one in spoken]
    return Right(
        spoken=_share([one.speak for one in found], speak),
        near=_share([one.near for one in found], speak),
        relations=macro_f1_of([one.gold for one in found], [one.said for one in found]),
        between=macro_f1_of([one.gold for one in spoken], known),
        unanswered=_unanswered(found),
    )


def _share(said: Sequence[bool], gold: Sequence[bool]) -> Share:
    return Share(sum(a and b for a, b in zip(said, gold, strict=True)), sum(said), sum(gold))


def _unanswered(found: Sequence[Judged]) -> Share:
    every = {point for one in found for point in (one.seen.bull.point, one.seen.bear.point)}
    said, gold = set[str](), set[str]()
    for one in found:
        bull, bear = one.seen.bull.point, one.seen.bear.point
        said |= {bull} if one.speak and not one.bull_grants else set()
        said |= {bear} if one.speak and not one.bear_grants else set()
        gold |= {bull} if one.seen.theirs is not None or one.seen.ours is Tie.REBUTS else set()
        gold |= {bear} if one.seen.ours is not None or one.seen.theirs is Tie.REBUTS else set()
    return Share(len((every - said) & (every - gold)), len(every - said), len(every - gold))
