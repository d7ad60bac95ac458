"""What part of a channel a search looks at, and what it is asked with."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bot.domain.argument import Aspect, Stance
from bot.domain.subject import SubjectKey


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's vector and the model that made it. Only vectors of one model are ever compared.

    Shapes: (dimensions,) float32, of unit length.
    """

    model: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which of a channel's arguments a search may find. What is left empty allows all.

    A company covers its `company/segment` keys. Dates are inclusive and of the post; an undated post is outside as
    soon as either is set. `holder` is compared as it is written.
    """

    subjects: tuple[SubjectKey, ...] = ()
    stances: tuple[Stance, ...] = ()
    least_confidence: float = 0
    aspects: tuple[Aspect, ...] = ()
    holder: str | None = None
    since: date | None = None
    until: date | None = None
