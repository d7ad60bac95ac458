"""What a message claims, and what saved arguments of the other side say against it."""

from pydantic import BaseModel

from bot.domain.answer import Evidence, Held
from bot.domain.argument import Aspect, Stance
from bot.domain.subject import Subject


class Claim(BaseModel, frozen=True):
    """What a message argues, in its own words. It is kept nowhere.

    Units: `confidence` is the calibrated chance that `stance` is right, 0 to 1.
    """

    quote: str
    subject: Subject | None
    """None where the message names no company."""
    stance: Stance
    """Bull or bear."""
    confidence: float
    aspect: Aspect


class Countered(BaseModel, frozen=True):
    """A claim with what speaks against it, the most direct first; without evidence where nothing is near enough."""

    claim: Claim
    evidence: tuple[Evidence, ...] = ()


class Counter(BaseModel, frozen=True):
    """The other side of a message. Evidence is numbered from 1 through all claims, each argument under one of them.

    `held` counts what there is on the other side of the subjects where nothing is near enough.
    """

    claims: tuple[Countered, ...] = ()
    """In the order of the message."""
    either: tuple[Countered, ...] = ()
    """Claims that may be meant either way, each twice, as if it were for its subject and as if it were against; the
    evidence of each is numbered for itself."""
    left_out: int = 0
    """Further claims, less sure of their side, that nothing was looked for against."""
    is_cut: bool = False
    """Whether only the beginning of the message was read."""
    held: tuple[Held, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks against the claims whose side is clear."""
        return tuple(one for claim in self.claims for one in claim.evidence)
