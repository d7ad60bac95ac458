"""The figures of sets of pastes, each from what was judged; `FIGURES` is the table from top to bottom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.evaluation.judging import Judgement, Matter, of_matter, share
from benchmarks.evaluation.tables import Better, Figure, Row

SURE = 0.6
"""The share of arguments whose sides are stated most confidently."""
LEARNT = 0.02
"""How far a figure may fall that learnt weights decide: other processors round differently, and a few items flip."""

Judgements = Sequence[Judgement]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a row's figure comes from judgements, and what it is held to."""

    name: str
    figure: Callable[[Judgements], Figure]
    reach: Figure = None
    better: Better = field(default=Better.HIGHER, kw_only=True)
    slack: float = field(default=LEARNT, kw_only=True)

    def row(self, judged: Mapping[str, Judgements]) -> Row:
        figures = {column: self.figure(judgements) for column, judgements in judged.items()}
        return Row(name=self.name, figures=figures, reach=self.reach, better=self.better, slack=self.slack)


def share_of(matter: Matter) -> Callable[[Judgements], Figure]:
    return lambda judgements: share(of_matter(judgements, matter))


def wrong_of(matter: Matter) -> Callable[[Judgements], int]:
    """How many are wrong."""
    return lambda judgements: sum(not judgement.right for judgement in of_matter(judgements, matter))


def f1(judgements: Judgements) -> Figure:
    """Of precision (found that argue) and recall (arguments that were found)."""
    precision, recall = share_of(Matter.ARGUES)(judgements), share_of(Matter.FOUND)(judgements)
    if recall is None:
        return None
    both = (precision or 0) + recall
    return 2 * (precision or 0) * recall / both if both else 0.0


def trap_rate(judgements: Judgements) -> Figure:
    """The share of traps that were taken for arguments."""
    left_alone = share(of_matter(judgements, Matter.TRAP))
    return None if left_alone is None else 1 - left_alone


def abstain(judgements: Judgements) -> Figure:
    """The mean of both shares: to refuse always, or never, gives .5."""
    shares = [share_of(matter)(judgements) for matter in (Matter.ABSTAINED, Matter.ANSWERED)]
    known = [one for one in shares if one is not None]
    return sum(known) / 2 if len(known) == 2 else None


def surest(judgements: Judgements) -> Judgements:
    """The sides that are stated most confidently, surest first."""
    sides = sorted(of_matter(judgements, Matter.SIDE), key=lambda side: -(side.confidence or 0))
    return sides[: max(1, round(SURE * len(sides)))]


def right_of_surest(judgements: Judgements) -> Figure:
    return _share_of_items(surest(judgements))


def off_of_surest(judgements: Judgements) -> Figure:
    return stated_off(surest(judgements))


def stated_off(judgements: Judgements) -> Figure:
    """How far the mean stated confidence of sides is from the share that is right, 0 to 1."""
    sides = of_matter(judgements, Matter.SIDE)
    right = _share_of_items(sides)
    stated = sum(side.confidence or 0 for side in sides) / len(sides) if sides else 0
    return None if right is None else abs(stated - right)


def _share_of_items(judgements: Judgements) -> float | None:
    """As `share`, each item with the weight of one: confidence is stated for each argument."""
    return sum(one.right for one in judgements) / len(judgements) if judgements else None


FIGURES = (
    Measure("argument spans, F1", f1, 0.86),
    Measure("traps taken for arguments", trap_rate, 0.10, better=Better.LOWER),
    Measure("side of matched arguments", share_of(Matter.SIDE), 0.72),
    Measure("… of the most confident 60 %", right_of_surest, 0.80),
    Measure("… confidence stated for these, off by", off_of_surest, 0.05, better=Better.LOWER),
    Measure("… confidence stated for all, off by", stated_off, 0.05, better=Better.LOWER),
    Measure("subject of matched arguments", share_of(Matter.SUBJECT), 0.90),
    Measure("holder of matched arguments", share_of(Matter.HOLDER), 0.88),
    Measure("platform", share_of(Matter.PLATFORM), 0.97, slack=0),
    Measure("author", share_of(Matter.AUTHOR), 0.97, slack=0),
    Measure("date", share_of(Matter.DATE), 0.97, slack=0),
    Measure("tickers", share_of(Matter.TICKERS), 0.97, slack=0),
    Measure("split into posts", share_of(Matter.SPLIT), 0.97, slack=0),
    Measure("duplicates", share_of(Matter.DUPLICATE), 0.97, slack=0),
    Measure("answer recall", share_of(Matter.CITED), 0.65),
    Measure("… question and post in two languages", share_of(Matter.CITED_ACROSS), 0.55),
    Measure("answer precision", share_of(Matter.BELONGS), 0.65),
    Measure("purity of a one-sided answer", share_of(Matter.PURE), 0.80),
    Measure("names and dates in answers", share_of(Matter.NAMED)),
    Measure("abstain, mean of the next two", abstain, 0.92),
    Measure("… refused what nobody said", share_of(Matter.ABSTAINED)),
    Measure("… answered what was said", share_of(Matter.ANSWERED)),
    Measure("quotes verbatim", share_of(Matter.VERBATIM), 1.0, slack=0),
    Measure("number fidelity", share_of(Matter.NUMBERS), 1.0, slack=0),
    Measure("leaks", wrong_of(Matter.SEALED), 0, better=Better.LOWER, slack=0),
    Measure("forbidden words", wrong_of(Matter.CLEAN), 0, better=Better.LOWER, slack=0),
)
