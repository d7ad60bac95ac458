"""ArguAna's counter-arguments, asked for by side: "arguments for …", "arguments against …".

Source: Wachsmuth, Syed and Stein, "Retrieval of the Best Counterargument without Prior Topic Knowledge", ACL 2018.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel

from benchmarks.evaluation.public.bm25 import Bm25
from benchmarks.evaluation.public.counters import Pool, counter_rows
from benchmarks.evaluation.public.measures import mean, ndcg, share_of_top
from benchmarks.evaluation.public.rows import Compared, read_records
from benchmarks.evaluation.public.words import stems
from benchmarks.evaluation.tables import Better, Row
from bot.answers.candidates import fuse

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder, Matrix, Vector

DEPTH = 100
"""Of each search, what is merged."""
LOOKED = 20
"""Of what is merged, what is ordered anew by side: more lets in what is on the side and beside the matter."""
FOR, AGAINST = "It is good and right because: ", "It is bad and harmful, and wrong: "
"""Before a thesis: a text on its side is somewhat nearer to the first (AUC .59). Chosen on this set, which has no other
part, and as good on either half of its theses. The side that the product reads in a first clause says nothing
here (AUC .53)."""

Ranking = Sequence[str]
"""Documents' ids, best first."""


class Document(BaseModel, frozen=True):
    doc_id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}".strip()


class StanceQuestion(BaseModel, frozen=True):
    """`wrong_stance` are the documents of the same debate that speak for the other side."""

    thesis: str
    query: str
    stance: Literal["pro", "con"]
    relevant: frozenset[str]
    wrong_stance: frozenset[str]

    @property
    def sign(self) -> int:
        return 1 if self.stance == "pro" else -1


async def debate_rows(folder: Path, embedder: "Embedder") -> list[Row]:
    documents = list(read_records(folder / "docs.jsonl", Document))
    questions = list(read_records(folder / "stance_queries.jsonl", StanceQuestion))
    trivial = by_words(documents, [question.query for question in questions])
    meant = await embedder.passages([document.whole for document in documents])
    ours = await ranked(documents, questions, Embedded(embedder, meant))
    pool = Pool({document.doc_id: document.whole for document in documents}, meant)

    def compared(figure: Callable[[StanceQuestion, Ranking], float]) -> Compared:
        return Compared(*(mean(map(figure, questions, rankings)) for rankings in (ours, trivial)))

    return [
        compared(lambda asked, ranking: ndcg(ranking, asked.relevant)).row("ArguAna: asked for one side, nDCG@10"),
        compared(lambda asked, ranking: share_of_top(ranking, asked.wrong_stance)).row(
            "… of the wrong side among the first ten", better=Better.LOWER
        ),
        *await counter_rows(pool, embedder.name),
    ]


def by_words(documents: Sequence[Document], texts: Sequence[str]) -> list[Ranking]:
    index = Bm25([stems(document.whole) for document in documents])
    return [[documents[place].doc_id for place in index.ranking(stems(text))] for text in texts]


@dataclass(frozen=True, slots=True)
class Embedded:
    """What embeds questions, and what it made of the documents: (n, d)."""

    embedder: "Embedder"
    documents: "Matrix"


async def ranked(
    documents: Sequence[Document], questions: Sequence[StanceQuestion], embedded: Embedded
) -> list[Ranking]:
    """By the words and the meaning of the thesis; the best of these then by which side they are nearer to as well."""
    theses = [question.thesis for question in questions]
    meant, embedder = embedded.documents, embedded.embedder
    near = [await embedder.query(thesis) for thesis in theses]
    leaning = [await embedder.query(FOR + thesis) - await embedder.query(AGAINST + thesis) for thesis in theses]
    ids = [document.doc_id for document in documents]
    rankings: list[Ranking] = []
    for question, words, thesis, side in zip(questions, by_words(documents, theses), near, leaning, strict=True):
        best = best_of([words[:DEPTH], in_order(ids, meant @ thesis)[:DEPTH]])
        asked = in_order(ids, meant @ (side * question.sign))
        rankings.append([*best_of([best[:LOOKED], within(asked, best[:LOOKED])]), *best[LOOKED:]])
    return rankings


def in_order(ids: Sequence[str], scores: "Vector") -> Ranking:
    return [ids[place] for place in np.argsort(-scores, kind="stable")]


def within(ranking: Ranking, chosen: Collection[str]) -> Ranking:
    kept = frozenset(chosen)
    return [item for item in ranking if item in kept]


def best_of(rankings: Sequence[Ranking]) -> Ranking:
    scores = fuse(rankings)
    return sorted(scores, key=lambda item: -scores[item])
