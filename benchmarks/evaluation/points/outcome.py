"""What the product made of the set, and how much of it is right."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.evaluation.points.counting import Grouped, Share, macro_f1_of
from benchmarks.evaluation.points.gold import GoldPair, GoldPoint, GoldSpeech, PointSet
from bot.domain.case import Case, Point

PointCheck = Callable[[GoldPoint, Point], bool]
"""What may be right of a found point."""


@dataclass(frozen=True)
class Outcome:
    """In which point each argument is, by gold id, which of them changed theirs, and the case of each subject."""

    gold: PointSet
    now: Mapping[str, Hashable]
    moved: frozenset[str] = frozenset()
    cases: Mapping[str, Case] = field(default_factory=dict)

    @cached_property
    def sides(self) -> list[Grouped]:
        """Copies left out: that they belong together is told by their letters."""
        each = ([one for one in members if one.copy_of is None] for members in self.gold.sides.values())
        return [
            Grouped(
                gold=[one.point for one in members],
                found=[self.now[one.id] for one in members],
                kinds=[one.language for one in members],
            )
            for members in each
        ]

    @property
    def stay(self) -> float:
        """The share of arguments that are in the point that they came into."""
        return 1 - len(self.moved) / len(self.now)

    @cached_property
    def _told(self) -> dict[Hashable, Point]:
        return {point.point_id: point for case in self.cases.values() for point in case.points}

    @cached_property
    def _matching(self) -> dict[str, Point | None]:
        """For each gold point the found one with most of its arguments, and fewest others; None where it isn't told."""
        sizes = Counter(self.now.values())
        shared: dict[str, Counter[Hashable]] = {one.point: Counter() for one in self.gold.points}
        for member in self.gold.members:
            shared[member.point][self.now[member.id]] += 1
        best = {name: max(of, key=lambda found: (of[found], -sizes[found])) for name, of in shared.items()}
        return {name: self._told.get(found) for name, found in best.items()}

    def share_of_points(self, is_right: PointCheck) -> float:
        found = [(gold, self._matching[gold.point]) for gold in self.gold.points]
        return sum(point is not None and is_right(gold, point) for gold, point in found) / len(found)

    @property
    def unanswered(self) -> Share:
        """Of the points that nobody answers: those of which this is told, by the found point that matches each."""
        wanted = {one.point for one in self.gold.points} - self.gold.answered
        named = {name for name, point in self._matching.items() if point is not None and not point.answered_by}
        return Share(len(wanted & named), len(named), len(wanted))

    def said(self, pair: GoldPair) -> GoldSpeech:
        """What is told of a pair of gold points, by the found point that matches each."""
        speaker, addressed = self._matching[pair.point], self._matching[pair.other]
        if speaker is None or addressed is None:
            return GoldSpeech.IGNORES
        replies = {one.point_id: GoldSpeech(one.relation) for one in addressed.answered_by if one.relation is not None}
        return replies.get(speaker.point_id, GoldSpeech.IGNORES)

    @cached_property
    def relations(self) -> tuple[float, float]:
        """Accuracy and macro-F1 over the pairs."""
        gold, said = [one.relation for one in self.gold.pairs], [self.said(one) for one in self.gold.pairs]
        return sum(a is b for a, b in zip(gold, said, strict=True)) / len(gold), macro_f1_of(gold, said)

    @property
    def spoken(self) -> Share:
        """Of the pairs that speak to one another, however: those of which this is told."""
        wanted = [one.relation is not GoldSpeech.IGNORES for one in self.gold.pairs]
        named = [self.said(one) is not GoldSpeech.IGNORES for one in self.gold.pairs]
        return Share(sum(a and b for a, b in zip(wanted, named, strict=True)), sum(named), sum(wanted))
