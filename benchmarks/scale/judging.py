"""How much of what an exact search finds, others find too."""

from collections import defaultdict
from collections.abc import Sequence
from math import log, log2
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from benchmarks.scale.handing import Handed
from benchmarks.scale.peers.running import FOUND, Asked

K1, B = 1.2, 0.75


def recall(handed: Handed, found: Sequence[Sequence[int]], *, of_subject: bool) -> float:
    """The share of the FOUND nearest by exact cosine that is among what was found, on average over the questions."""
    shares = []
    for asked, rows in zip(handed.questions, found, strict=False):
        among = _among(handed, asked, of_subject=of_subject)
        cosines = handed.vectors[among] @ asked.vector
        nearest = among[np.argsort(-cosines, kind="stable")[:FOUND]]
        shares.append(len(set(nearest.tolist()) & set(rows)) / len(nearest))
    return mean(shares)


def likeness_in_words(handed: Handed, found: Sequence[Sequence[int]], *, of_subject: bool) -> tuple[float, float]:
    """Recall and nDCG at FOUND against BM25 over all words of the question, counted within the channel.

    Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009; the gain of a document is its score.
    Questions whose words stand nowhere are left out; of equal scores any is right.
    """
    exact = Exact(handed)
    recalls, gains = list[float](), list[float]()
    for asked, rows in zip(handed.questions, found, strict=False):
        among = _among(handed, asked, of_subject=of_subject)
        scores = exact.scores(asked)[np.searchsorted(exact.rows, among)]
        best = np.sort(scores[scores > 0])[::-1][:FOUND]
        if not len(best):
            continue
        by_row = dict(zip(among.tolist(), scores.tolist(), strict=True))
        got = [by_row.get(row, 0.0) for row in rows[:FOUND]]
        recalls.append(sum(one >= best[-1] * (1 - 1e-6) for one in got) / len(best))
        gains.append(_gain(got) / _gain(best.tolist()))
    return mean(recalls), mean(gains)


def _gain(scores: Sequence[float]) -> float:
    return sum(score / log2(place + 2) for place, score in enumerate(scores))


def _among(handed: Handed, asked: Asked, *, of_subject: bool) -> NDArray[np.intp]:
    inside = np.array(handed.channels) == asked.channel
    if of_subject:
        inside &= np.array(handed.subjects) == asked.subject
    return np.flatnonzero(inside)


class Exact:
    """BM25 over the documents of the channel that is asked about."""

    def __init__(self, handed: Handed) -> None:
        self.rows = _among(handed, handed.questions[0], of_subject=False)
        self._postings: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        lengths = np.zeros(len(self.rows))
        for place, row in enumerate(self.rows):
            words = handed.words[row].split()
            lengths[place] = len(words)
            for word in words:
                self._postings[word][place] += 1
        self._norms = K1 * (1 - B + B * lengths / lengths.mean())

    def scores(self, asked: Asked) -> NDArray[np.float64]:
        """Of each of `rows`."""
        scores = np.zeros(len(self.rows))
        for word in dict.fromkeys(asked.words):
            posting = self._postings.get(word)
            if posting:
                places, counts = np.array(list(posting)), np.array(list(posting.values()), np.float64)
                rarity = log(1 + (len(self.rows) - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += rarity * counts * (K1 + 1) / (counts + self._norms[places])
        return scores
