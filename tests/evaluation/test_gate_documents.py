"""A claim is checked against the passages of a long document that share most with it."""

from benchmarks.evaluation.gate.documents import BEST, Checked, best_passages, grade, overlap, read_passages
from benchmarks.evaluation.gate.evidence import Witnesses

FILLER = " ".join(f"Nothing of note happened in the village on day {n} of that long winter." for n in range(60))
SOURCE = f"{FILLER} The mill by the river burnt down and was never built again. {FILLER}"
TRUE, FALSE = "The mill by the river burnt down.", "The mill by the river made 7000 sacks of flour."


def test_the_best_passages_hold_what_a_claim_speaks_of() -> None:
    passages = best_passages(read_passages(SOURCE), TRUE)
    assert len(passages) == BEST
    assert any("mill by the river burnt" in passage for passage in passages)


def test_a_right_claim_is_graded_above_a_wrong_one() -> None:
    witnesses = Witnesses.load()
    right, wrong = (Checked((claim,), SOURCE, right=claim is TRUE) for claim in (TRUE, FALSE))
    assert grade(right, witnesses, None) > grade(wrong, witnesses, None)
    assert overlap(right) == 1.0 > overlap(wrong)


def test_a_claim_is_as_good_as_its_weakest_sentence() -> None:
    assert overlap(Checked((TRUE, FALSE), SOURCE, right=False)) == overlap(Checked((FALSE,), SOURCE, right=False))
