"""Invented posts and what they argue, as the other rooms would hand them to the store."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from bot.domain.argument import Argument, ArgumentDraft, Aspect, Kind, Stance
from bot.domain.post import (
    ChannelId,
    Part,
    Paste,
    Platform,
    PostDraft,
    PostId,
    Published,
    Reading,
    Segment,
)
from bot.domain.subject import Subject, SubjectKey, SubjectKind
from bot.domain.text import Language, Span
from bot.errors import CasebookError
from storage import ChannelStore, Embedded, KeptArgument, KnownPost, Scope

ALPHA, BETA = ChannelId("alpha"), ChannelId("beta")
MODEL = "test-model"
NOON = datetime(2025, 10, 14, 12, tzinfo=UTC)

XIAOMI = Subject(key=SubjectKey("xiaomi"), name="Xiaomi", name_zh="小米")
XIAOMI_AUTO = Subject(key=SubjectKey("xiaomi/auto"), name="Xiaomi Auto", name_zh="小米汽车", kind=SubjectKind.SEGMENT)
BYD = Subject(key=SubjectKey("byd"), name="BYD", name_zh="比亚迪")

NEW = KnownPost(duplicate_of=None, fingerprint=frozenset())
ALL = Scope()


def draft(body: str, author: str | None = "wren", published_at: Published | None = None, **more: object) -> PostDraft:
    fields = {"platform": Platform.GENERIC, "language": Language.ENGLISH, **more}
    return PostDraft.model_validate({"body": body, "author": author, "published_at": published_at, **fields})


def reading(*drafts: PostDraft) -> Reading:
    """The bodies one under the other, each after a dash."""
    text, segments = "", list[Segment]()
    for place, item in enumerate(drafts):
        header = Span(start=len(text), end=len(text) + 2)
        body = Span(start=header.end, end=header.end + len(item.body))
        segments += [Segment(part=Part.HEADER, span=header, post=place), Segment(part=Part.BODY, span=body, post=place)]
        text += f"—\n{item.body}"
    return Reading(text=text, segments=tuple(segments), posts=drafts)


def paste(raw: str, by: str = "ada", at: datetime = NOON, **more: str) -> Paste:
    return Paste.model_validate({"raw": raw, "saved_by": by, "saved_at": at, **more})


async def keep(store: ChannelStore, *drafts: PostDraft, by: str = "ada", at: datetime = NOON) -> list[PostId]:
    """Paste these posts; the ids under which they are kept."""
    read = reading(*drafts)
    saved = await store.keep(paste(read.text, by, at), read, [NEW] * len(drafts))
    return [item.post.post_id for item in saved]


def argument(body: str, quote: str, subject: Subject = XIAOMI, **more: object) -> ArgumentDraft:
    start = body.index(quote)
    fields = {
        "claim": quote,
        "span": Span(start=start, end=start + len(quote)),
        "stance": Stance.BULL,
        "stance_confidence": 0.8,
        "subject": subject,
        "aspect": Aspect.GROWTH,
        "holder": "wren",
        "kind": Kind.OPINION,
    }
    return ArgumentDraft.model_validate(fields | more)


def embedded(*components: float, model: str = MODEL) -> Embedded:
    vector = np.array(components, np.float32)
    return Embedded(model, vector / np.linalg.norm(vector))


async def argue(
    store: ChannelStore,
    body: str,
    *found: KeptArgument,
    published_at: Published | None = None,
    at: datetime = NOON,
) -> tuple[Argument, ...]:
    """Paste a post and settle it with these arguments."""
    [post_id] = await keep(store, draft(body, published_at=published_at), at=at)
    return await store.settle(post_id, found, "test/1")


async def claim(store: ChannelStore, text: str, subject: Subject = XIAOMI, **more: object) -> Argument:
    """Paste a post that says nothing but this, and settle it."""
    [kept] = await argue(store, text, KeptArgument(argument(text, text, subject, **more)))
    return kept


async def exported(store: ChannelStore) -> list[str]:
    return [line async for line in store.export_lines()]


def details(error: CasebookError, names: Sequence[str]) -> list[object]:
    return [error.details[name] for name in names]
