"""Evidence for the gate out of quotes that stand in a set."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.answers.gate.claim import Names
from bot.domain.answer import Evidence
from bot.domain.argument import Argument, ArgumentId, Aspect, Kind, Stance
from bot.domain.post import PasteId, Platform, Post, PostId, Published
from bot.domain.subject import Subject, SubjectKey
from bot.domain.text import Language, Span
from bot.subjects.companies import Companies
from bot.subjects.resolve import Resolver

SAVED_AT = datetime(2026, 7, 1, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """An argument as a set tells it. `author` wrote the post, `holder` holds the view."""

    quote: str
    subject: str
    stance: Stance = Stance.NEUTRAL
    holder: str | None
    author: str | None
    published_at: Published | None = None
    language: Language = Language.ENGLISH


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Makes evidence, with companies as the product knows them."""

    resolver: Resolver

    @classmethod
    def load(cls) -> "Witnesses":
        return cls(Resolver(Companies.load()))

    def names(self, quoted: Iterable[Quoted]) -> Names:
        return Names.of(self.resolver, sorted({one.holder for one in quoted if one.holder}))

    def evidence(self, quoted: Sequence[Quoted]) -> tuple[Evidence, ...]:
        """Numbered from 1."""
        return tuple(self._evidence(n, one) for n, one in enumerate(quoted, 1))

    def _evidence(self, n: int, quoted: Quoted) -> Evidence:
        argument = Argument(
            claim=quoted.quote,
            span=Span(start=0, end=len(quoted.quote)),
            stance=quoted.stance,
            stance_confidence=0.9,
            subject=self._subject(quoted.subject),
            aspect=Aspect.OTHER,
            holder=quoted.holder,
            kind=Kind.OPINION,
            argument_id=ArgumentId(f"a{n}"),
            quote=quoted.quote,
        )
        return Evidence(n=n, argument=argument, post=_post(n, quoted))

    def _subject(self, name: str) -> Subject:
        return self.resolver.named(name) or Subject(key=SubjectKey(name.lower()), name=name)


def _post(n: int, quoted: Quoted) -> Post:
    return Post(
        post_id=PostId(f"p{n}"),
        paste_id=PasteId("paste"),
        platform=Platform.GENERIC,
        author=quoted.author,
        published_at=quoted.published_at,
        language=quoted.language,
        body=quoted.quote,
        tickers=(),
        quotes_post=None,
        topic=None,
        url=None,
        saved_by="evaluation",
        saved_at=SAVED_AT,
    )
