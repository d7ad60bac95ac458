"""LanceDB: exact where there are fewer than its guide asks an index for, else IVF_PQ as it builds it by itself."""

from pathlib import Path

import lancedb  # type: ignore[import-not-found]
import pyarrow as pa  # type: ignore[import-not-found]

from benchmarks.scale.peers.running import FOUND, Asked, Documents, main

AT_A_TIME = 50_000
WORTH_AN_INDEX = 100_000


class Lance:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Documents) -> None:
        parts = [documents.part(at, at + AT_A_TIME) for at in range(0, len(documents), AT_A_TIME)]
        table = lancedb.connect(self._folder).create_table("casebook", _rows(0, parts[0]))
        for number, part in enumerate(parts[1:], 1):
            table.add(_rows(number * AT_A_TIME, part))
        table.create_scalar_index("channel")
        table.create_scalar_index("subject")
        if len(documents) > WORTH_AN_INDEX:
            table.create_index(metric="cosine", vector_column_name="vector")
        table.optimize()

    def open(self) -> None:
        self._table = lancedb.connect(self._folder).open_table("casebook")

    def search(self, asked: Asked) -> list[int]:
        wanted = f"channel = '{asked.channel}'"
        if asked.subject is not None:
            wanted += f" AND subject = '{asked.subject}'"
        search = self._table.search(asked.vector, vector_column_name="vector").distance_type("cosine")
        found = search.where(wanted, prefilter=True).select(["row", "_distance"]).limit(FOUND).to_arrow()
        return [int(row) for row in found["row"].to_pylist()]

    def add(self, row: int, document: Documents) -> None:
        self._table.add(_rows(row, document))


def _rows(start: int, documents: Documents) -> pa.Table:
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(documents.vectors.ravel()), documents.vectors.shape[1])
    return pa.table(
        {
            "row": pa.array(range(start, start + len(documents)), pa.int64()),
            "channel": list(documents.channels),
            "subject": list(documents.subjects),
            "words": list(documents.words),
            "vector": vectors,
        }
    )


if __name__ == "__main__":
    main(Lance)
