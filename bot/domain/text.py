"""Spans of text, and the languages it can be in."""

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator

_HALF = re.compile(r"[\ud800-\udfff]")


def keepable(text: str) -> str:
    """`text` as any store and any wire can hold it: without NULs, and a sign for each half character (lone surrogate).

    Clean text is returned as it is.
    """
    # Nearly all text is clean, and looking for one character takes no time.
    bare = text.replace("\0", "") if "\0" in text else text
    return bare if bare.isascii() else _HALF.sub("\ufffd", bare)


Kept = Annotated[str, AfterValidator(keepable)]
"""A text that comes from outside and is kept: names, sources, questions, a model's words. Of what was pasted the intake
takes care, which refuses where this mends: there a NUL says that it is no text."""


class Language(StrEnum):
    """The language that most of a text is written in; traditional and simplified Chinese are both `zh`."""

    ENGLISH = "en"
    CHINESE = "zh"


class Locale(StrEnum):
    """The words that a person is shown, by Discord's tags. What a text is written in is its `Language`."""

    ENGLISH = "en-US"
    SIMPLIFIED = "zh-CN"
    TRADITIONAL = "zh-TW"

    @property
    def language(self) -> Language:
        return Language.ENGLISH if self is Locale.ENGLISH else Language.CHINESE


class Span(BaseModel, frozen=True):
    """Half-open [start, end) of a text, in Unicode code points."""

    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"a span holds at least one character, not [{self.start}, {self.end})")
        return self

    def of(self, text: str) -> str:
        """What stands there in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> "Span":
        """The same stretch where the text begins `by` characters earlier."""
        return Span(start=self.start + by, end=self.end + by)

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end
