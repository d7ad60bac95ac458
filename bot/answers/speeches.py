"""What people said of a subject in their own dated posts, one after the other, out of all stores that are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.answers.voices import person
from bot.domain.argument import ArgumentId, Stance
from bot.domain.post import ChannelId
from storage import Spoken

_UNFAMILIAR = -1


@dataclass(frozen=True, slots=True)
class Speech:
    """Where an argument is kept."""

    shelf: ChannelId | None
    argument_id: ArgumentId


@dataclass(frozen=True, slots=True)
class Speeches:
    """A row each, by person and subject, then by day. `day` is a proleptic ordinal, `aspect` a code."""

    at: Sequence[Speech]
    people: Mapping[str, int]
    subjects: Mapping[str, int]
    person: NDArray[np.int64]
    subject: NDArray[np.int64]
    aspect: NDArray[np.int64]
    day: NDArray[np.int64]
    bull: NDArray[np.bool_]
    confidence: NDArray[np.float64]

    @property
    def group(self) -> NDArray[np.int64]:
        """A number for each person on each subject."""
        number: NDArray[np.int64] = self.person * (len(self.subjects) + 1) + self.subject
        return number

    def of(self, who: str, subject: str) -> NDArray[np.intp]:
        """The rows of a person on a subject, the earliest first."""
        person, key = self.people.get(who, _UNFAMILIAR), self.subjects.get(subject, _UNFAMILIAR)
        return np.flatnonzero((self.person == person) & (self.subject == key))

    def on_side(self, rows: NDArray[np.intp], stance: Stance) -> NDArray[np.intp]:
        taken: NDArray[np.intp] = rows[self.bull[rows] == (stance is Stance.BULL)]
        return taken


def known_person(name: str | None) -> str | None:
    """Somebody in particular, however the name is written: no camp, and nobody whose name is one of many's."""
    return person(name) if name else None


def speeches_of(found: Mapping[ChannelId | None, Spoken]) -> Speeches:
    """A person is one in all stores; only who wrote a post speaks in it, whomever it reports."""
    people, subjects = dict[str, int](), dict[str, int]()
    at, parts = list[Speech](), [np.empty((6, 0))]
    for shelf, spoken in found.items():
        rows, columns = _own_words(spoken, people, subjects)
        at += [Speech(shelf, spoken.ids[row]) for row in rows]
        parts.append(columns)
    columns = np.concatenate(parts, axis=1)
    order = np.lexsort((columns[3], columns[1], columns[0]))
    who, subject, aspect, day, bull = columns[:5, order].astype(np.int64)
    told = [at[row] for row in order]
    return Speeches(told, people, subjects, who, subject, aspect, day, bull.astype(np.bool_), columns[5, order])


def _own_words(
    spoken: Spoken, people: dict[str, int], subjects: dict[str, int]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Which rows are their author's own, and their columns with numbers that hold in all stores."""
    holder, author = (_numbers(names, people)[codes] for names, codes in _names(spoken))
    own = np.flatnonzero((holder != _UNFAMILIAR) & (holder == author))
    number = np.array([subjects.setdefault(key, len(subjects)) for key in spoken.subjects] or [0])
    columns = (holder, number[spoken.subject], spoken.aspect, spoken.day, spoken.bull, spoken.confidence)
    return own, np.stack([column[own].astype(np.float64) for column in columns])


def _names(spoken: Spoken) -> tuple[tuple[Sequence[str], NDArray[np.int32]], ...]:
    return (spoken.holders, spoken.holder), (spoken.authors, spoken.author)


def _numbers(names: Sequence[str], people: dict[str, int]) -> NDArray[np.int64]:
    """By the names' codes."""
    folded = map(known_person, names)
    return np.array([people.setdefault(one, len(people)) if one else _UNFAMILIAR for one in folded] or [_UNFAMILIAR])
