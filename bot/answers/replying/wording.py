"""What two points say in common: the words of their texts, and the matters that these name in either language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Self

from bot.answers.replying.spoken import Spoken

AROUND = 5
"""How many points more of the subject are reckoned with: where few are told, it is no news that two share a word."""


@dataclass(frozen=True, slots=True)
class Common:
    """What two points have in common beside where they lie.

    Units: `words` is a cosine, 0 to 1; `matters` is about 2 for a matter that nobody else names, 0 for none.
    """

    words: float
    matters: float
    in_reply: bool
    """Whether a post of the one reposts or replies to one of the other."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How rare words and matters are among the points of a subject."""

    points: int
    words: Counter[str]
    matters: Counter[str]

    @classmethod
    def of(cls, every: Sequence[Spoken]) -> Self:
        words, matters = (Counter[str]() for _ in range(2))
        for one in every:
            words.update(one.words)
            matters.update(one.matters)
        return cls(len(every) + AROUND, words, matters)

    def common(self, one: Spoken, other: Spoken) -> Common:
        return Common(
            words=self._shared_words(one.words, other.words),
            matters=sum(self._rarity(name) for name in one.matters & other.matters),
            in_reply=one.replies_to(other) or other.replies_to(one),
        )

    def _shared_words(self, one: frozenset[str], other: frozenset[str]) -> float:
        lengths = sqrt(self._weight(one) * self._weight(other))
        return self._weight(one & other) / lengths if lengths else 0.0

    def _rarity(self, matter: str) -> float:
        return log((self.points + 1) / (self.matters[matter] + 0.5))

    def _weight(self, words: Iterable[str]) -> float:
        return sum(log((self.points + 1) / (self.words[word] + 0.5)) ** 2 for word in words)
