"""Forms that a model fills in, and how leniently what it wrote is read."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import from_json

from bot.errors import ModelAnswerUnusable
from bot.llm.chat import Form

Items = TypeVar("Items")
OPENINGS = 20
"""Brackets in prose that are tried as the beginning of the form."""
_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
_THOUGHT = re.compile(r"\A.*</think>", re.DOTALL)
"""Some servers keep the tag to themselves that opens it."""
NOT_STRICT = ("default", "minLength", "maxLength")
"""Of a JSON schema, what servers refuse in a strict one. The form holds to it all the same when it is read."""


def _those_that_fit(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    if value is None:
        return validate([])
    if not isinstance(value, list | tuple):
        return validate(value)
    return validate([item for item in value if _fits(item, validate)])


def _fits(item: Any, validate: ValidatorFunctionWrapHandler) -> bool:
    try:
        validate([item])
    except ValidationError:
        return False
    return True


Tolerant = Annotated[Items, WrapValidator(_those_that_fit)]
"""`Tolerant[list[Item]]`, also with `tuple[Item, ...]`: items of another type are left out, and null is none."""


def filled_in(text: str, form: type[Form]) -> Form:
    """The form as the model filled it in: bare, fenced, with prose around it, or cut off where it still makes one.

    Errors: ModelAnswerUnusable.
    """
    bare = _FENCE.sub("", _THOUGHT.sub("", text)).strip()
    for value in _values(bare):
        filled = _validated(value, form)
        if filled is not None:
            return filled
    raise ModelAnswerUnusable


def _values(text: str) -> Iterator[object]:
    """What could be the form, the likeliest first. A bracket in the middle of prose may be anything."""
    starts = [match.start() for match in re.finditer(r"\{", text)][:OPENINGS]
    for start in [0, *starts] if text.startswith("[") else starts:
        yield from _read(text[start:])


def _read(text: str) -> Iterator[object]:
    """A value that the text begins with; else what there is of one that is cut off."""
    try:
        yield json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        try:
            yield from_json(text, allow_partial=True)
        except ValueError:
            return


def _validated(value: object, form: type[Form]) -> Form | None:
    """None where it is something else: none of its keys is one of the form's, or its values are not."""
    fields = form.model_fields
    if isinstance(value, list) and value and len(fields) == 1 and all(isinstance(item, dict) for item in value):
        value = dict.fromkeys(fields, value)
    if not isinstance(value, dict) or (fields and not fields.keys() & value.keys()):
        return None
    try:
        return form.model_validate(value)
    except ValidationError:
        return None


def strict_schema(schema: object, *, named: bool = False) -> object:
    """A JSON schema without what a strict one may not say. `named`: its keys are names of fields, and all stay."""
    if isinstance(schema, list):
        return [strict_schema(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    names = ("properties", "$defs")
    return {
        key: strict_schema(part, named=not named and key in names)
        for key, part in schema.items()
        if named or key not in NOT_STRICT
    }
