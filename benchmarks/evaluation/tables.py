"""What a section of the report gives: rows of figures, a column for each set or part that was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

REACH = "reach"
"""The head of the column that says what is aimed at; no figure is held to it."""
NOTHING = "–"

Figure = float | int | None
"""A share from 0 to 1, or a count; None where a column has nothing to measure it on."""


class Better(Enum):
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Units: `slack` is how far a figure may be on the wrong side of README's before the run fails."""

    name: str
    figures: Mapping[str, Figure]
    reach: Figure = None
    better: Better = Better.HIGHER
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a title that no other has."""

    title: str
    rows: tuple[Row, ...]

    @property
    def columns(self) -> list[str]:
        """Those of all rows, in the order of their first figures."""
        return list(dict.fromkeys(column for row in self.rows for column in row.figures))

    def markdown(self) -> str:
        """The title as the first column's head, then `reach`, then the columns."""
        columns = self.columns
        lines = [(self.title, REACH, *columns), ("---",) * (len(columns) + 2)]
        lines += [
            (row.name, shown(row.reach), *(shown(row.figures.get(column)) for column in columns)) for row in self.rows
        ]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(figure: Figure) -> str:
    """A share as `.873` or `1.000`, a count as it is."""
    if figure is None:
        return NOTHING
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}".removeprefix("0")
