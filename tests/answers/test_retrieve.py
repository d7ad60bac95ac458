"""Ranking, relevance and choice, as they work on lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.candidates import Candidate, fuse
from bot.answers.interpret import Understanding
from bot.answers.matters import Matter, spotted
from bot.answers.relevance import relevant, standings
from bot.answers.selection import diverse, grouped
from bot.domain.argument import Aspect, Stance
from bot.domain.question import Query
from bot.domain.subject import Subject
from bot.domain.text import Language, Locale
from tests.answers.given import XIAOMI_AUTO, View, by, evidence


def candidate(n: int, view: View, standing: float = 0) -> Candidate:
    item = evidence(n, view)
    return Candidate(item.argument, item.post, standing)


def asked(*matters: str, bare: tuple[str, ...] = (), subjects: tuple[Subject, ...] = ()) -> Understanding:
    query = Query(text="?", language=Language.ENGLISH, locale=Locale.ENGLISH, subjects=subjects)
    return Understanding(query, tuple(Matter(name) for name in matters), bare, "?")


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True)))
def test_fusing_keeps_every_argument_once(rankings: list[list[str]]) -> None:
    assert set(fuse(rankings)) == {item for ranking in rankings for item in ranking}


def test_what_several_rankings_find_comes_first() -> None:
    scores = fuse([["a", "b", "c"], ["b", "d"]])
    assert max(scores, key=lambda item: scores[item]) == "b"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("its dividend", ["shareholders.dividend"]),
        ("分红和回购", ["shareholders.buyback", "shareholders.dividend"]),
        ("valuation", ["valuation"]),
        ("free cash flow", ["cash.flow"]),
        ("price war", ["competition.pricewar"]),
        ("nothing of the kind", []),
    ],
)
def test_matters_are_spotted_the_narrow_before_the_broad(text: str, names: list[str]) -> None:
    assert sorted(one.matter.name for one in spotted(text)) == names


def test_a_narrow_matter_is_answered_by_who_names_it_in_any_language() -> None:
    found = [
        candidate(1, View("分红率承诺了七成五。", aspect=Aspect.SHAREHOLDERS)),
        candidate(2, View("They bought back a tenth of the shares.", aspect=Aspect.SHAREHOLDERS)),
        candidate(3, View("Orders halved.")),
    ]
    assert relevant(found, asked("shareholders.dividend")) == found[:1]


def test_a_broad_matter_is_answered_by_what_was_labelled_with_it_too() -> None:
    found = [
        candidate(1, View("Nobody dreams of this badge.", aspect=Aspect.BRAND)),
        candidate(2, View("Orders halved.")),
    ]
    assert relevant(found, asked("brand")) == found[:1]


def test_a_matter_that_no_quote_names_is_not_answered_by_the_nearest_meaning() -> None:
    found = [candidate(n, View(f"Orders fell {n} times."), standing=3.0) for n in range(1, 9)]
    assert relevant(found, asked("shareholders.dividend")) == []


def test_words_that_no_matter_explains_may_be_answered_by_meaning_where_it_stands_out() -> None:
    found = [candidate(1, View("Orders halved."), standing=2.5), candidate(2, View("Prices fell."), standing=0.5)]
    assert relevant(found, asked(bare=("queues",), subjects=(XIAOMI_AUTO,))) == found[:1]


def test_words_alone_are_answered_only_by_who_shares_one() -> None:
    found = [candidate(1, View("Orders halved."), standing=2.5), candidate(2, View("The queues are gone."))]
    assert relevant(found, asked(bare=("queues",))) == found[1:]
    assert relevant(found, asked(bare=("zxmn",))) == []


@given(st.lists(st.floats(min_value=-1, max_value=1), max_size=20))
def test_standings_are_deviations(similarities: list[float]) -> None:
    found = standings(similarities)
    assert len(found) == len(similarities)
    assert abs(sum(found)) < 1e-6


def test_one_text_is_grouped_whoever_says_it_and_only_on_one_side() -> None:
    said = "Every dealer sits on ninety days of unsold stock."
    same = [candidate(1, by("ann", View(said))), candidate(2, by("ben", View(said.replace("Every", "Each"))))]
    longer = candidate(3, by("cy", View(f"Look, {said} That is all.")))
    other_side = candidate(4, by("dee", View(said, stance=Stance.BULL)))
    other = candidate(5, by("eve", View("The warranty excludes the battery.")))
    groups = grouped([*same, longer, other_side, other])
    assert [[one.argument.argument_id for one in group] for group in groups] == [["a1", "a2", "a3"], ["a4"], ["a5"]]


GROWTH = "data center revenue grew {} percent because demand exceeds supply."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (GROWTH.format(53), GROWTH.format(82)),
        ("Data center revenue of 2026 is sold out already.", "Data center revenue of 2027 is sold out already."),
        ("The 4nm line is what they cannot fill this year.", "The 3nm line is what they cannot fill this year."),
        ("margins will rise because the price war is over", "margins will not rise because the price war is not over"),
        ("gross margins will rise again next year", "gross margins will fall again next year"),
        ("they will sell more cars there than at home", "they will sell fewer cars there than at home"),
        ("第三季度交付4万辆，超出所有人的预期。", "第三季度交付2万辆，超出所有人的预期。"),
        ("毛利率明年还会继续往上升，因为电池便宜了。", "毛利率明年还会继续往下降，因为电池便宜了。"),
        ("这家公司的管理层值得信任，账目清楚。", "这家公司的管理层不值得信任，账目清楚。"),
    ],
)
def test_quotes_that_differ_in_a_number_a_denial_or_a_direction_are_two(left: str, right: str) -> None:
    found = [candidate(1, by("ann", View(left))), candidate(2, by("ben", View(right)))]
    assert [len(group) for group in grouped(found)] == [1, 1]


def test_quotes_that_write_one_number_in_two_ways_are_one() -> None:
    texts = ("orders at the plant fell 30% in Q3, they say", "orders at the plant fell 30 percent in Q3, they say")
    found = [candidate(n, by(f"ann{n}", View(text))) for n, text in enumerate(texts, 1)]
    assert [len(group) for group in grouped(found)] == [2]


def test_each_of_a_group_is_one_with_every_other() -> None:
    first, second = "Dealers sit on unsold stock.", "The warranty excludes the battery."
    texts = (f"{first} {second}", first, second)
    found = [candidate(n, by(f"ann{n}", View(text))) for n, text in enumerate(texts, 1)]
    assert [len(group) for group in grouped(found)] == [2, 1]


def test_a_new_voice_is_heard_before_the_same_one_again() -> None:
    loud = [candidate(n, by("loud", View(f"Reason {n} of many."))) for n in range(1, 6)]
    quiet = candidate(6, by("quiet", View("Another thing altogether.")))
    scores = {one.argument.argument_id: 1 - one_rank / 20 for one_rank, one in enumerate([*loud, quiet])}
    chosen = diverse([[one] for one in [*loud, quiet]], scores, 3)
    assert "quiet" in [group[0].argument.holder for group in chosen]
    assert chosen[0] == [loud[0]]
