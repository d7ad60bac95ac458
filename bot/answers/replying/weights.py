"""How much each sign counts. `python -m benchmarks.relations` chooses the numbers on points of our own."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel

from bot.answers.replying.hedging import Hedge


class ByPlace(BaseModel, frozen=True):
    """What makes up the likeness of two points of which only the places are known."""

    base: float
    near: float
    lead: float


class ByWords(BaseModel, frozen=True):
    """The same where their words are known too; the two can be compared."""

    base: float
    near: float
    lead: float
    words: float
    matters: float


class Granting(BaseModel, frozen=True):
    """Log-odds that a point grants what it speaks to and limits it, by how much more it hedges than that."""

    base: float
    hedges: Mapping[Hedge, float]


class Weights(BaseModel, frozen=True):
    space: str
    """In which places lay when these were chosen: what is near in one may be far in another."""
    by_place: ByPlace
    by_words: ByWords
    granting: Granting


@cache
def load_weights() -> Weights:
    return Weights.model_validate_json((files("bot.answers") / "data" / "replies.json").read_bytes())
