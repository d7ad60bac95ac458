"""The form that a model fills in: its schema is what the server is held to, its checks what we are."""

from pydantic import BaseModel

from bot.domain.argument import Aspect, Kind, Stance
from bot.domain.text import Kept
from bot.llm.forms import Tolerant


class ToldArgument(BaseModel, frozen=True):
    """What a model says that a post argues. `post` and `units` are numbers that it was shown; `holder` is None where
    the post's author speaks."""

    post: int
    units: tuple[int, ...]
    subject: str
    holder: str | None
    stance: Stance
    aspect: Aspect
    kind: Kind
    claim: Kept


class Told(BaseModel, frozen=True):
    """All that a model says of what it was shown: one slip of a weak one does not cost the rest."""

    arguments: Tolerant[tuple[ToldArgument, ...]]
