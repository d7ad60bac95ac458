"""Arguments that may become evidence, and how they are ranked."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.answers.fold import fold, language_of, words_of
from bot.domain.argument import Argument, ArgumentId
from bot.domain.post import Post
from bot.domain.text import Language

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True)
class Candidate:
    """A saved argument and its post. `standing` is its deviation in meaning from what else the question found in its
    language, in standard deviations: cosines of two languages, or of two questions, can't be compared.
    """

    argument: Argument
    post: Post
    standing: float = 0

    @cached_property
    def folded(self) -> str:
        return fold(self.argument.quote)

    @cached_property
    def language(self) -> Language:
        return language_of(self.argument.quote)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(words_of(self.folded))


def fuse(rankings: Sequence[Sequence[Item]], k: int = 60) -> dict[Item, float]:
    """Merge rankings of one pool into scores, the higher the better.

    Shapes: r rankings of any lengths in; every item that occurs, once, out.
    Units:  ranks count from 1; a score is the sum of 1 / (k + rank).
    Source: Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion", SIGIR 2009.
    """
    scores: dict[Item, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, 1):
            scores[item] = scores.get(item, 0) + 1 / (k + rank)
    return scores


def by_language(candidates: Sequence[Candidate], order: Sequence[ArgumentId]) -> list[list[ArgumentId]]:
    """One ranking as a ranking for each language: the embedding prefers the asker's, whatever is said in the other."""
    languages = {one.argument.argument_id: one.language for one in candidates}
    return [[item for item in order if languages.get(item) is language] for language in Language]
