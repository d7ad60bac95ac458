"""The form that a model fills in on a debate."""

from enum import StrEnum

from pydantic import BaseModel

from bot.domain.case import Relation
from bot.llm.forms import Tolerant


class ToldRelation(StrEnum):
    """How two points speak to each other. Who grants a point does not contradict it, and is contradicted all the same:
    that is said of one of the two."""

    REBUTS = "rebuts"
    BULL_QUALIFIES = "bull_qualifies"
    BEAR_QUALIFIES = "bear_qualifies"

    @property
    def to_bull(self) -> Relation:
        """How the point against answers."""
        return _ANSWERS[self][0]

    @property
    def to_bear(self) -> Relation:
        """How the point for answers."""
        return _ANSWERS[self][1]


_ANSWERS = {
    ToldRelation.REBUTS: (Relation.REBUTS, Relation.REBUTS),
    ToldRelation.BULL_QUALIFIES: (Relation.IGNORES, Relation.QUALIFIES),
    ToldRelation.BEAR_QUALIFIES: (Relation.QUALIFIES, Relation.IGNORES),
}


class ToldReply(BaseModel, frozen=True):
    """That two points speak to each other. `bull` and `bear` are numbers that the model was shown."""

    bull: int
    bear: int
    relation: ToldRelation


class ToldReplies(BaseModel, frozen=True):
    """All pairs that do."""

    replies: Tolerant[tuple[ToldReply, ...]]
