"""Companies and what else an argument can be about."""

from enum import StrEnum
from typing import NewType

from pydantic import BaseModel

from bot.domain.post import Ticker
from bot.domain.text import Kept, Span

SubjectKey = NewType("SubjectKey", str)
"""`xiaomi` for a company, `xiaomi/auto` for a brand or segment of it, `$XIACY.US` for one known by a cashtag alone."""


class SubjectKind(StrEnum):
    COMPANY = "company"
    SEGMENT = "segment"
    INDEX = "index"
    COIN = "coin"


class Subject(BaseModel, frozen=True):
    """What an argument is about. `name` is the English display name; `name_zh` the simplified Chinese one."""

    key: SubjectKey
    name: str
    name_zh: str | None = None
    kind: SubjectKind = SubjectKind.COMPANY
    tickers: tuple[Ticker, ...] = ()

    @property
    def company(self) -> SubjectKey:
        """The key of the company that a segment belongs to; its own for everything else."""
        return SubjectKey(self.key.split("/")[0])

    @property
    def lasting_name(self) -> str:
        """By what it is found again also after all that is held on it was deleted: the table keeps its name, and one
        that a cashtag alone made known has nothing but its key."""
        return self.key if self.key.startswith("$") else self.name

    def covers(self, other: SubjectKey) -> bool:
        """Whether an argument about `other` is about this too: a company covers its segments."""
        return other == self.key or other.startswith(f"{self.key}/")


class Mention(BaseModel, frozen=True):
    """A place in a text where a subject is meant, and how sure that is (0 to 1).

    A weak mention (a person, a product shared by several) hints at the subject and does not name it.
    """

    subject: Subject
    span: Span
    confidence: float
    weak: bool = False


class Alias(BaseModel, frozen=True):
    """A channel's own name for a company. `learned` came from a cashtag, not from a person."""

    name: Kept
    company: Kept
    added_by: Kept
    learned: bool = False
