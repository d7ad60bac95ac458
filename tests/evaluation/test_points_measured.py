"""Groupings are counted as they should be, and a small set goes through the real store to its rows."""

import json
from collections.abc import AsyncIterator, Hashable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.evaluation.points.counting import (
    Grouped,
    Share,
    b_cubed_f1,
    macro_f1_of,
    of_two_kinds,
    pairs_together,
    v_measure,
)
from benchmarks.evaluation.points.gold import GoldMember, GoldPair, GoldPoint, GoldSpeech, PointSet
from benchmarks.evaluation.points.outcome import Outcome
from benchmarks.evaluation.points.reading import by_hand, read_members
from benchmarks.evaluation.points.section import RIGHT, TRIVIAL, measured, rows_of
from benchmarks.evaluation.public.key_point_task import TaskSide, key_point_task_rows, read_sides, shared_words
from benchmarks.evaluation.public.rows import OURS
from benchmarks.evaluation.public.rows import TRIVIAL as WITHOUT_PRODUCT
from bot.domain.argument import Aspect
from bot.domain.post import ChannelId
from bot.domain.text import Language
from bot.embeddings.embedder import Embedder
from bot.embeddings.local import open_local

QUIET, QUIET_ZH = (
    "The night trains are so quiet that one sleeps through to Vienna.",
    "夜车特别安静，一觉就睡到维也纳了。",
)
HOTEL, LATE = (
    "A berth costs less than the hotel room that it saves.",
    "The night trains are late on two days out of three.",
)
ORCHARD = "Orchard Rail"


@pytest.fixture
async def embedder() -> AsyncIterator[Embedder]:
    async with open_local() as opened:
        yield opened


def grouped(gold: Sequence[Hashable], found: Sequence[Hashable], kinds: Sequence[Hashable] = ()) -> Grouped:
    return Grouped(gold, found, kinds)


def test_pairs_are_counted_within_a_side_and_added_up() -> None:
    halved = grouped("aabb", "xxxy")
    assert pairs_together([halved]) == Share(right=1, named=3, wanted=2)
    assert pairs_together([halved, grouped("aa", "xx")]) == Share(right=2, named=4, wanted=3)
    assert pairs_together([halved]).f1 == pytest.approx(0.4)


def test_pairs_of_two_kinds_leave_out_those_of_one() -> None:
    side = grouped("aaab", "xxyy", ["en", "zh", "en", "zh"])
    assert pairs_together([side], of_two_kinds) == Share(right=1, named=2, wanted=2)


def test_shares_of_nothing_are_nothing() -> None:
    nothing = pairs_together([grouped("abc", "xyz")])
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_a_right_grouping_is_whole_whatever_its_groups_are_called() -> None:
    sides = [grouped("aabbc", "zzyyx"), grouped("aab", "kkl")]
    assert (pairs_together(sides).f1, b_cubed_f1(sides), v_measure(sides).v) == (1, 1, 1)


def test_v_is_the_mean_of_sides_and_tells_mixing_from_breaking() -> None:
    mixed, broken = v_measure([grouped("aabb", "xxxx")]), v_measure([grouped("aaaa", "xxyy")])
    assert (mixed.homogeneity, mixed.completeness) == (0, 1)
    assert (broken.homogeneity, broken.completeness) == (1, 0)
    assert v_measure([grouped("aabb", "xxyy"), grouped("aabb", "xxxx")]).v == pytest.approx(0.5)


def test_b_cubed_asks_each_item_for_its_own_group() -> None:
    # Precision: two thirds for three items and one for the last; recall: one for two and half for two.
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 0.5 + 0.5) / 4
    assert b_cubed_f1([grouped("aabb", "xxxy")]) == pytest.approx(2 * precision * recall / (precision + recall))


def test_every_label_of_the_reader_has_the_weight_of_one() -> None:
    assert macro_f1_of("aaab", "aaaa") == pytest.approx((6 / 7 + 0) / 2)


def member(name: str, text: str, point: str, **changes: object) -> GoldMember:
    given = {
        "id": name,
        "channel": ChannelId("night"),
        "subject": ORCHARD,
        "stance": point.split("/")[1],
        "aspect": Aspect.PRODUCT,
        "language": Language.ENGLISH,
        "text": text,
        "holder": name,
        "poster": name,
        "post": name,
        "date": date(2026, 3, 1),
        "point": point,
        "copy_of": None,
    }
    return GoldMember.model_validate(given | changes)


def point(name: str, people: int, *, unknown: bool = False) -> GoldPoint:
    given = {"point": name, "subject": ORCHARD, "stance": name.split("/")[1], "aspect": Aspect.PRODUCT, "gloss": name}
    return GoldPoint.model_validate(given | {"people": people, "unknown": unknown})


def small_set() -> PointSet:
    quiet, hotel, late = "orchard/bull/quiet", "orchard/bull/hotel", "orchard/bear/late"
    return PointSet(
        members=(
            member("ada", QUIET, quiet),
            member("copy", f"{QUIET[:-1]}!", quiet, copy_of="ada"),
            member("明", QUIET_ZH, quiet, language=Language.CHINESE),
            member("ben", HOTEL, hotel, aspect=Aspect.PRICING),
            member("cy", LATE, late),
            member("nobody", f"Late again today: {LATE.lower()}", late, holder=None, poster=None),
        ),
        points=(point(quiet, 2), point(hotel, 1), point(late, 1, unknown=True)),
        pairs=(
            GoldPair(point=late, other=quiet, relation=GoldSpeech.QUALIFIES),
            GoldPair(point=late, other=hotel, relation=GoldSpeech.IGNORES),
        ),
    )


async def test_a_small_set_goes_through_the_real_store_to_its_rows(embedder: Embedder) -> None:
    gold = small_set()
    found = await measured(gold, await read_members(gold.members, embedder))
    rows = {row.name: row.figures for row in rows_of(found)}
    assert rows["points found"][RIGHT] == 3
    assert rows["people of a point counted right"][RIGHT] == 1
    assert set(rows["… F1"]) == set(found.outcomes) - {RIGHT}
    assert all(
        0 <= figure <= 1 for name, of in rows.items() for figure in of.values() if figure and "found" not in name
    )
    assert set(found.outcomes[TRIVIAL].now) == {one.id for one in gold.members}


async def test_aspects_are_the_products_own_unless_the_readers_are_asked_for(embedder: Embedder) -> None:
    gold = small_set()
    read = await read_members(gold.members, embedder)
    assert [one.aspect for one in by_hand(read)] == [one.aspect for one in gold.members]
    assert [one.member for one in by_hand(read)] == list(gold.members)
    assert read[0].embedded.vector.shape == (384,)


def test_copies_are_left_out_of_what_is_counted_and_moves_are_not_staying() -> None:
    gold = small_set()
    outcome = Outcome(gold, {one.id: one.point for one in gold.members}, moved=frozenset({"ada"}))
    assert [len(side.gold) for side in outcome.sides] == [3, 2]
    assert outcome.stay == pytest.approx(5 / 6)


def test_a_point_is_answered_by_who_qualifies_it_and_rebutting_answers_both() -> None:
    gold = small_set()
    assert gold.answered == {"orchard/bull/quiet"}
    rebutted = PointSet(gold.members, gold.points, (gold.pairs[0].model_copy(update={"relation": GoldSpeech.REBUTS}),))
    assert rebutted.answered == {"orchard/bull/quiet", "orchard/bear/late"}


def test_who_is_not_told_of_answers_nobody() -> None:
    gold = small_set()
    outcome = Outcome(gold, {one.id: one.point for one in gold.members})
    assert [outcome.said(pair) for pair in gold.pairs] == [GoldSpeech.IGNORES, GoldSpeech.IGNORES]
    assert (outcome.spoken, outcome.relations[0]) == (Share(0, 0, 1), 0.5)


def write_task(folder: Path) -> None:
    topic = {"split": "dev", "topic": "Night trains", "stance": 1}
    texts = {"a0": "One sleeps well, the carriages are quiet", "a1": "It saves a hotel", "a2": "They run at night"}
    clusters = {"a0": ["k0"], "a1": ["k1"], "a2": []}
    points = {"k0": "Night trains are quiet", "k1": "Night trains save a hotel"}
    labels = [("a0", "k0", 1), ("a0", "k1", 0), ("a1", "k0", 0)]
    write_lines(
        folder / "arguments_with_gold_clusters.jsonl",
        [topic | {"arg_id": name, "argument": texts[name], "key_point_ids": clusters[name]} for name in texts],
    )
    write_lines(
        folder / "key_points.jsonl", [topic | {"key_point_id": name, "key_point": points[name]} for name in points]
    )
    write_lines(
        folder / "labels.jsonl",
        [{"split": "dev", "arg_id": a, "key_point_id": k, "label": label} for a, k, label in labels],
    )


def write_lines(file: Path, records: Sequence[dict[str, object]]) -> None:
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")


def test_the_surer_half_is_judged_by_its_best_key_point_and_undecided_pairs_count_both_ways(tmp_path: Path) -> None:
    write_task(tmp_path)
    [side] = read_sides(tmp_path)
    sure_of_undecided = np.array([[0.1, 0.2], [0.3, 0.9], [0.5, 0.4]])
    assert side.precision(sure_of_undecided, undecided=False) == 0
    assert side.precision(sure_of_undecided, undecided=True) == 1
    right = np.array([[0.8, 0.2], [0.3, 0.6], [0.5, 0.4]])
    assert side.precision(right, undecided=False) == 1
    larger = TaskSide(side.arguments * 2, side.key_points, side.labels)
    assert larger.precision(np.concatenate([sure_of_undecided, right]), undecided=False) == 0.5


def test_words_of_a_key_point_are_looked_for_in_the_argument(tmp_path: Path) -> None:
    write_task(tmp_path)
    [side] = read_sides(tmp_path)
    scores = shared_words(side)
    assert scores.argmax(axis=1)[:2].tolist() == [0, 1]


async def test_the_task_becomes_rows_with_the_trivial_figure_beside(tmp_path: Path, embedder: Embedder) -> None:
    write_task(tmp_path)
    rows = await key_point_task_rows(tmp_path, embedder)
    assert len(rows) == 4
    assert all(set(row.figures) == {OURS, WITHOUT_PRODUCT} for row in rows)
