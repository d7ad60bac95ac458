"""README's tables are the claim: read from between two marks, held against a run, and written there by one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation.tables import NOTHING, REACH, Better, Row, Section, shown

START, END = "<!-- make eval: figures -->", "<!-- make eval: end -->"
ROUNDING = 0.0005
"""Half of the last place that a table shows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a figure: a section's title, a row's name, a column."""

    section: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.column}, {self.section}: {self.row}"


Claims = Mapping[Cell, float]


class NoMarks(Exception):
    """A document without the two marks, or with them in the wrong order."""


def read_claims(document: str) -> Claims:
    """The figures of every table between the marks. Errors: NoMarks; ValueError where a cell holds no figure."""
    claims: dict[Cell, float] = {}
    for table in re.split(r"\n\s*\n", _between(document)):
        lines = [_cells(line) for line in table.splitlines() if line.startswith("|")]
        if lines:
            claims |= _claims_of(lines)
    return claims


def _claims_of(lines: Sequence[Sequence[str]]) -> dict[Cell, float]:
    (title, *columns), _rule, *rows = lines
    return {
        Cell(title, name, column): float(figure)
        for name, *figures in rows
        for column, figure in zip(columns, figures, strict=True)
        if column != REACH and figure != NOTHING
    }


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _between(document: str) -> str:
    return document[_bounds(document)]


def _bounds(document: str) -> slice:
    start, end = document.find(START), document.find(END)
    if start < 0 or end < start:
        raise NoMarks(f"there is no {START} … {END}")
    return slice(start + len(START), end)


def write_claims(file: Path, report: str) -> None:
    """Put a report between the marks, in place of what stands there. Errors: NoMarks."""
    document = file.read_text(encoding="utf-8")
    bounds = _bounds(document)
    file.write_text(f"{document[: bounds.start]}\n{report}\n{document[bounds.stop :]}", encoding="utf-8")


def broken_claims(claims: Claims, sections: Sequence[Section], always: str) -> list[str]:
    """A line for each figure that a run does not keep, no longer gives, or gives of the column `always` unclaimed.

    Other columns are held to their claims where the run has them.
    """
    measured = {Cell(section.title, row.name, column): row for section, row, column in _places(sections)}
    columns = {cell.column for cell in measured} | {always}
    claimed = {cell: figure for cell, figure in claims.items() if cell.column in columns}
    broken = [
        f"{cell} is {_now(measured.get(cell), cell.column)}; README claims {figure:g}"
        for cell, figure in claimed.items()
        if cell not in measured or not _keeps(measured[cell], cell.column, figure)
    ]
    unclaimed = [
        f"{cell} is {_now(row, always)}; README claims nothing"
        for cell, row in measured.items()
        if cell.column == always and row.figures[always] is not None and cell not in claims
    ]
    return broken + unclaimed


def _now(row: Row | None, column: str) -> str:
    return shown(row.figures[column]) if row else "not measured"


def _places(sections: Sequence[Section]) -> Iterator[tuple[Section, Row, str]]:
    return ((section, row, column) for section in sections for row in section.rows for column in row.figures)


def _keeps(row: Row, column: str, claimed: float) -> bool:
    figure = row.figures[column]
    if figure is None:
        return False
    fall = claimed - figure if row.better is Better.HIGHER else figure - claimed
    return fall <= row.slack + ROUNDING
