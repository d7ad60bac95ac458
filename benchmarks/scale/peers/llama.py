"""LlamaIndex's own default, `SimpleVectorStore`: everything in a dictionary, kept as one JSON file."""

from pathlib import Path

from llama_index.core.schema import TextNode  # type: ignore[import-not-found]
from llama_index.core.vector_stores import SimpleVectorStore  # type: ignore[import-not-found]
from llama_index.core.vector_stores.types import (  # type: ignore[import-not-found]
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)

from benchmarks.scale.peers.running import FOUND, Asked, Documents, main


class Llama:
    def __init__(self, folder: Path) -> None:
        self._path = str(folder / "vectors.json")

    def build(self, documents: Documents) -> None:
        self._store = SimpleVectorStore()
        self._store.add(_nodes(0, documents))
        self._store.persist(self._path)

    def open(self) -> None:
        self._store = SimpleVectorStore.from_persist_path(self._path)

    def search(self, asked: Asked) -> list[int]:
        wanted = [MetadataFilter(key="channel", value=asked.channel)]
        if asked.subject is not None:
            wanted.append(MetadataFilter(key="subject", value=asked.subject))
        query = VectorStoreQuery(
            query_embedding=asked.vector.tolist(), similarity_top_k=FOUND, filters=MetadataFilters(filters=wanted)
        )
        return [int(one) for one in self._store.query(query).ids]

    def add(self, row: int, document: Documents) -> None:
        self._store.add(_nodes(row, document))
        self._store.persist(self._path)


def _nodes(start: int, documents: Documents) -> "list[TextNode]":
    columns = zip(documents.channels, documents.subjects, documents.words, documents.vectors, strict=True)
    return [
        TextNode(
            id_=str(start + row),
            text=words,
            metadata={"channel": channel, "subject": subject},
            embedding=vector.tolist(),
        )
        for row, (channel, subject, words, vector) in enumerate(columns)
    ]


if __name__ == "__main__":
    main(Llama)
