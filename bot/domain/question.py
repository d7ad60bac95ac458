"""What is asked, and what that was understood to mean."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

from bot.domain.argument import Aspect, Stance
from bot.domain.subject import Subject
from bot.domain.text import Kept, Language, Locale


class Question(BaseModel, frozen=True):
    """A question as it was asked, the ones before it in the conversation (oldest first), and the day it is asked on."""

    text: Kept
    after: tuple[Kept, ...] = ()
    asked_on: date
    spoken: Locale | None = None
    """What the asker is shown elsewhere: says which script a Chinese answer is in where the question's does not."""
    answer_in: Locale | None = None
    """The answer's locale whatever the question's language; None: the asker's."""


class Asks(StrEnum):
    """What a question wants to hear first: what is argued, by whom, or when."""

    WHAT = "what"
    WHO = "who"
    WHEN = "when"


class Query(BaseModel, frozen=True):
    """What a question was understood to mean.

    Dates are inclusive and of the post, not of its saving. `unknown` are names that the question puts where a subject
    stands and that no table or alias knows: an answer about something else would be wrong.
    """

    text: str
    language: Language
    """What the question is written in, which says how it is read."""
    locale: Locale
    """The words in which it is answered."""
    subjects: tuple[Subject, ...] = ()
    stance: Stance | None = None
    aspects: tuple[Aspect, ...] = ()
    author: str | None = None
    since: date | None = None
    until: date | None = None
    comparison: bool = False
    asks: Asks = Asks.WHAT
    unknown: tuple[str, ...] = ()
    terms: tuple[str, ...] = Field(default=())
    """Words of the question that carry its matter, for the search by words."""
