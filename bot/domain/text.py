"""Spans of text, and the languages it can be in."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field, model_validator


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

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end
