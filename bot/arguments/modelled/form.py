"""The form that a model fills in: its schema is what the server is held to, its checks what we are."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ValidationError

from bot.domain.argument import Aspect, Kind, Stance


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
    claim: str


def _of_the_form(items: object) -> object:
    """Without those that are not: one slip of a weak model must not cost the rest."""
    return [item for item in items if _fits(item)] if isinstance(items, list) else items


def _fits(item: object) -> bool:
    try:
        ToldArgument.model_validate(item)
    except ValidationError:
        return False
    return True


class Told(BaseModel, frozen=True):
    """All that a model says of what it was shown."""

    arguments: Annotated[tuple[ToldArgument, ...], BeforeValidator(_of_the_form)]
