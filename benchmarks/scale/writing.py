"""Posts as the lines of an export, which any store reads back."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from benchmarks.corpus import START
from benchmarks.scale.documents import Document, Written
from bot.domain.argument import ArgumentDraft, Kind
from bot.domain.post import ChannelId, Part, Platform, PostId
from bot.domain.text import Span
from storage import Embedded, ids
from storage.lines import ArgumentLine, EndLine, HeaderLine, Line, PasteLine, PostLine, SavingPart, VectorPart
from storage.vectors import quantized

SAVER = "bench"


def lines(channel: ChannelId, model: str, posts: Iterable[Written]) -> Iterator[str]:
    """An export of these posts, each pasted alone."""
    yield HeaderLine().model_dump_json()
    for post in posts:
        for line in exported(channel, model, post):
            yield line.model_dump_json()
    yield EndLine().model_dump_json()


def exported(channel: ChannelId, model: str, post: Written) -> Iterator[Line]:
    """The lines of one post; of its arguments in their order."""
    body = "\n".join(document.text for document in post.documents)
    digest, at = ids.paste_digest(body), (START + timedelta(hours=post.hour)).isoformat()
    paste_id, post_id = ids.paste_id(channel, digest), ids.post_id(channel, ids.post_digest(post.author, body))
    segments = ((Part.BODY, 0, len(body), 0),)
    yield PasteLine(paste_id=paste_id, digest=digest, raw=body, text=None, segments=segments)
    saving = SavingPart(paste_id=paste_id, place=0, saved_by=SAVER, saved_at=at, source=None, url=None)
    yield PostLine(
        post_id=post_id, platform=Platform.GENERIC, author=post.author, published_at=at, language=post.language,
        body=body, tickers=(), quotes_post=None, topic=None, url=None, waiting=False,
        fingerprint=tuple(sorted(post.fingerprint)), savings=(saving,), arguments=len(post.documents),
    )  # fmt: skip
    start = 0
    for document in post.documents:
        span = Span(start=start, end=start + len(document.text))
        yield _argument(post_id, model, document, _draft(document, span, post.author))
        start = span.end + 1


def _draft(document: Document, span: Span, holder: str) -> ArgumentDraft:
    return ArgumentDraft(
        claim=document.text,
        span=span,
        stance=document.stance,
        stance_confidence=document.confidence,
        subject=document.subject,
        aspect=document.aspect,
        holder=holder,
        kind=Kind.OPINION,
    )


def _argument(post_id: PostId, model: str, document: Document, draft: ArgumentDraft) -> ArgumentLine:
    vector, subject = quantized(Embedded(model, document.vector)), document.subject
    return ArgumentLine(
        **dict(draft),
        argument_id=ids.argument_id(post_id, draft),
        engine="bench/1",
        words=f"{subject.name} {subject.name_zh or ''}",
        vector=VectorPart(model=model, scale=vector.scale, data=vector.data),
    )
