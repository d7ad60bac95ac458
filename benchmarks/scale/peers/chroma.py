"""Chroma, persistent, as its guide has it: HNSW with its own settings, here by cosine."""

from pathlib import Path

import chromadb  # type: ignore[import-not-found]

from benchmarks.scale.peers.running import FOUND, Asked, Documents, main

AT_A_TIME = 5_000
"""Chroma takes at most 5,461 at once."""


class Chroma:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, documents: Documents) -> None:
        self._collection = self._client().create_collection("casebook", metadata={"hnsw:space": "cosine"})
        for start in range(0, len(documents), AT_A_TIME):
            self._put(start, documents.part(start, start + AT_A_TIME))

    def open(self) -> None:
        self._collection = self._client().get_collection("casebook")

    def search(self, asked: Asked) -> list[int]:
        wanted = {"channel": asked.channel}
        if asked.subject is not None:
            wanted = {"$and": [wanted, {"subject": asked.subject}]}  # type: ignore[dict-item]
        found = self._collection.query(query_embeddings=[asked.vector], n_results=FOUND, where=wanted, include=[])
        return [int(one) for one in found["ids"][0]]

    def add(self, row: int, document: Documents) -> None:
        self._put(row, document)

    def _client(self) -> "chromadb.ClientAPI":
        settings = chromadb.Settings(anonymized_telemetry=False)
        return chromadb.PersistentClient(path=str(self._folder), settings=settings)

    def _put(self, start: int, documents: Documents) -> None:
        self._collection.add(
            ids=[str(start + row) for row in range(len(documents))],
            embeddings=documents.vectors,
            documents=list(documents.words),
            metadatas=[
                {"channel": channel, "subject": subject}
                for channel, subject in zip(documents.channels, documents.subjects, strict=True)
            ],
        )


if __name__ == "__main__":
    main(Chroma)
