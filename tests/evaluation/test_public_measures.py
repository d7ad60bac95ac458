"""The measures of the public sets, on rankings and verdicts small enough to be worked out by hand."""

from math import log2

import pytest

from benchmarks.evaluation.public.bm25 import Bm25
from benchmarks.evaluation.public.measures import average_precision, macro_f1, mean, ndcg, share_of_top
from benchmarks.evaluation.public.words import Pool, overlap, stems
from bot.domain.argument import Stance

BULL, BEAR, NEUTRAL = Stance.BULL, Stance.BEAR, Stance.NEUTRAL


def test_each_stance_weighs_the_same_in_macro_f1_however_rare_it_is() -> None:
    gold = [BULL, BULL, BULL, BULL, BEAR, NEUTRAL]
    assert macro_f1(gold, gold) == 1
    # Bulls: 4 of 6 named are right, F1 .8; the other two stances are never named.
    assert macro_f1(gold, [BULL] * 6) == pytest.approx(0.8 / 3)


def test_a_wrong_side_costs_both_stances() -> None:
    # Bulls and bears 1 right of 2 named and 1 of 2 meant (F1 .5), neutral whole.
    assert macro_f1([BULL, BULL, BEAR, BEAR, NEUTRAL], [BULL, BEAR, BEAR, BULL, NEUTRAL]) == pytest.approx(2 / 3)


def test_average_precision_is_the_mean_of_the_precisions_at_each_hit() -> None:
    assert average_precision([0.9, 0.8, 0.7, 0.6], [True, False, True, False]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([0.6, 0.7, 0.8, 0.9], [True, False, True, False]) == pytest.approx((1 / 2 + 2 / 4) / 2)


@pytest.mark.parametrize("right", [[True, False, False], [False, False, True]])
def test_equal_scores_give_the_same_average_precision_in_any_order(right: list[bool]) -> None:
    assert average_precision([0.5, 0.5, 0.5], right) == pytest.approx(1 / 3)


def test_average_precision_of_nothing_right_is_no_figure() -> None:
    with pytest.raises(ZeroDivisionError):
        average_precision([0.5], [False])


def test_ndcg_falls_with_the_rank_of_what_is_relevant() -> None:
    assert ndcg("abc", {"a", "b"}) == 1
    best = 1 + 1 / log2(3)
    assert ndcg("axb", {"a", "b"}) == pytest.approx((1 + 1 / log2(4)) / best)
    assert ndcg("xyz", {"a"}) == 0


def test_only_the_first_ten_count() -> None:
    ranking = list(range(20))
    assert ndcg(ranking, {10}) == 0
    assert ndcg(ranking, set(range(12))) == 1
    assert share_of_top(ranking, {0, 1, 9, 10, 11}) == 0.3


def test_the_mean_of_nothing_is_no_figure() -> None:
    assert mean(iter([1.0, 0.0])) == 0.5
    with pytest.raises(ZeroDivisionError):
        mean([])


def test_words_that_few_texts_hold_weigh_more_in_an_overlap() -> None:
    texts = [stems(text) for text in ("the ferry sails", "the ferry waits", "the lighthouse waits", "the harbour")]
    pool = Pool.of(texts)
    assert pool.weight("the") < pool.weight("ferr") < pool.weight("lighthous")
    rare, common = (overlap(pool.weights(stems(text)), pool.weights(texts[2])) for text in ("lighthouses", "the"))
    assert rare > common > 0
    assert overlap(pool.weights(texts[0]), pool.weights(texts[0])) == pytest.approx(1)


def test_bm25_ranks_by_rare_words_and_leaves_out_what_holds_none() -> None:
    index = Bm25([stems(text) for text in ("the ferry sails", "the ferry waits for the ferry", "the harbour", "gulls")])
    assert index.ranking(stems("ferry")) == [1, 0]
    assert index.ranking(stems("the harbour")) == [2, 1, 0]
    assert index.ranking(stems("nothing")) == []
