"""Lays a page out: goes through its lines and says of each stretch what it is and whose."""

import re
from dataclasses import dataclass, field

from bot.domain.post import Part
from bot.intake.dates import Dated
from bot.intake.links import LINK_LINE, address_in
from bot.intake.noise import is_noise
from bot.intake.outline import Found, Outline
from bot.intake.page import Page, clean_name
from bot.intake.quoted import Attribution, QuotedBlock, attribution_above, quoted_block, whom_it_answers
from bot.intake.reader import NEVER, Head, Reader, Role

_HAN = re.compile(r"[\u3400-\u9fff]")
_NAME = r"[^\s@:：/|]{1,30}(?: [^\s@:：/|的][^\s@:：/|]{0,19}){0,2}"
# `//@name:` begins the reposted text in a chain, `@name：` at the start of a line the card below a repost.
_CHAIN = re.compile(
    rf"(?<!:)(?://|\|\|)\s?@(?P<chained>{_NAME})\s?[:：]|(?P<reply>(?:回复|回覆)\s?@{_NAME}\s?[:：])"
    rf"|^(?:(?:原帖|转发自?|转自|引用)\s?[:：]?\s{{0,2}})?@(?P<card>{_NAME})\s?(?:的(?:帖子|原帖))?\s?[:：]"
    rf"|\bRT @(?P<retweeted>\w{{1,15}}):",
)

LEAST_REPEATED, LONGEST_SEARCHED = 20, 50_000
"""Characters from which quoted lines are looked for in the posts above, and up to which in each of those."""
NEARBY_POSTS = 20


def lay_out(page: Page, reader: Reader) -> Outline:
    """Mark every line of the page, by the heads that the reader finds on it."""
    outline = Outline(page)
    heads = reader.heads(page) or [Head(0, 0)]
    ends = [head.first for head in heads[1:]] + [len(page)]
    walk = Walk(outline, reader)
    for head, end in zip(heads, ends, strict=True):
        walk.open(head)
        if head is heads[0]:
            walk.lines(0, head.first)
        for index in range(head.first, head.after):
            walk.header_line(index, head.title)
        walk.lines(head.after, end)
    return outline


@dataclass(slots=True)
class Walk:
    """Goes down a page. `post` is whose words come next; `shown_by` is the post that shows the quoted ones."""

    outline: Outline
    reader: Reader
    post: int = 0
    shown_by: int = 0
    pooled: int | None = None
    """The post that the unsigned quoted lines of this post have been gathered in."""
    handles: dict[str, int] = field(default_factory=dict)
    last_of: dict[str, int] = field(default_factory=dict)
    """Each author's last post above the one whose words come next."""
    said: dict[int, str] = field(default_factory=dict)
    plain: dict[str, bool] = field(default_factory=dict)
    """Of lines that were looked at, whether they are nothing but words, wherever they stand."""

    def open(self, head: Head) -> None:
        """Begin the post of a head, and link it to the one that shows it or that it answers."""
        self.pooled = None
        if self.outline.posts and (author := self.outline.posts[self.post].author) is not None:
            self.last_of[author.casefold()] = self.post
        if head.role is Role.GOES_ON and self.outline.posts:
            self.post = self.shown_by
            return
        self.post = self.outline.add(_found(head, self.reader))
        if head.role is Role.QUOTED and self.post > 0:
            self._link(self.shown_by, self.post)
            return
        self.shown_by = self.post
        if head.role is Role.COMMENT:
            self.outline.posts[self.post].quotes = self._answered(head)
        if head.handle is not None:
            self.handles.setdefault(head.handle, self.post)

    def header_line(self, index: int, title: tuple[int, int] | None) -> None:
        line = self.outline.page.line(index)
        self._note_answered(line.text)
        if title is not None and line.start <= title[0] < line.end:
            self.outline.mark(Part.HEADER, line.start, title[0], self.post)
            self._words(*title)
            return
        self._set_link(index)
        self.outline.mark_line(Part.HEADER, index, self.post)

    def lines(self, first: int, end: int) -> None:
        index = first
        while (index := self._plain_lines(index, end)) < end:
            block = quoted_block(self.outline.page, index, end) if self.reader.angle_quotes else None
            if block:
                self._quoted_block(block)
            else:
                self._line(index)
            index = block.end if block else index + 1

    def _plain_lines(self, index: int, end: int) -> int:
        """Mark the lines from here on that are nothing but words; the first that is something else.

        In one stretch: a megabyte may have half a million lines.
        """
        page, after = self.outline.page, index
        while after < end and (not (line := page[after]) or self._is_plain(line, after)):
            after += 1
        first, last = page.next_filled(index), page.last_filled(after - 1)
        if first <= last:
            self.outline.mark(Part.BODY, page.line(first).start, page.line(last).end, self.post)
        return after

    def _is_plain(self, line: str, index: int) -> bool:
        known = self.plain.get(line)
        if known is None:
            known = self.plain[line] = self._holds_only_words(line, index)
        return known

    def _holds_only_words(self, line: str, index: int) -> bool:
        if (self.reader.angle_quotes and line[0] == ">") or self._part(line) is not Part.BODY:
            return False
        is_footer = self.reader.footer(self.outline.page, index) is not None
        return not is_footer and self._link_in(line) is None and not self._cuts(line)

    def _line(self, index: int) -> None:
        line = self.outline.page[index]
        part = self._part(line)
        if part is Part.BODY and (dated := self.reader.footer(self.outline.page, index)) is not None:
            self._date(dated)
            part = Part.HEADER
        if part is Part.HEADER:
            self._note_answered(line)
        if part is Part.BODY and self._set_link(index):
            part = Part.HEADER
        if part is Part.BODY:
            self._words(*self.outline.page.line(index)[1:])
        else:
            self.outline.mark_line(part, index, self.post)

    def _date(self, dated: Dated) -> None:
        """A date below the words is that of the post which the page is of, not of the one that it shows inside."""
        shower, post = self.outline.posts[self.shown_by], self.outline.posts[self.post]
        dateless = shower if shower.published_at is None else post
        dateless.published_at = dateless.published_at or dated.value

    def _note_answered(self, line: str) -> None:
        """Where a line says whom the post answers, and that person spoke above, it answers their last post."""
        answered = whom_it_answers(line)
        if answered is None:
            return
        theirs = self.last_of.get(answered.casefold())
        if theirs is not None:
            self.outline.posts[self.post].quotes = theirs

    def _part(self, line: str) -> Part:
        if self.reader.headers.fullmatch(line) or self.reader.is_named_by(line):
            return Part.HEADER
        return Part.BOILERPLATE if self.reader.noise.fullmatch(line) or is_noise(line) else Part.BODY

    def _set_link(self, index: int) -> bool:
        """Whether the line is nothing but the platform's own address of a post; the post gets it."""
        line = self.outline.page[index]
        found = self._link_in(line)
        if found is None:
            return False
        post = self.outline.posts[self.post]
        if post.topic is None and post.url is None:
            post.topic, post.url = found["topic"], address_in(line)
        return True

    def _link_in(self, line: str) -> re.Match[str] | None:
        found = self.reader.link.search(line) if "/" in line else None
        return found if found and LINK_LINE.fullmatch(line) else None

    def _words(self, start: int, end: int) -> None:
        """A line of somebody's words: cut at asides, and at the marks where another author's words begin."""
        at = start
        for found in self._cuts(self.outline.page.text[start:end]):
            if start + found.start() < at:
                continue
            self.outline.mark(Part.BODY, at, start + found.start(), self.post)
            at = start + found.end()
            self.outline.mark(self._cut(found), start + found.start(), at, self.post)
        self.outline.mark(Part.BODY, at, end, self.post)

    def _cuts(self, line: str) -> list[re.Match[str]]:
        patterns = [self.reader.asides, self.reader.speakers, *([_CHAIN] if "@" in line else [])]
        found = [match for pattern in patterns if pattern is not NEVER for match in pattern.finditer(line)]
        if not _HAN.search(line):
            # In English `@name:` at the start of a line speaks to that person; it doesn't quote them.
            found = [match for match in found if match.re is not _CHAIN or match["card"] is None]
        return sorted(found, key=lambda match: match.start())

    def _cut(self, found: re.Match[str]) -> Part:
        """What a stretch inside a line is, after having turned to another post where it names a speaker."""
        if found.re is _CHAIN:
            return self._pass_on(found)
        if found.re is self.reader.speakers:
            self.open(Head(0, 0, clean_name(found["name"]), role=Role.COMMENT))
            return Part.HEADER
        return Part.BOILERPLATE

    def _pass_on(self, found: re.Match[str]) -> Part:
        """From here on another author's words, where the mark names one."""
        name = clean_name(found["chained"] or found["card"] or found["retweeted"] or "")
        if name is None:
            return Part.HEADER
        current = self.outline.posts[self.post]
        if current.author is None and not self.outline.has_body(self.post):
            current.author = name
        else:
            self._quote(name, self.post)
        return Part.HEADER

    def _quote(self, author: str | None, shown_by: int) -> None:
        platform = self.outline.posts[shown_by].platform
        self.post = self.outline.add(Found(platform, author, role=Role.QUOTED))
        self._link(shown_by, self.post)

    def _quoted_block(self, block: QuotedBlock) -> None:
        """Lines that begin with `>`: the words of the post that they repeat, or a post of their own."""
        showing, signed = self.post, block.signed or self._signed_above()
        origin = self._origin(block)
        if origin is not None:
            self._mark_block(block, Part.QUOTED, origin)
            self.outline.posts[showing].quotes = origin
            return
        if signed is None and self.pooled is not None:
            self.post = self.pooled
        else:
            self._quote(signed.author if signed else None, showing)
            self._sign(signed, showing)
            self.pooled = self.post if signed is None else self.pooled
        self._mark_block(block, Part.BODY, self.post)
        self.post = showing

    def _sign(self, signed: Attribution | None, shown_by: int) -> None:
        """Who spoke; a comment that says whose words it shows answers those, and they answer what it seemed to."""
        if signed is None:
            return
        post, comment = self.outline.posts[self.post], self.outline.posts[shown_by]
        post.platform = signed.platform or post.platform
        post.published_at = signed.published_at
        if comment.quotes is not None and comment.quotes < shown_by and signed.platform is None:
            post.quotes, comment.quotes = comment.quotes, self.post

    def _signed_above(self) -> Attribution | None:
        """Who is said to speak in the line above the block ("X wrote:"); that line then is a header."""
        signed = attribution_above(self.outline.last_line())
        if signed is not None:
            self.outline.make_header()
        return signed

    def _origin(self, block: QuotedBlock) -> int | None:
        """The earlier post of this page that the block repeats: the first one, or one shortly before."""
        words = _squash(" ".join(self.outline.page.text[start:end] for start, end in block.words))
        if len(words) < LEAST_REPEATED:
            return None
        nearest = range(self.post - 1, max(0, self.post - NEARBY_POSTS), -1)
        candidates = [0, *nearest] if self.post > 0 else []
        return next((earlier for earlier in candidates if words in self._said_by(earlier)), None)

    def _said_by(self, post: int) -> str:
        """An earlier post's words without white space."""
        if post not in self.said:
            self.said[post] = _squash(self.outline.body(post))[:LONGEST_SEARCHED]
        return self.said[post]

    def _mark_block(self, block: QuotedBlock, part: Part, post: int) -> None:
        pieces = [(start, end, part) for start, end in block.words]
        pieces += [(start, end, Part.HEADER) for start, end in block.marks]
        for start, end, piece in sorted(pieces, key=lambda piece: piece[0]):
            self.outline.mark(piece, start, end, post)

    def _answered(self, head: Head) -> int | None:
        if head.answers:
            return next((self.handles[handle] for handle in head.answers if handle in self.handles), None)
        return 0 if self.post > 0 else None

    def _link(self, shower: int, shown: int) -> None:
        post = self.outline.posts[shower]
        if post.quotes is None:
            post.quotes = shown


def _found(head: Head, reader: Reader) -> Found:
    linked = reader.link.search(head.url) if head.url and head.topic is None else None
    return Found(
        platform=head.platform or reader.platform,
        author=head.author,
        published_at=head.published_at,
        role=head.role,
        topic=linked["topic"] if linked else head.topic,
        url=head.url,
        handle=head.handle,
    )


def _squash(text: str) -> str:
    return "".join(text.split())
