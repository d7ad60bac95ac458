"""README's tables are read, held against a run, and written."""

from pathlib import Path

import pytest

from benchmarks.evaluation.claims import END, START, Cell, NoMarks, broken_claims, read_claims, write_claims
from benchmarks.evaluation.figures import FIGURES
from benchmarks.evaluation.pastes import TITLE
from benchmarks.evaluation.tables import Better, Figure, Row, Section

README = Path(__file__).parents[2] / "README.md"
OWN = "own"


def section(recall: Figure, leaks: Figure = 0, *, title: str = "pastes", **others: Figure) -> Section:
    return Section(
        title,
        (
            Row(name="recall", figures={OWN: recall} | others, reach=0.9, slack=0.02),
            Row(name="leaks", figures={OWN: leaks}, better=Better.LOWER),
        ),
    )


def document(*sections: Section) -> str:
    return f"# Title\n\n{START}\nmachine, day\n\n" + "\n\n".join(one.markdown() for one in sections) + f"\n{END}\n| a |"


def test_a_table_reads_back_as_its_figures() -> None:
    assert read_claims(document(section(0.75, 2, other=None))) == {
        Cell("pastes", "recall", OWN): 0.75,
        Cell("pastes", "leaks", OWN): 2,
    }


def test_sections_are_told_apart_by_their_titles() -> None:
    both = section(0.7), section(0.6, title="public")
    assert broken_claims(read_claims(document(*both)), both, OWN) == []
    swapped = section(0.6), section(0.7, title="public")
    assert len(broken_claims(read_claims(document(*both)), swapped, OWN)) == 1


@pytest.mark.parametrize(("recall", "leaks", "broken"), [(0.73, 0, 0), (0.729, 0, 1), (0.9, 0, 0), (0.73, 1, 1)])
def test_a_figure_may_fall_by_its_slack_and_no_further(recall: float, leaks: int, broken: int) -> None:
    assert len(broken_claims(read_claims(document(section(0.75))), [section(recall, leaks)], OWN)) == broken


def test_a_broken_claim_names_the_figure() -> None:
    assert broken_claims(read_claims(document(section(0.75))), [section(0.5)], OWN) == [
        "own, pastes: recall is .500; README claims 0.75"
    ]


def test_a_figure_that_is_no_longer_measured_is_broken() -> None:
    claims = read_claims(document(section(0.75)))
    assert len(broken_claims(claims, [section(None)], OWN)) == 1
    assert len(broken_claims(claims, [], OWN)) == 2


def test_another_set_is_judged_only_where_it_is_there() -> None:
    claims = read_claims(document(section(0.75, other=0.75)))
    assert broken_claims(claims, [section(0.75)], OWN) == []
    assert len(broken_claims(claims, [section(0.75, other=0.5)], OWN)) == 1


@pytest.mark.parametrize("before", [document(section(0.5)), f"# Title\n\n{START}\n{END}\n| a |"], ids=["full", "empty"])
def test_figures_are_written_between_the_marks_and_nowhere_else(before: str, tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(before, encoding="utf-8")
    write_claims(file, section(0.75).markdown())
    written = file.read_text(encoding="utf-8")
    assert read_claims(written)[Cell("pastes", "recall", OWN)] == 0.75
    assert (written.startswith("# Title\n\n"), written.endswith("| a |")) == (True, True)


def test_a_document_without_marks_claims_nothing_by_mistake() -> None:
    with pytest.raises(NoMarks):
        read_claims(section(0.5).markdown())


def test_a_figure_of_our_own_set_that_readme_does_not_claim_is_broken() -> None:
    claims = read_claims(document(section(None, other=0.75)))
    assert broken_claims(claims, [section(0.75, other=0.75)], OWN) == [
        "own, pastes: recall is .750; README claims nothing"
    ]


def test_readme_has_a_row_for_every_figure() -> None:
    claims = read_claims(README.read_text(encoding="utf-8"))
    assert {cell.row for cell in claims if cell.section == TITLE} == {measure.name for measure in FIGURES}
