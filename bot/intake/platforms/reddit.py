"""Reddit, new and old: `r/sub`, age, name, flair, title, body with `>` quotes; comments below."""

import re
from dataclasses import dataclass

from bot.domain.post import Platform, Published
from bot.intake.dates import date_at_start
from bot.intake.heads import LONGEST_HEAD, in_order
from bot.intake.noise import BARE_COUNT
from bot.intake.page import Page, clean_name
from bot.intake.quoted import ANSWERS
from bot.intake.reader import Head, Reader, Role, Sureness
from bot.intake.run_on import AGE, BRIEF, DAY, Line, RunOn, is_marked_handle, run_on_form

_SUB = re.compile(r"/?r/\w{2,25}\b")
_USER = re.compile(r"/?u/(?P<name>[\w-]{2,25})\b")
_BARE_NAME = re.compile(r"(?P<name>[A-Za-z0-9_-]{3,25})")
_DELETED = re.compile(r"(?P<name>\[(?:deleted|removed)\])")
_OLD = re.compile(
    r"submitted\s(?P<when>.{2,40}?)\s?(?:\*\s?)?by\s(?:/?u/)?(?P<name>[\w-]{2,25})(?:\s(?:to|in)\s/?r/\w+)?.{0,30}",
    re.IGNORECASE,
)
_OLD_COMMENT = re.compile(
    r"(?:\[[–+-]\]\s?)?(?:/?u/)?(?P<name>[\w-]{2,25})(?:\s?\[\w{1,3}\])?\s(?:\[?-?[\d.]+k?\spoints?\]?|"
    r"score hidden|\[score hidden\])\s?(?P<when>.{3,40}?)(?:\*)?(?:\s\(.{1,20}\))?",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(r"(?:posted|crossposted) by\b\s?", re.IGNORECASE)
_GLUE = re.compile(
    r"[·•∙|\s]+|op|mod|join(?:ed)?|go to \w+|top \d+% (?:commenter|poster)|\w{0,25} ?avatar|edited.{0,20}|"
    r"level \d+|promoted|stickied.{0,20}|locked.{0,20}|view community ranking.{0,60}",
    re.IGNORECASE,
)
_FLAIRS = (
    r"dd|due diligence|discussion|company discussion|industry discussion|news|company news|yolo|gain|loss|"
    r"meme|shitpost|question|company question|advice request|"
    r"advice|analysis|company analysis|technical analysis|fundamentals|earnings(?: thread)?|"
    r"daily discussion|opinion|bullish|bearish|rant|resources|crypto|etfs?|options|"
    r"original content|oc|serious|potentially misleading.{0,40}|off-?topic|broad market news|"
    r"ticker discussion|chart|stock analysis|investing.{0,20}|long thesis|short thesis|thesis"
)
_FLAIR = re.compile(rf"\[?(?:{_FLAIRS})\]?", re.IGNORECASE)
_BADGES = re.compile(r"^(?:(?:OP|MOD|ADMIN|Top \d+% \w+)\b[\s·•]*)+")
_COMMENTS = re.compile(
    r"(?:\d[\d,.]*k?\s)?comments?(?: section)?|all \d* ?comments|sort by.{0,20}|best|top comments", re.IGNORECASE
)
_SELF = re.compile(r"\(self\.\w+\)|\(\s?(?:i\.redd\.it|reddit\.com)\s?\)")


def _recognises(page: Page) -> Sureness:
    opening = page.opening()[:6]
    if any(_SUB.match(page[i]) and len(page[i]) <= LONGEST_HEAD for i in opening):
        return Sureness.SURE
    if any(_POSTED_BY.match(page[i]) or _OLD.fullmatch(page[i]) or _SELF.search(page[i][-80:]) for i in opening):
        return Sureness.SURE
    return Sureness.SURE if any(_USER.match(page[i]) and _age_near(page, i) for i in opening) else Sureness.NO


def _age_near(page: Page, index: int) -> bool:
    rest = _USER.sub("", page[index]).strip(" ·•")
    return bool(rest == "" or re.search(r"\bago\b|\d{4}", rest))


def _heads(page: Page) -> list[Head]:
    top = _top_head(page)
    heads = [] if top is None else [top]
    index, below = (top.after if top else 0), False
    while index < len(page):
        below = below or bool(_COMMENTS.fullmatch(page[index]))
        head = _comment_head(page, index, Role.COMMENT if heads else Role.POST)
        if head is not None:
            heads.append(head)
        index = head.after if head else index + 1
    return in_order(heads)


@dataclass(slots=True)
class _Header:
    """What has been read of the header above a post."""

    author: str | None = None
    published: Published | None = None
    dated: bool = False
    sub: bool = False

    def takes(self, page: Page, index: int) -> bool:
        """Whether a line belongs to the header; what it says is noted."""
        line = page[index]
        if len(line) > LONGEST_HEAD:
            return False
        if ANSWERS.fullmatch(line):
            return True
        if (old := _OLD.fullmatch(line)) is not None:
            return self.notes_age(page, old["when"], old["name"])
        rest = _POSTED_BY.sub("", line)
        sub, user = _SUB.search(rest), _USER.search(rest)
        rest = _USER.sub("", _SUB.sub("", rest, count=1), count=1).strip(" ·•∙|")
        if sub or user or rest != line:
            self.sub = self.sub or bool(sub)
            self.author = user["name"] if user and not self.author else self.author
            return not rest or self.notes_age(page, rest) or bool(_GLUE.fullmatch(rest))
        return bool(_GLUE.fullmatch(line)) or self.notes_age(page, line) or self._is_author(page, index)

    def notes_age(self, page: Page, when: str, name: str | None = None) -> bool:
        """Whether a text is the post's age or date, perhaps with "by name" behind it."""
        dated = date_at_start(when, page.now)
        by = re.fullmatch(r"(?:by\s)?(?:/?u/)?(?P<name>[\w-]{2,25})", dated.rest) if dated and dated.rest else None
        if dated is None or self.dated or (dated.rest and not by and not _GLUE.fullmatch(dated.rest)):
            return False
        self.published, self.dated = dated.value, True
        self.author = self.author or name or (by["name"] if by and not _GLUE.fullmatch(dated.rest) else None)
        return True

    def _is_author(self, page: Page, index: int) -> bool:
        """A bare name under `r/sub` and beside the age; the title, which has several words, comes after it."""
        found = _BARE_NAME.fullmatch(page[index])
        if found is None or self.author or not (self.sub or self.dated) or _FLAIR.fullmatch(page[index]):
            return False
        above, below = page.last_filled(index - 1), page.next_filled(index + 1)
        beside = index - above == 1 or bool(_GLUE.fullmatch(page[below])) or page.date(below) is not None
        self.author = found["name"] if beside else None
        return beside


def _top_head(page: Page) -> Head | None:
    """The header of the post itself, with the flair below it; the old site puts the title above."""
    opening = page.opening()[:6]
    first = next((i for i in opening if _starts_header(page, i)), None)
    if first is None:
        return None
    header, index, after = _Header(), first, first
    while index < min(first + 14, len(page)):
        if page[index] and not header.takes(page, index):
            break
        after = index + 1 if page[index] else after
        index += 1
    return Head(first, after, clean_name(header.author or ""), header.published)


def _starts_header(page: Page, index: int) -> bool:
    line = page[index]
    if len(line) > LONGEST_HEAD:
        return False
    return bool(_SUB.match(line) or _USER.match(line) or _POSTED_BY.match(line) or _OLD.fullmatch(line))


def _comment_head(page: Page, index: int, role: Role) -> Head | None:
    """`name`, then its age, on one line or on several with badges between."""
    line = page[index]
    if not line or len(line) > LONGEST_HEAD:
        return None
    if (old := _OLD_COMMENT.fullmatch(line)) is not None:
        header = _Header()
        if header.notes_age(page, old["when"]):
            return Head(index, index + 1, old["name"], header.published, role)
    name, _, rest = line.partition(" ")
    found = _USER.fullmatch(name) or _BARE_NAME.fullmatch(name) or _DELETED.fullmatch(name)
    if found is None or _FLAIR.fullmatch(line) or BARE_COUNT.fullmatch(name):
        return None
    return _aged(page, index, (found["name"], rest.strip(" ·•")), role)


def _aged(page: Page, index: int, name_and_rest: tuple[str, str], role: Role) -> Head | None:
    name, rest = name_and_rest
    author = None if _DELETED.fullmatch(name) else name
    header = _Header(author=name)
    rest = _BADGES.sub("", rest)
    if rest:
        is_age = bool(re.search(r"\bago\b|\d[hdmwy]\b|\d{4}", rest)) and header.notes_age(page, rest)
        return Head(index, index + 1, author, header.published, role) if is_age else None
    after = index + 1
    for below in range(index + 1, min(index + 7, len(page))):
        is_glue = _GLUE.fullmatch(page[below]) or ANSWERS.fullmatch(page[below])
        if page[below] and not (is_glue or header.notes_age(page, page[below])):
            break
        after = below + 1 if page[below] else after
    return Head(index, after, author, header.published, role) if header.dated else None


_TOP_IN_LINE = run_on_form(
    r"(?:go to \w{2,25}\s)?(?P<sub>/?r/\w{2,25}\b)(?:\s[·•])?(?:\s(?:cross)?posted by)?(?:\s/?u/(?P<user>[\w-]{2,25}))?"
    rf"(?:\s[·•])?(?:\s(?:on\s)?(?P<age>{AGE}|{DAY}))?(?:\s[·•])?(?:\s/?u/(?P<later>[\w-]{{2,25}}))?"
    r"(?:\s(?P<name>[a-z0-9_-]{3,25})(?=\s|$)(?P<join>\sjoin\b)?)?"
)
_POSTED_BY_IN_LINE = run_on_form(
    rf"(?<!\S)(?:(?:cross)?posted by\s)?/?u/[\w-]{{2,25}}(?:\s[·•])?\s(?:{AGE})"
    rf"|(?<!\S)submitted\s(?:{AGE})\sby\s(?:/?u/)?[\w-]{{2,25}}(?:\s(?:to|in)\s/?r/\w+)?"
)
_IN_COMMENT = rf"(?:\s(?:op|mod|top \d+% \w+))?\s[·•]\s(?:{AGE}|{DAY}|{BRIEF})(?:\s?[·•]?\sedited (?:{AGE}))?"
_COMMENT_IN_LINE = run_on_form(
    rf"(?<!\S)(?:(?:u/)?[\w-]{{3,25}} avatar\s)?(?:/?u/)?(?P<name>[a-z0-9_-]{{3,25}}|\[deleted\]){_IN_COMMENT}"
    r"|(?<!\S)(?:\[[–+-]\]\s?)?[\w-]{3,25}(?:\s?\[\w{1,3}\])?\s(?:-?[\d.]{1,9}k?\spoints?|\[?score hidden\]?)"
    rf"\s(?:{AGE})"
    rf"|(?<!\S)(?P<bare>[a-z0-9_-]{{3,25}})\s(?:{AGE})"
)
_ANSWERS_IN_LINE = run_on_form(r"\s+replying to /?u/[\w-]{2,25}")
_FLAIR_IN_LINE = run_on_form(
    r"(?<=\S)\s(?P<flair>\[?(?:(?:company|industry) (?:discussion|news|question|analysis)|advice request|"
    r"technical analysis|due diligence|stock analysis)\]?|\[dd\]|dd(?=\s\[dd\]))(?=\s|$)"
    rf"|(?<=\S)\s(?P<last>\[?(?:{_FLAIRS})\]?)$"
)
_FLAIR_WITHIN = 300
"""Characters of a line in which a title has its flair behind it."""


def _cut_top(line: Line, found: re.Match[str]) -> None:
    """`r/sub • 4 mo. ago name`: a name without `u/` only where it can be no word of the title."""
    user, name = found["user"] or found["later"], found["name"]
    if (
        not line.at_top
        or line.text[: found.start()].strip()
        or not (user or found["age"] or found.end("sub") == len(line.text))
    ):
        return
    is_name = name and not user and (found["join"] or is_marked_handle(name) or found.end() >= len(line.text.rstrip()))
    end, inside = found.end(), [found.start("sub")]
    if is_name:
        inside += [found.start("name"), *([found.start("join")] if found["join"] else [])]
    elif name:
        end = found.start("name")
    line.head(found.start(), end, *inside)


def _cut_comment(line: Line, found: re.Match[str]) -> None:
    """`name • 3h ago`; without "ago" or the dot only below a post, without the dot where the name can be no word."""
    is_below, bare = line.seen.headers > 0, found["bare"]
    if bare is not None:
        is_comment = is_below and is_marked_handle(bare)
    else:
        is_comment = is_below or found["name"] is None or "ago" in found.group()
    if is_comment:
        _cut_post(line, found)


def _cut_flair(line: Line, found: re.Match[str]) -> None:
    """Behind the title; a single word only where the title's line ends with it."""
    if line.seen.headers == 1 and found.start() <= _FLAIR_WITHIN and (found["flair"] or line.ends):
        line.cut(found.start("flair" if found["flair"] else "last"))
        line.cut(found.end())


def _cut_post(line: Line, found: re.Match[str]) -> None:
    answers = _ANSWERS_IN_LINE.match(line.text, found.end())
    line.head(found.start(), answers.end() if answers else found.end(), *([answers.start()] if answers else []))


READER = Reader(
    name="reddit",
    order=90,
    platform=Platform.REDDIT,
    recognises=_recognises,
    heads=_heads,
    names=("reddit", "wallstreetbets", "wsb", "r/wallstreetbets", "r/stocks"),
    link=re.compile(
        r"(?:reddit\.com|redd\.it|/r/\w+)(?:/r/\w+)?/comments/(?:\w{4,10}/[^/\s]*/(?=\w{4,10}))?(?P<topic>\w{4,10})"
    ),
    noise=re.compile(
        rf"{BARE_COUNT.pattern}|{_COMMENTS.pattern}|permalink.{{0,80}}|\d+ more repl(?:y|ies)|"
        rf"continue this thread|level \d+|archived post.{{0,120}}|new comments cannot.{{0,80}}|"
        r"vote|award|give award|hide|report|crosspost|\[?score hidden\]?|.{0,200}i am a bot.{0,200}|"
        r"search comments|expand comment search|comment (?:removed|deleted).{0,30}|"
        r".{0,20}user report.{0,200}|(?:u/)?[\w-]{1,25} avatar|this thread is archived.{0,60}",
        re.IGNORECASE,
    ),
    headers=re.compile(rf"{_FLAIR.pattern}|{ANSWERS.pattern}", re.IGNORECASE),
    asides=re.compile(rf"\s?{_SELF.pattern}|\s?\[(?:{_FLAIRS})\]$", re.IGNORECASE),
    angle_quotes=True,
    run_on=(
        RunOn(_TOP_IN_LINE, _cut_top, sign="r/"),
        RunOn(_FLAIR_IN_LINE, _cut_flair),
        RunOn(_POSTED_BY_IN_LINE, _cut_post, sign=" ago"),
        RunOn(_COMMENT_IN_LINE, _cut_comment),
    ),
    own_lines=run_on_form(
        r"(?<!\S)(?:level \d{1,2}(?=\s+[\w-]{3,25}(?: op)?\s[·•])|comments section|all \d+ comments|"
        r"upvote \d+ downvote(?: reply)?(?: award)?(?: share)?|\d+ reply share)(?!\S)"
    ),
)
