"""The section "key points": how the set's arguments are grouped, who is counted, and who is said to answer whom."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation.figures import LEARNT
from benchmarks.evaluation.points.counting import b_cubed_f1, of_two_kinds, pairs_together, v_measure
from benchmarks.evaluation.points.gold import GoldPoint, PointSet, load_points
from benchmarks.evaluation.points.keeping import Kept, keep_all, keep_in_disorder, nothing_kept, posts_of
from benchmarks.evaluation.points.outcome import Outcome
from benchmarks.evaluation.points.reading import ReadMember, by_hand, read_members, subject_of
from benchmarks.evaluation.points.right import RightGrouping
from benchmarks.evaluation.public.measures import mean
from benchmarks.evaluation.tables import Better, Figure, Row, Section
from bot.answers.sameness import same_quote
from bot.arguments.grouping import PointGrouping
from bot.domain.case import Point
from bot.embeddings.local import open_local

TITLE = "key points"
FOUND, HAND, RIGHT, TRIVIAL = "tests/evaluation/points", "aspects by hand", "points by hand", "a point an aspect"
"""As the product reads and groups the set; with the reader's aspects; with the reader's points; by the aspect alone."""
ORDERS = 5
"""Orders of arrival drawn by lot."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Outcomes by column. `orders`: the product's in other orders of arrival."""

    outcomes: Mapping[str, Outcome]
    orders: Sequence[Outcome]


async def points_section(folder: Path) -> Section:
    """Errors: FileNotFoundError where the set is not there; EmbeddingsFailed."""
    gold = load_points(folder)
    async with open_local() as embedder:
        read = await read_members(gold.members, embedder)
    return Section(TITLE, tuple(rows_of(await measured(gold, read))))


async def measured(gold: PointSet, read: Sequence[ReadMember]) -> Measured:
    product = PointGrouping(same_quote)
    right = RightGrouping(product, {one.text: one.point for one in gold.members})
    trivial = {one.member.id: (one.subject.key, one.member.stance, one.aspect) for one in read}
    outcomes = {}
    for column, grouping, members in ((FOUND, product, read), (HAND, product, by_hand(read)), (RIGHT, right, read)):
        async with nothing_kept(grouping) as kept:
            await keep_all(kept, posts_of(members))
            outcomes[column] = await outcome_of(gold, kept)
    orders = []
    for seed in range(ORDERS):
        async with nothing_kept(product) as kept:
            await keep_in_disorder(kept, posts_of(read), seed)
            orders.append(Outcome(gold, kept.now))
    return Measured(outcomes | {TRIVIAL: Outcome(gold, trivial)}, orders)


async def outcome_of(gold: PointSet, kept: Kept) -> Outcome:
    first = {one.subject: one for one in gold.members}
    cases = {name: await kept.case(one.channel, subject_of(one)) for name, one in first.items()}
    return Outcome(gold, kept.now, frozenset(kept.moved), cases)


def people_are_right(gold: GoldPoint, found: Point) -> bool:
    return found.people == gold.people


def unknown_are_right(gold: GoldPoint, found: Point) -> bool:
    return (found.unnamed > 0) == gold.unknown


Count = Callable[[Outcome], Figure]
GROUPING: Sequence[tuple[str, Count, Figure]] = (
    ("pairs of one point: precision", lambda one: pairs_together(one.sides).precision, None),
    ("… recall", lambda one: pairs_together(one.sides).recall, None),
    ("… F1", lambda one: pairs_together(one.sides).f1, None),
    ("… of two languages, F1", lambda one: pairs_together(one.sides, of_two_kinds).f1, 0.80),
    ("homogeneity, mean of sides", lambda one: v_measure(one.sides).homogeneity, None),
    ("completeness", lambda one: v_measure(one.sides).completeness, None),
    ("V-measure", lambda one: v_measure(one.sides).v, None),
    ("B-cubed F1", lambda one: b_cubed_f1(one.sides), None),
)
TELLING: Sequence[tuple[str, Count, Figure]] = (
    ("people of a point counted right", lambda one: one.share_of_points(people_are_right), None),
    ("… whether somebody unknown is among them", lambda one: one.share_of_points(unknown_are_right), None),
    ("pairs of points that speak to one another: precision", lambda one: one.spoken.precision, None),
    ("… recall", lambda one: one.spoken.recall, None),
    ("rebuts, qualifies or ignores: right", lambda one: one.relations[0], None),
    ("… macro-F1", lambda one: one.relations[1], None),
    ("points nobody answers: precision", lambda one: one.unanswered.precision, None),
    ("… recall", lambda one: one.unanswered.recall, None),
)


def rows_of(found: Measured) -> Iterable[Row]:
    grouped = {column: one for column, one in found.outcomes.items() if column != RIGHT}
    told = {column: one for column, one in found.outcomes.items() if column != TRIVIAL}
    yield Row(
        name="points found", figures={column: len(set(one.now.values())) for column, one in found.outcomes.items()}
    )
    yield from _rows(GROUPING, grouped)
    yield from _orders(found.orders)
    yield Row(name="arguments that stay in their point", figures={FOUND: found.outcomes[FOUND].stay}, slack=LEARNT)
    yield from _rows(TELLING, told)


def _rows(counts: Iterable[tuple[str, Count, Figure]], outcomes: Mapping[str, Outcome]) -> Iterable[Row]:
    for name, count, reach in counts:
        figures = {column: count(one) for column, one in outcomes.items()}
        yield Row(name=name, figures=figures, reach=reach, slack=LEARNT)


def _orders(orders: Sequence[Outcome]) -> Iterable[Row]:
    """What the order of arrival does to pairs' F1."""
    each = [pairs_together(one.sides).f1 for one in orders]
    yield Row(name=f"pairs, F1, mean of {ORDERS} orders of arrival", figures={FOUND: mean(each)}, slack=LEARNT)
    spread = max(each) - min(each)
    yield Row(name="… between the best and the worst", figures={FOUND: spread}, better=Better.LOWER, slack=LEARNT)
