"""Posts with several arguments, as the tests of what changes over time need them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.domain.argument import ArgumentDraft, Aspect, Kind, Stance
from bot.domain.post import ChannelId, Part, Paste, Platform, PostDraft, PostId, Reading, Segment
from bot.domain.subject import Subject
from bot.domain.text import Language, Span
from storage import KeptArgument, KnownPost, Store
from tests.answers.given import XIAOMI_AUTO

CARS, CHIPS = ChannelId("cars"), ChannelId("chips")


@dataclass(frozen=True)
class Says:
    """An argument of a post. `holder`: None where the post's author holds it."""

    quote: str
    stance: Stance
    confidence: float = 0.98
    aspect: Aspect = Aspect.BRAND
    subject: Subject = XIAOMI_AUTO
    holder: str | None = None
    kind: Kind = Kind.OPINION


@dataclass(frozen=True)
class Wrote:
    """A post: `around` stands before its arguments, which follow each other."""

    author: str | None
    on: date | None
    says: tuple[Says, ...]
    around: str = ""
    platform: Platform = Platform.GENERIC
    saved_at: datetime = datetime(2025, 11, 30, tzinfo=UTC)

    @property
    def body(self) -> str:
        return " ".join([*([self.around] if self.around else []), *(one.quote for one in self.says)])


def bull(quote: str = "Families come back for the second car.", **more: object) -> Says:
    return Says(quote, Stance.BULL, **more)  # type: ignore[arg-type]


def bear(quote: str = "The badge carries no family car.", **more: object) -> Says:
    return Says(quote, Stance.BEAR, **more)  # type: ignore[arg-type]


def wrote(author: str | None, on: str | None, *says: Says, **more: object) -> Wrote:
    return Wrote(author, date.fromisoformat(on) if on else None, says, **more)  # type: ignore[arg-type]


async def keep(store: Store, *posts: Wrote, channel: ChannelId = CARS) -> list[PostId]:
    """Keep each post with its arguments."""
    kept, ids = store.channel(channel), list[PostId]()
    for post in posts:
        [saved] = await kept.keep(*_pasted(post), [KnownPost(None, frozenset())])
        arguments, at = list[KeptArgument](), 0
        for one in post.says:
            at = post.body.index(one.quote, at)
            arguments.append(KeptArgument(_draft(post, one, at), None, one.subject.name))
            at += len(one.quote)
        await kept.settle(saved.post.post_id, arguments, "test/1")
        ids.append(saved.post.post_id)
    return ids


def _draft(post: Wrote, one: Says, at: int) -> ArgumentDraft:
    return ArgumentDraft(
        claim=one.quote,
        span=Span(start=at, end=at + len(one.quote)),
        stance=one.stance,
        stance_confidence=one.confidence,
        subject=one.subject,
        aspect=one.aspect,
        holder=one.holder or post.author,
        kind=one.kind,
    )


def _pasted(post: Wrote) -> tuple[Paste, Reading]:
    draft = PostDraft(
        platform=post.platform,
        author=post.author,
        published_at=post.on,
        language=Language.ENGLISH,
        body=post.body,
    )
    segment = Segment(part=Part.BODY, span=Span(start=0, end=len(post.body)), post=0)
    paste = Paste(raw=post.body, saved_by="paster", saved_at=post.saved_at)
    return paste, Reading(text=post.body, segments=(segment,), posts=(draft,))
