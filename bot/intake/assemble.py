"""Makes a reading of an outline: gives every character of the page its place, and every post its own words."""

from bot.domain.post import Part, PostDraft, Reading, Segment, Ticker
from bot.domain.text import Span
from bot.intake.language import language_of
from bot.intake.left_out import LeftOut, find_left_out
from bot.intake.outline import Found, Mark, Outline
from bot.subjects.cashtags import cashtags


def assemble(outline: Outline) -> Reading:
    """The reading of a laid out page; every post in it has words of its own."""
    text, left_out = outline.page.text, find_left_out(outline)
    marks = _filled(text, _trimmed(text, [_settled(mark, left_out) for mark in outline.marks]))
    kept = sorted({mark.post for mark in marks if mark.part is Part.BODY and mark.post is not None})
    place: dict[int | None, int] = {post: index for index, post in enumerate(kept)}
    segments = [Segment(part=m.part, span=Span(start=m.start, end=m.end), post=place.get(m.post)) for m in marks]
    bodies = _bodies(text, segments, len(kept))
    posts = [
        _draft(outline.posts[post], body, place.get(left_out.instead_of(outline.posts[post].quotes)))
        for post, body in zip(kept, bodies, strict=True)
    ]
    return Reading(text=text, segments=tuple(segments), posts=tuple(posts), skipped=left_out.skipped)


def _settled(mark: Mark, left_out: LeftOut) -> Mark:
    """Of a post that is left out, headers stay headers and all else is boilerplate."""
    if mark.post not in left_out.instead:
        return mark
    part = mark.part if mark.part is Part.HEADER else Part.BOILERPLATE
    return Mark(part, mark.start, mark.end, left_out.instead_of(mark.post))


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
            out.append(mark.over(start, end))
    return out


def _filled(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks with the white space between them given to one of their neighbours, and like neighbours joined."""
    ends_at = {mark.post: mark.end for mark in marks if mark.part is Part.BODY}
    unbroken: set[int | None] = set()
    out: list[Mark] = []
    for mark in marks:
        at = out[-1].end if out else 0
        owner = _owner(out[-1] if out else None, mark, ends_at, unbroken)
        pieces = (owner.over(at, mark.start), mark) if at < mark.start else (mark,)
        for piece in pieces:
            _push(out, piece)
            if piece.part is Part.BODY:
                (unbroken.discard if text[piece.end - 1] == "\n" else unbroken.add)(piece.post)
    at = out[-1].end if out else 0
    if at < len(text):
        last = out[-1] if out else Mark(Part.BODY, 0, 0, None)
        _push(out, Mark(_not_body(last.part), at, len(text), last.post))
    return out


def _owner(before: Mark | None, after: Mark, ends_at: dict[int | None, int], unbroken: set[int | None]) -> Mark:
    """Whose the white space between two marks is. A post keeps it where more of its words follow, or where its words
    before did not end with a line break: they stay apart. At a post's ends it belongs to what is no body.
    """
    if before is not None and before.part is Part.BODY:
        return before if ends_at[before.post] > before.end else after._replace(part=_not_body(after.part, Part.HEADER))
    if after.part is Part.BODY and after.post not in unbroken:
        return before or after._replace(part=Part.HEADER)
    return after


def _not_body(part: Part, instead: Part = Part.BOILERPLATE) -> Part:
    return instead if part is Part.BODY else part


def _push(out: list[Mark], mark: Mark) -> None:
    if out and (out[-1].part, out[-1].post) == (mark.part, mark.post):
        out[-1] = mark.over(out[-1].start, mark.end)
    else:
        out.append(mark)


def _bodies(text: str, segments: list[Segment], count: int) -> list[str]:
    pieces: list[list[str]] = [[] for _ in range(count)]
    for segment in segments:
        if segment.part is Part.BODY and segment.post is not None:
            pieces[segment.post].append(segment.span.of(text))
    return ["".join(words) for words in pieces]


def _draft(post: Found, body: str, quotes: int | None) -> PostDraft:
    return PostDraft(
        platform=post.platform,
        author=post.author,
        published_at=post.published_at,
        language=language_of(body),
        body=body,
        tickers=_tickers(body),
        quotes=quotes,
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
