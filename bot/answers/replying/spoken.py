"""What a point says, in the words of those who hold it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Self

from bot.answers.cues import cues
from bot.answers.fold import fold, words_of
from bot.answers.replying.hedging import Hedge, Hedges, hedges_in
from bot.answers.replying.naming import matters_in
from bot.domain.case import Point
from bot.domain.post import PostId

READ = 3
"""Texts of a point that are read: its own, and its best quotes."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is read in a text. `words` without those that any sentence may have."""

    words: frozenset[str]
    matters: frozenset[str]
    hedges: Hedges


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is read in a point's texts. `posts` say it; `quoted` are what these repost or reply to."""

    texts: tuple[Heard, ...]
    posts: frozenset[PostId] = frozenset()
    quoted: frozenset[PostId] = frozenset()

    @classmethod
    def in_texts(cls, texts: Sequence[str]) -> Self:
        return cls(tuple(heard_in(text) for text in texts))

    @classmethod
    def by(cls, point: Point) -> Self:
        quotes = (one.argument.quote for one in point.evidence)
        spoken = cls.in_texts(list(dict.fromkeys([point.text, *quotes]))[:READ])
        posts = [one.post for one in point.evidence]
        quoted = frozenset(post.quotes_post for post in posts if post.quotes_post is not None)
        return replace(spoken, posts=frozenset(post.post_id for post in posts), quoted=quoted)

    @property
    def words(self) -> frozenset[str]:
        return frozenset[str]().union(*(one.words for one in self.texts))

    @property
    def matters(self) -> frozenset[str]:
        return frozenset[str]().union(*(one.matters for one in self.texts))

    def share(self, hedge: Hedge) -> float:
        """How much of what is said has it, 0 to 1."""
        return sum(hedge in one.hedges for one in self.texts) / max(1, len(self.texts))

    def replies_to(self, other: Self) -> bool:
        """Whether one of its posts reposts or replies to one of the other's."""
        return not self.quoted.isdisjoint(other.posts)


@lru_cache(maxsize=4096)
def heard_in(text: str) -> Heard:
    folded = fold(text)
    return Heard(frozenset(words_of(folded)) - _empty(), matters_in(folded), hedges_in(folded))


@cache
def _empty() -> frozenset[str]:
    return frozenset(cues("cues", "stop"))
