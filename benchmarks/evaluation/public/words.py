"""Words as the product's search has them: stems, each with how much it tells in a pool of texts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Self

from bot.answers.fold import fold, words_of


def stems(text: str) -> list[str]:
    return words_of(fold(text))


@dataclass(frozen=True, slots=True)
class Pool:
    """How many of `size` texts hold each word."""

    size: int
    held: Counter[str]

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> Self:
        return cls(len(texts), Counter(word for words in texts for word in set(words)))

    def weight(self, word: str) -> float:
        """The inverse document frequency, for a word that no text holds too."""
        return log((self.size + 1) / (self.held[word] + 0.5))

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """A text as a vector of unit length: counts by their weights."""
        raw = {word: count * self.weight(word) for word, count in Counter(words).items()}
        length = sqrt(sum(value * value for value in raw.values()))
        return {word: value / length for word, value in raw.items()} if length else raw


def overlap(left: dict[str, float], right: dict[str, float]) -> float:
    """The cosine of two texts' words, 0 to 1."""
    short, long = sorted((left, right), key=len)
    return sum(value * long.get(word, 0.0) for word, value in short.items())
