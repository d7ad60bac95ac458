"""A row of the public section: the product's figure with what asks for no product beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from benchmarks.evaluation.figures import LEARNT
from benchmarks.evaluation.tables import Better, Figure, Row

OURS, TRIVIAL = "public", "public, trivial"

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two figures of one measure on the same items."""

    ours: Figure
    trivial: Figure

    def row(self, name: str, reach: Figure = None, better: Better = Better.HIGHER) -> Row:
        return Row(
            name=name, figures={OURS: self.ours, TRIVIAL: self.trivial}, reach=reach, better=better, slack=LEARNT
        )


def read_records(file: Path, record: type[Record]) -> Iterator[Record]:
    """The lines of a set's file. Errors: FileNotFoundError; ValidationError of pydantic for a line of another form."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield record.model_validate_json(line)
