"""Makes a reading of an outline: leaves out what is no post, and gives every character of the page its place."""

import re
from itertools import pairwise

from bot.domain.post import Part, PostDraft, Reading, Segment, Skipped, Ticker
from bot.domain.text import Span
from bot.intake.language import language_of
from bot.intake.outline import EXCERPT, Found, Mark, Outline
from bot.intake.reader import Role
from bot.subjects.cashtags import cashtags

_BARE_REPOST = re.compile(
    r"(?:转发微博|轉發微博|转发|轉發|转|mark|reposted?|rt|re|up|顶)?[\s.。!！:：…]*", re.IGNORECASE
)
_CUT_SHORT = re.compile(r"(?:\.{3}|…)+\s*(?:网页链接|展开全文|展开|全文|show more|read more|more)?\s*$", re.IGNORECASE)
_LEAST_WORDS, _LEAST_HAN = 12, 24
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ENDS_A_SENTENCE = (".", "。", "!", "！")


def assemble(outline: Outline) -> Reading:
    """The reading of a laid out page; every post in it has words of its own."""
    _leave_out_previews(outline)
    _leave_out_wordless(outline)
    kept = sorted({mark.post for mark in outline.marks if mark.part is Part.BODY and mark.post is not None})
    place = {post: index for index, post in enumerate(kept)}
    marks = _trimmed(outline.page.text, outline.marks)
    segments = tuple(
        Segment(part=m.part, span=Span(start=m.start, end=m.end), post=None if m.post is None else place.get(m.post))
        for m in _filled(outline.page.text, marks)
    )
    bodies = _bodies(outline.page.text, segments, len(kept))
    posts = tuple(_draft(outline.posts[post], body, place) for post, body in zip(kept, bodies, strict=True))
    return Reading(text=outline.page.text, segments=segments, posts=posts, skipped=_skipped(outline, posts))


def _leave_out_previews(outline: Outline) -> None:
    """Some pages show the beginning of a post, and then the post: the beginning is no post of its own."""
    for earlier, later in pairwise(range(len(outline.posts))):
        one, other = outline.posts[earlier], outline.posts[later]
        if one.role is not Role.POST or other.role is not Role.POST or one.author != other.author:
            continue
        shown = _squash(_CUT_SHORT.sub("", outline.body(earlier)))
        if len(shown) >= 20 and _squash(outline.body(later)).startswith(shown):
            outline.leave_out(earlier, later, None)


def _leave_out_wordless(outline: Outline) -> None:
    for index, post in enumerate(outline.posts):
        body = outline.body(index)
        if not any(mark.post == index for mark in outline.marks):
            continue
        if not body.strip():
            outline.leave_out(index, None, "no_text")
        elif post.quotes is not None and _BARE_REPOST.fullmatch(body.strip()):
            outline.leave_out(index, None, "bare_repost")
        elif post.role is Role.COMMENT and _is_small_talk(body, by_author=post.author == outline.posts[0].author):
            outline.leave_out(index, None, "small_talk")


def _is_small_talk(comment: str, *, by_author: bool) -> bool:
    """A short comment that asks, cheers or thanks. A short one that states something is kept, except where the author
    of the post above only answers a question."""
    if len(_WORD.findall(comment)) >= _LEAST_WORDS or len(_HAN.findall(comment)) >= _LEAST_HAN:
        return False
    words = len(_WORD.findall(comment)) + len(_HAN.findall(comment)) // 2
    return by_author or words < 4 or not comment.strip().endswith(_ENDS_A_SENTENCE)


def _trimmed(text: str, marks: list[Mark]) -> list[Mark]:
    """Without the white space at the two ends of every post's words."""
    first: dict[int | None, int] = {}
    last: dict[int | None, int] = {}
    for index, mark in enumerate(marks):
        if mark.part is Part.BODY and text[mark.start : mark.end].strip():
            first.setdefault(mark.post, index)
            last[mark.post] = index
    out = []
    for index, mark in enumerate(marks):
        start, end = mark.start, mark.end
        if mark.part is Part.BODY:
            words = text[start:end]
            if index <= first[mark.post]:
                start = end - len(words.lstrip())
            if index >= last[mark.post]:
                end = max(start, end - len(words) + len(words.rstrip()))
        if start < end:
            out.append(mark._replace(start=start, end=end))
    return out


def _filled(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks with the white space between them given to one of their neighbours, and like neighbours joined."""
    last_words = {mark.post: mark.start for mark in marks if mark.part is Part.BODY}
    out: list[Mark] = []
    for mark in marks:
        at = out[-1].end if out else 0
        if at < mark.start:
            _push(out, _gap(text, out, mark, last_words))
        _push(out, mark)
    at = out[-1].end if out else 0
    if at < len(text):
        part = out[-1].part if out and out[-1].part is not Part.BODY else Part.BOILERPLATE
        _push(out, Mark(part, at, len(text), out[-1].post if out else None))
    return out


def _gap(text: str, before: list[Mark], after: Mark, last_words: dict[int | None, int]) -> Mark:
    """Whose the white space before `after` is: a post's own where more of its words follow, so that they stay apart."""
    at = before[-1].end if before else 0
    gap = after._replace(start=at, end=after.start)
    if before and before[-1].part is Part.BODY and last_words[before[-1].post] >= at:
        return before[-1]._replace(start=at, end=after.start)
    if after.part is Part.BODY:
        own = next((mark for mark in reversed(before) if mark.part is Part.BODY and mark.post == after.post), None)
        if own is not None and not text[own.start : own.end].endswith("\n"):
            return gap
        return gap._replace(part=before[-1].part, post=before[-1].post) if _is_other(before) else _header(gap)
    return gap


def _is_other(before: list[Mark]) -> bool:
    return bool(before) and before[-1].part is not Part.BODY


def _header(mark: Mark) -> Mark:
    return mark._replace(part=Part.HEADER)


def _push(out: list[Mark], mark: Mark) -> None:
    if out and (out[-1].part, out[-1].post) == (mark.part, mark.post):
        out[-1] = out[-1]._replace(end=mark.end)
    else:
        out.append(mark)


def _bodies(text: str, segments: tuple[Segment, ...], count: int) -> list[str]:
    bodies = [""] * count
    for segment in segments:
        if segment.part is Part.BODY and segment.post is not None:
            bodies[segment.post] += segment.span.of(text)
    return bodies


def _draft(post: Found, body: str, place: dict[int, int]) -> PostDraft:
    return PostDraft(
        platform=post.platform,
        author=post.author,
        published_at=post.published_at,
        language=language_of(body),
        body=body,
        tickers=_tickers(body),
        quotes=None if post.quotes is None else place.get(post.quotes),
        topic=post.topic,
        url=post.url,
    )


def _tickers(body: str) -> tuple[Ticker, ...]:
    """The listings that the body tags, each once, with the first name that a tag gave it."""
    found: dict[tuple[str, str], Ticker] = {}
    for tag in cashtags(body):
        key = (tag.ticker.symbol, tag.ticker.market)
        if key not in found or found[key].name is None:
            found[key] = tag.ticker
    return tuple(found.values())


def _skipped(outline: Outline, posts: tuple[PostDraft, ...]) -> tuple[Skipped, ...]:
    """What became no post. Where nothing did, and no header shows that something should have, all is boilerplate."""
    if posts or any(post.author for post in outline.posts):
        return tuple(outline.skipped)
    return (Skipped(reason="only_boilerplate", excerpt=" ".join(outline.page.text[:400].split())[:EXCERPT]),)


def _squash(text: str) -> str:
    return "".join(text.split())
