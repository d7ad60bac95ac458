"""Which side the words of a sentence take: tables in two languages, with negation and with what rises or falls."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.arguments.tables import read_table

_RUN = re.compile(r"[a-z][a-z'&-]*(?:[\s,]+[a-z][a-z'&-]*)*[\s,]*|[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z][a-z'&-]*")


class Role(Enum):
    """What a word does; the names are the tables' keys."""

    BULL = auto()
    BEAR = auto()
    GOOD_NOUNS = auto()
    BAD_NOUNS = auto()
    UP = auto()
    DOWN = auto()
    NEGATIONS = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the tables, and where it stands: words counted in English, characters in Chinese."""

    at: int
    role: Role


@dataclass(frozen=True, slots=True)
class _Table:
    """One language's words. A stem matches every word that begins with it."""

    words: Mapping[str, frozenset[Role]]
    stems: Mapping[str, frozenset[Role]]
    longest: int
    joint: str
    """What stands between the units of a phrase: a space in English, nothing in Chinese."""
    reach: int
    """How many units before a word can turn it round, or belong to what rises or falls."""

    def hits(self, units: Sequence[str]) -> Iterator[Hit]:
        at = 0
        while at < len(units):
            length, roles = self._match(units, at)
            yield from (Hit(at, role) for role in sorted(roles, key=lambda role: role.value))
            at += length

    def _match(self, units: Sequence[str], at: int) -> tuple[int, frozenset[Role]]:
        """The longest entry that begins at a place, its length in units; 1 and no role where there is none."""
        for length in range(min(self.longest, len(units) - at), 0, -1):
            roles = self.words.get(self.joint.join(units[at : at + length]))
            if roles:
                return length, roles
        word = units[at]
        found = (self.stems[word[:n]] for n in range(len(word), 2, -1) if word[:n] in self.stems)
        return 1, next(found, frozenset())


def _table(language: str, joint: str, reach: int) -> _Table:
    words: dict[str, set[Role]] = {}
    stems: dict[str, set[Role]] = {}
    for role in Role:
        text = read_table("polarity")[language][role.name.lower()]
        for entry in (part.strip() for part in re.split(r"[;\n]" if joint else r"\s+", text)):
            if entry.endswith("*"):
                stems.setdefault(entry[:-1], set()).add(role)
            elif entry:
                words.setdefault(entry, set()).add(role)
    longest = max(len(word.split(joint)) if joint else len(word) for word in words)
    frozen = {word: frozenset(roles) for word, roles in words.items()}
    return _Table(frozen, {stem: frozenset(roles) for stem, roles in stems.items()}, longest, joint, reach)


NAMES = ("bull", "bear", "not bull", "not bear", "up good", "up bad", "down good", "down bad", "good", "bad", "up",
         "down", "negations", "balance", "last", "first")  # fmt: skip


class Lexicon:
    """Both languages' tables."""

    def __init__(self) -> None:
        self._english = _table("en", " ", 4)
        self._chinese = _table("zh", "", 8)

    @classmethod
    def load(cls) -> Self:
        return cls()

    def polarity(self, text: str) -> NDArray[np.float32]:
        """Counts of `NAMES` for simplified text: (16,)."""
        counts = dict.fromkeys(NAMES, 0.0)
        sides: list[float] = []
        for match in _RUN.finditer(text):
            chinese = match.group()[0] >= "\u3400"
            table = self._chinese if chinese else self._english
            units = list(match.group()) if chinese else _WORD.findall(match.group())
            sides += _count(list(table.hits(units)), table.reach, counts)
        counts["balance"] = sum(sides)
        counts["last"], counts["first"] = (sides[-1], sides[0]) if sides else (0.0, 0.0)
        return np.array([counts[name] for name in NAMES], dtype=np.float32)


def _count(hits: Sequence[Hit], reach: int, counts: dict[str, float]) -> list[float]:
    """Add one run's hits to the counts; the side of each that takes one, in order: 1 bull, -1 bear."""
    sides = []
    moves = {hit.at for hit in hits if hit.role in (Role.UP, Role.DOWN) and _moved(hit, hits, reach)[1]}
    for hit in hits:
        if hit.at in moves and hit.role in (Role.BULL, Role.BEAR):
            continue  # "falls" is bad by itself; of costs it is good
        name, side = _judged(hit, hits, reach)
        if name:
            counts[name] += 1
        if side:
            sides.append(side)
    return sides


def _judged(hit: Hit, hits: Sequence[Hit], reach: int) -> tuple[str, float]:
    """What a hit counts as, and the side that it takes."""
    turned = any(o.role is Role.NEGATIONS and 0 < hit.at - o.at <= max(2, reach // 2) for o in hits)
    if hit.role in (Role.BULL, Role.BEAR):
        side = 1.0 if hit.role is Role.BULL else -1.0
        return (f"not {hit.role.name.lower()}", -side) if turned else (hit.role.name.lower(), side)
    if hit.role in (Role.UP, Role.DOWN):
        return _moved(hit, hits, reach)
    plain = {Role.GOOD_NOUNS: "good", Role.BAD_NOUNS: "bad", Role.NEGATIONS: "negations"}
    return plain[hit.role], 0.0


def _moved(hit: Hit, hits: Sequence[Hit], reach: int) -> tuple[str, float]:
    """A rise or a fall with the nearest thing that it can be of: margins up is good, debt up is bad."""
    direction = hit.role.name.lower()
    near = [o for o in hits if o.role in (Role.GOOD_NOUNS, Role.BAD_NOUNS) and 0 < abs(o.at - hit.at) <= reach]
    if not near:
        return direction, 0.0
    noun = min(near, key=lambda o: abs(o.at - hit.at))
    good = noun.role is Role.GOOD_NOUNS
    return f"{direction} {'good' if good else 'bad'}", 1.0 if good == (hit.role is Role.UP) else -1.0
