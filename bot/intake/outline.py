"""What has been marked on a page so far: posts in the making, and which stretch is what."""

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.domain.post import Part, Platform, Published
from bot.intake.page import Page
from bot.intake.reader import Role


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

    def over(self, start: int, end: int) -> "Mark":
        """The same of another stretch."""
        return Mark(self.part, start, end, self.post)


@dataclass(slots=True)
class Outline:
    """Posts and marks in the order of the page. Only white space may stay unmarked."""

    page: Page
    posts: list[Found] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    _words: dict[int | None, list[Mark]] = field(default_factory=dict)

    def add(self, post: Found) -> int:
        self.posts.append(post)
        return len(self.posts) - 1

    def mark(self, part: Part, start: int, end: int, post: int | None) -> None:
        """Mark a stretch; one that goes on where a like one ended but for white space makes it longer."""
        if start >= end:
            return
        last = self.marks[-1] if self.marks else None
        joins = last is not None and last.part is part and last.post == post
        if last is not None and joins and (last.end == start or self.page.text[last.end : start].isspace()):
            start = last.start
            self.marks.pop()
            if part is Part.BODY:
                self._words[post].pop()
        self.marks.append(Mark(part, start, end, post))
        if part is Part.BODY:
            self._words.setdefault(post, []).append(self.marks[-1])

    def mark_line(self, part: Part, index: int, post: int | None) -> None:
        line = self.page.line(index)
        self.mark(part, line.start, line.end, post)

    def last_line(self) -> str:
        """The last line that was marked, or the part of it that was; nothing where none was."""
        return self.page.text[self._start_of_last() : self.marks[-1].end] if self.marks else ""

    def make_header(self) -> None:
        """The last line that was marked turned out to be a header."""
        if self.marks[-1].part is not Part.BODY:
            return
        start, last = self._start_of_last(), self.marks.pop()
        self._words[last.post].pop()
        self.mark(last.part, last.start, start, last.post)
        self.mark(Part.HEADER, start, last.end, last.post)

    def _start_of_last(self) -> int:
        last = self.marks[-1]
        return max(last.start, self.page.text.rfind("\n", 0, last.end) + 1)

    def body(self, post: int) -> str:
        """The post's words so far, a line for each stretch."""
        text = self.page.text
        return "\n".join(text[mark.start : mark.end] for mark in self._words.get(post, ()))

    def has_body(self, post: int) -> bool:
        return bool(self._words.get(post))
