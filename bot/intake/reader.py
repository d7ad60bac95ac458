"""What a platform's file says: how to know its pastes, where a post begins in them, and what is boilerplate."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum, auto

from bot.domain.post import Platform, Published
from bot.intake.dates import Dated
from bot.intake.page import Page
from bot.intake.run_on import RunOn

NEVER = re.compile(r"(?!)")
LONGEST_SOURCE = 40
_SAYS_WHERE = re.compile(
    r"(?:(?:via|from|source|seen on|来源|來源|转自|轉自|出处)\s?[:：]?\s{0,3})?(?P<name>[^\s:：]{1,20})\s?[:：]?",
    re.IGNORECASE,
)


class Sureness(IntEnum):
    """How sure a reader is that a paste is of its platform: a sure one goes before any that only may be right."""

    NO = 0
    MAYBE = 1
    SURE = 2


class Role(Enum):
    """What a post is beside the others of its paste."""

    POST = auto()
    QUOTED = auto()
    """The post before it shows it: a repost, a quote."""
    COMMENT = auto()
    """It answers the paste's first post, or the one that `Head.answers` names."""
    GOES_ON = auto()
    """It goes on with the post before it: the next part of a thread by the same author."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a post begins on a page, and what its header tells.

    Lines [first, after) are the header; the post's own text follows, up to the next head. `platform` is set where the
    post is of another platform than the paste. `handle` is the name by which others answer it.
    """

    first: int
    after: int
    author: str | None = None
    published_at: Published | None = None
    role: Role = Role.POST
    topic: str | None = None
    url: str | None = None
    platform: Platform | None = None
    handle: str | None = None
    answers: tuple[str, ...] = ()
    title: tuple[int, int] | None = None
    """Half-open stretch of the page's text inside the header that is the post's own words: a title."""


def no_dates(_page: Page, _index: int) -> Dated | None:
    return None


@dataclass(frozen=True, slots=True)
class Reader:
    """A platform, as one file of `bot/intake/platforms` describes it. Readers are tried from the lowest `order` up.

    Whole lines: `noise` is boilerplate, `headers` belong to the header (tags, flair), `footer` is a line that dates the
    post above it. Inside a line: `asides` are boilerplate. `link` finds the platform's own address of a post, with its
    id as the group `topic`. `names` are what people call the platform when they say where a text is from.
    """

    name: str
    order: int
    platform: Platform
    recognises: Callable[[Page], Sureness]
    heads: Callable[[Page], list[Head]]
    names: tuple[str, ...] = ()
    link: re.Pattern[str] = NEVER
    noise: re.Pattern[str] = NEVER
    headers: re.Pattern[str] = NEVER
    asides: re.Pattern[str] = NEVER
    footer: Callable[[Page, int], Dated | None] = no_dates
    speakers: re.Pattern[str] = NEVER
    """Inside a line: where a comment of the person in the group `name` begins without a break."""
    run_on: tuple[RunOn, ...] = ()
    """Headers as they look where each of their line ends became a space."""
    own_lines: re.Pattern[str] = NEVER
    """What stands on a line of its own: where line ends were lost, it is found inside of one."""
    angle_quotes: bool = False
    """Whether a line that begins with `>` is somebody else's words."""

    def is_named_by(self, line: str) -> bool:
        """Whether a line does nothing but say that the text is from here ("via Reddit", "来源：雪球")."""
        found = _SAYS_WHERE.fullmatch(line) if len(line) <= LONGEST_SOURCE else None
        return found is not None and found["name"].lower() in self.names
