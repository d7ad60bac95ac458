"""What a page holds that looks like a post and is none: previews, bare reposts, headers without words, small talk."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.post import Skipped
from bot.intake.outline import Outline
from bot.intake.reader import Role

EXCERPT = 60
"""Characters of a left out stretch that are shown to the person who pasted it."""
LEAST_PREVIEW = 20

_BARE_REPOST = re.compile(
    r"(?:转发微博|轉發微博|转发|轉發|转|mark|reposted?|rt|re|up|顶)?[\s.。!！:：…]*", re.IGNORECASE
)
# Looked at from the first dot of a row alone: a body may be a megabyte of dots.
_CUT_SHORT = re.compile(
    r"(?<![.…])\.{0,2}(?:\.{3}|…)[.…]*+\s*+(?:网页链接|展开全文|展开|全文|show more|read more|more)?\s*$", re.IGNORECASE
)
_LEAST_WORDS, _LEAST_HAN = 12, 24
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ENDS_A_SENTENCE = (".", "。", "!", "！")


@dataclass(slots=True)
class LeftOut:
    """Posts of an outline that are no posts, each with the one that stands in its place, if any; and what to tell."""

    instead: dict[int | None, int | None] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()

    def instead_of(self, post: int | None) -> int | None:
        """The post itself where it is kept; else what stands in its place, or nothing."""
        while post in self.instead:
            post = self.instead[post]
        return post


def find_left_out(outline: Outline) -> LeftOut:
    """Which posts of the outline to leave out. Reasons that a person is told: no_text, bare_repost, small_talk,
    and only_boilerplate where nothing is left.
    """
    bodies = [outline.body(index) for index in range(len(outline.posts))]
    left_out = LeftOut(instead=dict(_previews(outline, bodies)))
    skipped = []
    for index, body in enumerate(bodies):
        reason = None if index in left_out.instead else _reason(outline, index, body)
        if reason is not None:
            left_out.instead[index] = None
            excerpt = " ".join(body.split()) or outline.posts[index].author or ""
            skipped.append(Skipped(reason=reason, excerpt=excerpt[:EXCERPT]))
    if len(left_out.instead) == len(bodies) and not any(post.author for post in outline.posts):
        skipped = [Skipped(reason="only_boilerplate", excerpt=" ".join(outline.page.text[:400].split())[:EXCERPT])]
    left_out.skipped = tuple(skipped)
    return left_out


def _previews(outline: Outline, bodies: list[str]) -> list[tuple[int, int]]:
    """Some pages show the beginning of a post, and then the post: the beginning is no post of its own."""
    found = []
    for earlier, later in pairwise(range(len(bodies))):
        one, other = outline.posts[earlier], outline.posts[later]
        if one.role is Role.POST and other.role is Role.POST and one.author == other.author:
            shown = "".join(_CUT_SHORT.sub("", bodies[earlier]).split())
            if len(shown) >= LEAST_PREVIEW and "".join(bodies[later].split()).startswith(shown):
                found.append((earlier, later))
    return found


def _reason(outline: Outline, index: int, body: str) -> str | None:
    post = outline.posts[index]
    if not body.strip():
        return "no_text"
    if post.quotes is not None and _BARE_REPOST.fullmatch(body.strip()):
        return "bare_repost"
    answers_itself = index > 0 and post.author == outline.posts[0].author
    return "small_talk" if post.role is Role.COMMENT and _is_small_talk(body, by_author=answers_itself) else None


def _is_small_talk(comment: str, *, by_author: bool) -> bool:
    """A short comment that asks, cheers or thanks. A short one that states something is kept, except where the author
    of the post above only answers a question."""
    if len(_WORD.findall(comment)) >= _LEAST_WORDS or len(_HAN.findall(comment)) >= _LEAST_HAN:
        return False
    words = len(_WORD.findall(comment)) + len(_HAN.findall(comment)) // 2
    return by_author or words < 4 or not comment.strip().endswith(_ENDS_A_SENTENCE)
