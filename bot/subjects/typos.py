"""Names that were misspelt: "nvida", "xaiomi", "chipolte"."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

SHORTEST = 5
"""Letters of a name that can be told from another word with one letter wrong."""
SHORT = 3
"""Letters of a word, beside another, that must be right."""
LONG = 8
"""Letters of a name that bears two wrong ones."""


class Typos:
    """Names to be guessed from misspelt words, and the ordinary words that are never taken for one."""

    def __init__(self, names: Iterable[str], ordinary: Mapping[str, int]) -> None:
        self._ordinary = ordinary
        by_length = defaultdict[int, list[str]](list)
        for name in names:
            if len(name) >= SHORTEST and name.isascii():
                by_length[len(name)].append(name)
        self._by_length = {length: _OfALength.of(some) for length, some in by_length.items()}

    def nearest(self, word: str) -> tuple[str, ...]:
        """The names nearest to a word or two in lower case: one letter off, or two where the name is long."""
        if len(word) < SHORTEST or all(part in self._ordinary for part in word.split()):
            return ()
        likely = [name for name in self._likely(word) if _begins_alike(name, word)]
        if not likely:
            return ()
        # Imported here: most questions hold no word that looks like a name, and loading it takes a while.
        from rapidfuzz.distance import OSA

        distances = {name: OSA.distance(name, word, score_cutoff=_bearable(len(name))) for name in likely}
        near = {
            name: distance
            for name, distance in distances.items()
            if distance <= _bearable(len(name)) and _words_agree(name, word, OSA.distance)
        }
        best = min(near.values(), default=0)
        return tuple(name for name, distance in near.items() if distance == best)

    def _likely(self, word: str) -> Iterable[str]:
        """What shares nearly all letters: cheap, and never leaves out a name within reach."""
        letters = np.uint32(_letters(word))
        for length in range(len(word) - 2, len(word) + 3):
            there, off = self._by_length.get(length), _bearable(length)
            if there and abs(length - len(word)) <= off:
                for row in np.flatnonzero(np.bitwise_count(there.letters ^ letters) <= 2 * off).tolist():
                    yield there.names[row]


@dataclass(frozen=True, slots=True)
class _OfALength:
    """Names of one length, and beside each the letters that occur in it."""

    names: Sequence[str]
    letters: NDArray[np.uint32]

    @classmethod
    def of(cls, names: Sequence[str]) -> Self:
        return cls(names, np.array([_letters(name) for name in names], np.uint32))


def _bearable(length: int) -> int:
    return 2 if length >= LONG else 1


def _words_agree(name: str, word: str, distance: Callable[[str, str], int]) -> bool:
    """Of two words each may have one letter wrong, and a short one none: "its energy" is not Iris Energy."""
    parts, own = word.split(), name.split()
    if len(own) == 1 and len(parts) == 1:
        return True
    if len(own) != len(parts):
        return False
    return all(a == b or (min(len(a), len(b)) > SHORT and distance(a, b) <= 1) for a, b in zip(own, parts, strict=True))


def _letters(word: str) -> int:
    """Which letters occur, as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31 if letter.isalpha() else 0)
    return bits


def _begins_alike(name: str, word: str) -> bool:
    """People seldom get a first letter wrong: two may change places, and a long word may have one too many."""
    return name[0] == word[0] or name[:2] == word[1::-1] or (len(name) < len(word) and name[:4] == word[1:5])
