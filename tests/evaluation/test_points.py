"""Our own set of key points is what its README says."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.evaluation.points.gold import GoldSpeech, PointSet, languages, load_points
from benchmarks.train.census import ALIKE, LEAST, shingles, texts_of
from bot.domain.argument import Stance
from bot.domain.text import Language

FOLDER = Path(__file__).parent / "points"
LEARNT_FROM = Path(__file__).parents[2] / "benchmarks"
HANS = str.maketrans("國個車這來對賣錢說還買場實銷續養險間東態", "国个车这来对卖钱说还买场实销续养险间东态")


@pytest.fixture(scope="module")
def gold() -> PointSet:
    return load_points(FOLDER)


def test_the_set_is_large_enough_to_measure_on(gold: PointSet) -> None:
    assert len({one.subject for one in gold.members}) >= 14
    assert len({one.channel for one in gold.members}) >= 3
    assert all(16 <= count <= 34 for count in Counter(one.subject for one in gold.members).values())
    each = Counter((one.subject, one.stance) for one in gold.points)
    assert all(3 <= count <= 6 for count in each.values())
    assert {stance for _, stance in each} == {Stance.BULL, Stance.BEAR}


def test_ids_of_the_set_are_unique_and_every_point_has_arguments(gold: PointSet) -> None:
    ids = [one.id for one in gold.members]
    points = {one.point: one for one in gold.points}
    assert len(set(ids)) == len(ids)
    assert len(points) == len(gold.points)
    assert {one.point for one in gold.members} == set(points)
    for one in gold.members:
        assert (one.subject, one.stance) == (points[one.point].subject, points[one.point].stance), one.id


def test_a_post_has_one_channel_and_one_day(gold: PointSet) -> None:
    posts = {(one.post, one.channel, one.date, one.poster) for one in gold.members}
    assert len(posts) == len({one.post for one in gold.members})


def test_the_set_is_in_both_languages_and_many_points_are_too(gold: PointSet) -> None:
    chinese = [one for one in gold.members if one.language is Language.CHINESE]
    traditional = [one for one in chinese if one.text.translate(HANS) != one.text]
    assert 0.4 <= len(chinese) / len(gold.members) <= 0.55
    assert len(traditional) >= 25
    assert sum(len(spoken) == 2 for spoken in languages(gold.members).values()) >= 25


def test_the_set_has_points_of_all_sizes_repeats_and_unknown_holders(gold: PointSet) -> None:
    sizes = Counter(Counter(one.point for one in gold.members).values())
    assert sizes[1] >= 10
    assert sum(count for size, count in sizes.items() if size >= 5) >= 10
    assert sum(one.copy_of is not None for one in gold.members) >= 6
    assert sum(one.unknown for one in gold.points) >= 20
    again = Counter((one.point, one.holder) for one in gold.members if one.holder and one.copy_of is None)
    assert sum(count > 1 for count in again.values()) >= 6
    aspects = {(one.point, one.aspect) for one in gold.members}
    assert len(aspects) >= len(gold.points) + 30


def test_a_copy_repeats_an_earlier_argument_of_its_point(gold: PointSet) -> None:
    members = {one.id: one for one in gold.members}
    for copy in (one for one in gold.members if one.copy_of is not None):
        original = members[str(copy.copy_of)]
        assert (original.point, original.copy_of) == (copy.point, None)
        assert original.date <= copy.date


def test_people_of_a_point_are_its_named_holders_without_copies(gold: PointSet) -> None:
    for point in gold.points:
        members = [one for one in gold.members if one.point == point.point and one.copy_of is None]
        assert point.people == len({one.holder for one in members if one.holder}), point.point
        assert point.unknown == any(one.holder is None for one in members), point.point


def test_pairs_name_points_of_both_sides_of_one_subject_once(gold: PointSet) -> None:
    points = {one.point: one for one in gold.points}
    listed = [(one.point, one.other) for one in gold.pairs]
    assert len(set(listed)) == len(listed)
    for left, right in listed:
        assert points[left].subject == points[right].subject
        assert points[left].stance is points[right].stance.opposite


def test_there_are_enough_pairs_of_each_relation(gold: PointSet) -> None:
    counts = Counter(one.relation for one in gold.pairs)
    assert len(gold.pairs) >= 150
    assert min(counts[GoldSpeech.REBUTS], counts[GoldSpeech.QUALIFIES]) >= 45
    speaking = counts[GoldSpeech.REBUTS] + counts[GoldSpeech.QUALIFIES]
    assert counts[GoldSpeech.IGNORES] == pytest.approx(speaking, abs=5)


def test_every_pair_of_one_aspect_is_judged_or_left_to_the_reader(gold: PointSet) -> None:
    judged = {frozenset((one.point, one.other)) for one in gold.pairs}
    sides = [(a, b) for a in gold.points for b in gold.points if a.subject == b.subject and a.aspect is b.aspect]
    both = [frozenset((a.point, b.point)) for a, b in sides if a.stance is b.stance.opposite]
    assert both
    assert all(pair in judged for pair in both)


def test_some_points_of_each_side_are_answered_and_some_are_not(gold: PointSet) -> None:
    for stance in (Stance.BULL, Stance.BEAR):
        each = [one.point in gold.answered for one in gold.points if one.stance is stance]
        assert 0.3 < sum(each) / len(each) < 0.9


def test_nothing_that_is_learnt_from_says_what_the_set_says(gold: PointSet) -> None:
    ours = [shingles(one.text) for one in gold.members]
    known = frozenset().union(*ours)
    learnt = [shingles(text) & known for _, text in texts_of(LEARNT_FROM)]
    near = [parts for parts in learnt if len(parts) >= LEAST]
    assert learnt
    assert not [n for n, mine in enumerate(ours) if any(len(mine & parts) >= ALIKE * len(mine) for parts in near)]
