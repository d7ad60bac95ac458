"""Text to the encoder's tokens: the likeliest way to lay it out in pieces of its vocabulary.

Source: Kudo, "Subword Regularization", ACL 2018 (the unigram model); the wheel's engine segments alike.
"""

import re
from dataclasses import dataclass
from typing import Self

from bot.embeddings.wheel import Vocabulary

_SPACES = re.compile(" {2,}")
SPACE = "\u2581"
"""What a space is in the vocabulary."""
UNKNOWN_COSTS = 10.0
"""How much less likely than the rarest piece a letter is that stands in none."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The vocabulary, ready to be looked up in."""

    vocabulary: Vocabulary
    longest: int
    unknown: float

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Self:
        return cls(vocabulary, max(map(len, vocabulary.numbers)), min(vocabulary.worth) - UNKNOWN_COSTS)

    def tokens(self, text: str, most: int) -> list[int]:
        """At most `most` tokens, with the one that begins and the one that ends every text."""
        laid = self._laid_out(self._normal(text))
        return [self.vocabulary.begin, *laid[: most - 2], self.vocabulary.end]

    def _normal(self, text: str) -> str:
        mapped = _SPACES.sub(" ", text.translate(self.vocabulary.letters))
        return (mapped if mapped.startswith(" ") else f" {mapped}").replace(" ", SPACE)

    def _laid_out(self, text: str) -> list[int]:
        """Viterbi: of all ways to each place only the best is kept."""
        best, came, by = [0.0] + [-1e30] * len(text), [0] * (len(text) + 1), [0] * (len(text) + 1)
        for start in range(len(text)):
            for end, number, worth in self._from(text, start):
                if best[start] + worth > best[end]:
                    best[end], came[end], by[end] = best[start] + worth, start, number
        laid, at = [], len(text)
        while at:
            laid.append(by[at])
            at = came[at]
        return laid[::-1]

    def _from(self, text: str, start: int) -> list[tuple[int, int, float]]:
        """What can stand at a place: where it ends, its number and its worth."""
        numbers, worth = self.vocabulary.numbers, self.vocabulary.worth
        ends = range(start + 1, min(len(text), start + self.longest) + 1)
        found = [(end, number, worth[number]) for end in ends if (number := numbers.get(text[start:end])) is not None]
        return [*found, (start + 1, self.vocabulary.unknown, self.unknown)]
