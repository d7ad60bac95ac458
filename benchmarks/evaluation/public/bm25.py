"""Okapi BM25, what any words index gives.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

K1, B = 1.2, 0.75


class Bm25:
    """An index of texts, each a list of words, by their places in the list."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._scores: dict[str, dict[int, float]] = defaultdict(dict)
        held = Counter(word for words in texts for word in set(words))
        average = sum(map(len, texts)) / len(texts)
        for place, words in enumerate(texts):
            room = K1 * (1 - B + B * len(words) / average)
            for word, count in Counter(words).items():
                rarity = log(1 + (len(texts) - held[word] + 0.5) / (held[word] + 0.5))
                self._scores[word][place] = rarity * count * (K1 + 1) / (count + room)

    def ranking(self, words: Sequence[str]) -> list[int]:
        """The places of all texts that hold a word of the question, best first."""
        scores: dict[int, float] = defaultdict(float)
        for word in words:
            for place, score in self._scores.get(word, {}).items():
                scores[place] += score
        return sorted(scores, key=lambda place: -scores[place])
