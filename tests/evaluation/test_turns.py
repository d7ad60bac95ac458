"""The measure of who is said to have changed their mind: on sides that are read right, and on others."""

from benchmarks.evaluation.judging import Judgement, Matter
from benchmarks.evaluation.turns import turns_section


def judged(*, wrong: int, confidence: float) -> list[Judgement]:
    """Fifty arguments of each side, of which some are read as the other."""
    sides = [("bull", "bear"), ("bear", "bull")]
    return [
        Judgement(
            matter=Matter.SIDE,
            right=n >= wrong,
            where="here",
            what=f"{gold} {n}",
            said=f"{other if n < wrong else gold} {confidence:.2f}",
            gold=gold,
            confidence=confidence,
        )
        for gold, other in sides
        for n in range(50)
    ]


def test_where_all_sides_are_read_right_all_who_turned_are_found_and_nobody_else() -> None:
    false, found = turns_section(judged(wrong=0, confidence=0.9)).rows
    assert set(false.figures.values()) == {0.0}
    assert set(found.figures.values()) == {1.0}


def test_where_no_side_is_sure_nobody_is_said_to_have_turned() -> None:
    false, found = turns_section(judged(wrong=25, confidence=0.6)).rows
    assert set(false.figures.values()) == set(found.figures.values()) == {0.0}


def test_sides_that_are_surely_read_wrong_are_counted_against_it() -> None:
    false, _ = turns_section(judged(wrong=10, confidence=0.9)).rows
    assert all(0 < (share or 0) < 0.2 for share in false.figures.values())
