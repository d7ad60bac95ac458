"""How arguments that were found are counted against those that are there."""

import pytest

from benchmarks.evaluation.extraction import band, judge_arguments
from benchmarks.evaluation.figures import f1, right_of_surest, share_of, stated_off, trap_rate
from benchmarks.evaluation.gold import Reading
from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.running import Saved
from bot.domain.argument import Stance
from tests.evaluation.invented import (
    GROWS,
    NAMES,
    OWES,
    RAW,
    STORY,
    found,
    gold_argument,
    gold_paste,
    saved,
    subject,
    trap,
)

BOTH = gold_paste(gold_argument(GROWS), gold_argument(OWES, stance="bear"))


def judged(of: Saved) -> list[Judgement]:
    return judge_arguments(of, NAMES)


def test_one_of_two_found_and_one_false_alarm_give_a_half() -> None:
    assert f1(judged(saved(BOTH, found(GROWS), found(STORY)))) == 0.5


def test_nothing_found_gives_nothing() -> None:
    assert f1(judged(saved(BOTH))) == 0
    assert f1(judged(Saved(BOTH, RAW, None))) == 0


def test_a_quote_that_the_paste_does_not_hold_is_a_false_alarm() -> None:
    assert f1(judged(saved(BOTH, found(GROWS), found("Orchard Rail is for sale")))) == 0.5


def test_a_second_finding_on_an_argument_counts_neither_way() -> None:
    halves = found(GROWS), found(GROWS.removeprefix("Orchard "))
    assert f1(judged(saved(gold_paste(gold_argument(GROWS)), *halves))) == 1


def test_one_finding_stands_for_one_argument() -> None:
    both = found(f"{GROWS}. {OWES}")
    assert share_of(Matter.FOUND)(judged(saved(BOTH, both))) == 0.5


@pytest.mark.parametrize("arguments", [(found(GROWS),), (found(GROWS), found(OWES))])
def test_an_optional_argument_counts_neither_way(arguments: tuple[object, ...]) -> None:
    gold = gold_paste(gold_argument(GROWS), gold_argument(OWES, optional=True))
    items = judged(saved(gold, *arguments))  # type: ignore[arg-type]
    assert f1(items) == 1
    assert share_of(Matter.SIDE)(items) == 1


def test_an_optional_argument_takes_only_what_no_other_wants() -> None:
    whole = f"{GROWS}.\n{OWES}"
    gold = gold_paste(gold_argument(whole, optional=True), gold_argument(GROWS))
    assert share_of(Matter.FOUND)(judged(saved(gold, found(f"{GROWS}.\n{OWES[:-5]}")))) == 1


def test_a_trap_is_taken_where_a_finding_is_more_on_it_than_on_an_argument() -> None:
    gold = gold_paste(gold_argument(OWES), traps=(trap(STORY),))
    assert trap_rate(judged(saved(gold, found(STORY)))) == 1
    assert trap_rate(judged(saved(gold, found(OWES)))) == 0
    assert trap_rate(judged(saved(gold, found(f"{OWES}.\n{STORY}")))) == 0


def test_nothing_of_a_duplicate_is_counted_again() -> None:
    assert judged(saved(gold_paste(gold_argument(GROWS), duplicate_of="posts/alpha/00.txt"), found(STORY))) == []


def test_the_side_of_a_rejected_view_is_the_views_and_its_holder_the_one_quoted() -> None:
    raw = "Wren Talbot says Orchard Rail will double. I do not believe it."
    quote = "Orchard Rail will double"
    gold = gold_paste(gold_argument(quote, raw, holder="Wren Talbot", attributed=True), author_ok=("ledger",))
    views, authors = found(quote, holder="talbotw"), found(quote, holder="ledger", stance=Stance.BEAR)
    for argument, is_right in ((views, 1), (authors, 0)):
        items = judged(saved(gold, argument, raw=raw))
        assert share_of(Matter.SIDE)(items) == is_right
        assert share_of(Matter.HOLDER)(items) == is_right


def test_an_author_may_be_called_by_any_of_the_right_names() -> None:
    gold = gold_paste(gold_argument(GROWS, holder="Ledger of the North"), author_ok=("ledger_n",))
    assert share_of(Matter.HOLDER)(judged(saved(gold, found(GROWS, holder="@ledger_n")))) == 1
    assert share_of(Matter.HOLDER)(judged(saved(gold, found(GROWS)))) == 0


def test_another_reading_is_right_too() -> None:
    other = Reading(stance=Stance.BEAR, subject="Alder Bank")
    gold = gold_paste(gold_argument(GROWS, alt=(other,)))
    items = judged(saved(gold, found(GROWS, stance=Stance.BEAR, subject=subject("Alder Bank"))))
    assert share_of(Matter.SIDE)(items) == share_of(Matter.SUBJECT)(items) == 1


def test_arguments_on_one_stretch_share_the_weight_of_one() -> None:
    sides = found(GROWS), found(GROWS, stance=Stance.BEAR, subject=subject("Alder Bank"))
    items = judged(saved(BOTH, *sides, found(OWES, stance=Stance.BEAR)))
    assert share_of(Matter.SIDE)(items) == 0.75
    assert share_of(Matter.SUBJECT)(items) == 1


def test_a_subject_goes_by_any_of_its_names() -> None:
    for name, is_right in (("果园铁路", 1), ("$ORC", 1), ("Orchard Rail (ORC)", 1), ("Meta", 0)):
        items = judged(saved(gold_paste(gold_argument(GROWS)), found(GROWS, subject=subject(name))))
        assert share_of(Matter.SUBJECT)(items) == is_right


def test_a_common_word_is_no_companys_name_inside_a_longer_one() -> None:
    assert [NAMES.subject(name) for name in ("META", "the meta trend")] == ["Meta", "the meta trend"]


def test_confidence_is_held_to_how_many_are_right() -> None:
    def side(*, right: bool, confidence: float) -> Judgement:
        return Judgement(matter=Matter.SIDE, right=right, where="", what="", confidence=confidence)

    sides = [side(right=True, confidence=0.9)] * 3 + [side(right=False, confidence=0.5)] * 2
    assert right_of_surest(sides) == 1
    assert stated_off(sides) == pytest.approx(abs(0.74 - 0.6))


def test_stated_confidence_falls_into_bands() -> None:
    assert [band(stated) for stated in (0.5, 0.6, 0.8)] == [
        "stated 0.0 to 0.6",
        "stated 0.6 to 0.7",
        "stated 0.8 or more",
    ]
