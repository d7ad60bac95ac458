"""The form that a model fills in on a debate."""

from typing import Literal

from pydantic import BaseModel

from bot.domain.case import Relation
from bot.llm.forms import Tolerant


class ToldReply(BaseModel, frozen=True):
    """That two points speak to each other. `bull` and `bear` are numbers that the model was shown."""

    bull: int
    bear: int
    relation: Literal[Relation.REBUTS, Relation.QUALIFIES]


class ToldReplies(BaseModel, frozen=True):
    """All pairs that do."""

    replies: Tolerant[tuple[ToldReply, ...]]
