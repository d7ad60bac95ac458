"""What a post argues."""

from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, Field

from bot.domain.subject import Subject
from bot.domain.text import Span

ArgumentId = NewType("ArgumentId", str)


class Stance(StrEnum):
    """Toward the argument's own subject."""

    BULL = "bull"
    BEAR = "bear"
    NEUTRAL = "neutral"

    @property
    def opposite(self) -> "Stance":
        return {Stance.BULL: Stance.BEAR, Stance.BEAR: Stance.BULL}.get(self, Stance.NEUTRAL)


class Kind(StrEnum):
    FACT = "fact"
    FORECAST = "forecast"
    OPINION = "opinion"


class Aspect(StrEnum):
    """What of the subject an argument speaks to: a closed list."""

    BRAND = "brand"
    PRODUCT = "product"
    TECHNOLOGY = "technology"
    SAFETY = "safety"
    USERS = "users"
    DEMAND = "demand"
    GROWTH = "growth"
    COMPETITION = "competition"
    PRICING = "pricing"
    MARGINS = "margins"
    COSTS = "costs"
    SUPPLY = "supply"
    EARNINGS = "earnings"
    CASH = "cash"
    DEBT = "debt"
    SHAREHOLDERS = "shareholders"
    VALUATION = "valuation"
    MANAGEMENT = "management"
    STRATEGY = "strategy"
    REGULATION = "regulation"
    MACRO = "macro"
    SENTIMENT = "sentiment"
    OTHER = "other"


class ArgumentDraft(BaseModel, frozen=True):
    """An argument as it was found in a post's body, before it is kept.

    Units: `stance_confidence` is the calibrated chance that `stance` is right, 0 to 1.
    """

    claim: str = Field(min_length=1)
    """One self-contained sentence, in the quote's language; every word of substance stands in the post."""
    span: Span
    """Of the post's body; `span.of(body)` is the verbatim quote."""
    stance: Stance
    stance_confidence: float = Field(ge=0, le=1)
    subject: Subject
    aspect: Aspect
    holder: str | None
    """Who holds the view: the author, or whom the author reports; None where the post doesn't say."""
    kind: Kind


class Argument(ArgumentDraft, frozen=True):
    """A kept argument. `quote` is sliced from the stored body when it is read, never stored beside it."""

    argument_id: ArgumentId
    quote: str
