"""The arguments of the set as the product would read them: with a vector, and with the aspect that it finds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.evaluation.points.gold import GoldMember
from bot.answers.fold import simplified
from bot.arguments.aspects import AspectTable
from bot.arguments.heads import Heads
from bot.domain.argument import ArgumentDraft, Aspect, Kind
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Span
from storage import Embedded, KeptArgument

if TYPE_CHECKING:
    from bot.embeddings.embedder import Embedder

SURE = 0.9
"""How sure each argument's side is said to be: the sides are the reader's, and nothing here measures them."""


@dataclass(frozen=True, slots=True)
class ReadMember:
    member: GoldMember
    aspect: Aspect
    embedded: Embedded

    @property
    def subject(self) -> Subject:
        return subject_of(self.member)

    def kept(self, start: int) -> KeptArgument:
        """As it is kept where it begins at this place of its post."""
        member = self.member
        draft = ArgumentDraft(
            claim=member.text,
            span=Span(start=start, end=start + len(member.text)),
            stance=member.stance,
            stance_confidence=SURE,
            subject=self.subject,
            aspect=self.aspect,
            holder=member.holder,
            kind=Kind.OPINION,
        )
        return KeptArgument(draft, self.embedded)


def subject_of(member: GoldMember) -> Subject:
    """Under the first part of its points' names: most of these companies are in no table."""
    return Subject(key=SubjectKey(member.point.split("/")[0]), name=member.subject)


async def read_members(members: Sequence[GoldMember], embedder: "Embedder") -> list[ReadMember]:
    """Errors: EmbeddingsFailed."""
    vectors = await embedder.passages([one.text for one in members])
    aspects, prototypes = AspectTable.load(), Heads.load().prototypes
    return [
        ReadMember(one, aspects.of(simplified(one.text), vector, prototypes), Embedded(embedder.name, vector))
        for one, vector in zip(members, vectors, strict=True)
    ]


def by_hand(read: Sequence[ReadMember]) -> list[ReadMember]:
    """With the reader's aspects."""
    return [replace(one, aspect=one.member.aspect) for one in read]
