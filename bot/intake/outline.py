"""What has been marked on a page so far: posts in the making, and which stretch is what."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.domain.post import Part, Platform, Published, Skipped
from bot.intake.page import Page
from bot.intake.reader import Role

EXCERPT = 60
"""Characters of a left out stretch that are shown to the person who pasted it."""


@dataclass(slots=True)
class Found:
    """A post in the making."""

    platform: Platform
    author: str | None = None
    published_at: Published | None = None
    role: Role = Role.POST
    quotes: int | None = None
    topic: str | None = None
    url: str | None = None
    handle: str | None = None


class Mark(NamedTuple):
    """Half-open [start, end) of the page's text: what it is, and of which post."""

    part: Part
    start: int
    end: int
    post: int | None


@dataclass(slots=True)
class Outline:
    """Posts and marks in the order of the page. Only white space may stay unmarked."""

    page: Page
    posts: list[Found] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def add(self, post: Found) -> int:
        self.posts.append(post)
        return len(self.posts) - 1

    def mark(self, part: Part, start: int, end: int, post: int | None) -> None:
        if start < end:
            self.marks.append(Mark(part, start, end, post))

    def mark_line(self, part: Part, index: int, post: int | None) -> None:
        line = self.page.lines[index]
        self.mark(part, line.start, line.end, post)

    def body(self, post: int) -> str:
        """The post's words so far, a line for each stretch."""
        text = self.page.text
        return "\n".join(text[m.start : m.end] for m in self.marks if m.post == post and m.part is Part.BODY)

    def has_body(self, post: int) -> bool:
        return any(mark.post == post and mark.part is Part.BODY for mark in reversed(self.marks))

    def leave_out(self, post: int, instead: int | None, reason: str | None) -> None:
        """Make boilerplate of all that was marked as `post`; tell why where a person should know."""
        if reason:
            excerpt = " ".join(self.body(post).split()) or self._header(post)
            self.skipped.append(Skipped(reason=reason, excerpt=excerpt[:EXCERPT]))
        self.marks = [_left_out(mark, instead) if mark.post == post else mark for mark in self.marks]
        for other in self.posts:
            if other.quotes == post:
                other.quotes = instead if instead is None or self.posts[instead] is not other else None

    def _header(self, post: int) -> str:
        text = self.page.text
        return " ".join(text[mark.start : mark.end] for mark in self.marks if mark.post == post)


def _left_out(mark: Mark, instead: int | None) -> Mark:
    part = mark.part if mark.part is Part.HEADER else Part.BOILERPLATE
    return mark._replace(part=part, post=instead)
