"""What a message claims, as the extractive engine reads it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.arguments.topics import Topic
from bot.domain.argument import Stance
from bot.domain.counter import Claim
from bot.domain.subject import Subject, SubjectKey

if TYPE_CHECKING:
    from bot.arguments.extract import Found, Unread
    from bot.arguments.extractive import ExtractiveExtractor
    from bot.arguments.outlined import Judged, Outline, Study
    from bot.embeddings.embedder import Vector

NOTHING_NAMED = Subject(key=SubjectKey("-"), name="")
"""What a message is about that names no company: its side can be read all the same."""
UNCLEAR = 0.65
"""A side less sure than this was wrong as often as right in the messages of `tests/evaluation`: both are answered."""
CLEAR = 0.7
"""The least sure side that is answered although the message names no company."""
NEARLY = -4.0
"""Log-odds, over those that an argument needs, of what is answered in a message in which nothing argues outright."""
MOST_CLAIMS = 6
"""Of one message that are answered."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, and the passage vector of its quote where something embeds."""

    claim: Claim
    vector: "Vector | None" = None

    @property
    def is_clear(self) -> bool:
        return self.claim.confidence >= UNCLEAR

    def turned(self, stance: Stance) -> "Claimed":
        """The same, read for this side."""
        return replace(self, claim=self.claim.model_copy(update={"stance": stance}))


async def claims_in(posts: Iterable["Unread"], extractor: "ExtractiveExtractor") -> list[Claimed]:
    """Every claim for or against something, in the order of the posts. Errors: EmbeddingsFailed."""
    return [claimed for one in posts for claimed in await _claims_of(one, extractor)]


def surest(claims: Sequence[Claimed]) -> list[Claimed]:
    """Those that are answered, in their order."""
    ranked = sorted(range(len(claims)), key=lambda n: -claims[n].claim.confidence)
    return [claims[n] for n in sorted(ranked[:MOST_CLAIMS])]


async def _claims_of(unread: "Unread", extractor: "ExtractiveExtractor") -> list[Claimed]:
    study = await extractor.judge(_about_something(await extractor.outline(unread)))
    found = await extractor.found(study) or await extractor.drafted(study, _nearest_to_arguing(study))
    claims = [_claimed(unread.post.body, one) for one in found if one.draft.stance is not Stance.NEUTRAL]
    return [one for one in claims if one.claim.subject is not None or one.claim.confidence >= CLEAR]


def _about_something(outline: "Outline") -> "Outline":
    """Where nothing is about a company, all is about what is not named."""
    if any(outline.topics):
        return outline
    return replace(outline, topics=tuple(Topic(NOTHING_NAMED) for _ in outline.units))


def _nearest_to_arguing(study: "Study") -> list["Judged"]:
    """Of a message in which nothing argues outright, what comes nearest to it: who asks takes it for a claim."""
    units = [item for item in study.judged if item and not item.topic.example]
    nearest = max(units, key=lambda item: item.lead, default=None)
    return [nearest] if nearest and nearest.lead >= NEARLY else []


def _claimed(body: str, found: "Found") -> Claimed:
    draft = found.draft
    claim = Claim(
        quote=draft.span.of(body),
        subject=None if draft.subject == NOTHING_NAMED else draft.subject,
        stance=draft.stance,
        confidence=draft.stance_confidence,
        aspect=draft.aspect,
    )
    return Claimed(claim, found.vector)
