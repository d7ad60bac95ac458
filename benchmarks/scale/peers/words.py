"""bm25s: words alone, its own settings; a filter is a mask over all documents. It can't add: the index is made anew."""

import json
from pathlib import Path

import bm25s  # type: ignore[import-not-found]
import numpy as np

from benchmarks.scale.peers.running import FOUND, Asked, Documents, main, read_documents


class Words:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Documents) -> None:
        self._folder.mkdir(exist_ok=True)
        retriever = bm25s.BM25()
        retriever.index([words.split() for words in documents.words], show_progress=False)
        retriever.save(self._folder)
        marks = {"channels": list(documents.channels), "subjects": list(documents.subjects)}
        (self._folder / "marks.json").write_text(json.dumps(marks))

    def open(self) -> None:
        self._retriever = bm25s.BM25.load(self._folder)
        marks = json.loads((self._folder / "marks.json").read_text())
        self._channels, self._subjects = np.array(marks["channels"]), np.array(marks["subjects"])

    def search(self, asked: Asked) -> list[int]:
        mask = self._channels == asked.channel
        if asked.subject is not None:
            mask &= self._subjects == asked.subject
        rows, scores = self._retriever.retrieve(
            [list(asked.words)], k=FOUND, weight_mask=mask.astype(np.float32), show_progress=False
        )
        return [int(row) for row, score in zip(rows[0], scores[0], strict=True) if score > 0]

    def add(self, row: int, document: Documents) -> None:  # noqa: ARG002 - there is no way to add one
        self.build(read_documents(self._folder.parent, "documents"))


if __name__ == "__main__":
    main(Words)
