"""The Tiger community: name, `MM-DD HH:MM` without a year, body; often many posts of one person on a page."""

import re

from bot.domain.post import Platform
from bot.intake.dates import Dated
from bot.intake.heads import signed_heads
from bot.intake.page import Page
from bot.intake.reader import Head, Reader, Sureness

_TAG = r"\$[^$()\n]{1,60}\([A-Z0-9.]{1,10}\)\$"
_ANY_TAG = re.compile(_TAG)
_STARTS_WITH_TAG = re.compile(rf"{_TAG}")
_PREFIXED = re.compile(r"\(S[HZ]\d{6}\)\$")
_DATE = re.compile(r"(?:(?:19|20)\d{2}-)?\d{2}-\d{2}(?:\s\d{1,2}:\d{2})?")
_LATIN_TAG = re.compile(r"\$[A-Za-z][A-Za-z0-9 .,&'-]{1,50}\([A-Z0-9.]{1,10}\)\$")


def _recognises(page: Page) -> Sureness:
    if _PREFIXED.search(page.text) or not _ANY_TAG.search(page.text):
        return Sureness.NO
    if any(_dated(page, index) for index in page.opening()[:8]) and "来自" not in page.edges():
        return Sureness.SURE
    return Sureness.MAYBE if _LATIN_TAG.search(page.text) else Sureness.NO


def _dated(page: Page, index: int) -> Dated | None:
    return page.date(index) if _DATE.fullmatch(page[index]) else None


def _heads(page: Page) -> list[Head]:
    heads = signed_heads(page, lambda index: _dated(page, index))
    if len(heads) > 1:
        return _with_the_name_above(heads)
    paragraphs = _tagged_paragraphs(page, heads[0].after if heads else 0)
    if len(paragraphs) < 2:
        return heads
    first = heads[0] if heads else Head(0, 0)
    rest = (Head(index, index, first.author) for index in paragraphs[1:])
    return [first, *rest]


def _with_the_name_above(heads: list[Head]) -> list[Head]:
    """A person's page names its owner once, over the first date."""
    owner = heads[0].author
    if any(head.author for head in heads[1:]):
        return heads
    return [Head(head.first, head.after, owner, head.published_at) for head in heads]


def _tagged_paragraphs(page: Page, after: int) -> list[int]:
    """The first lines of the paragraphs below a header where each begins with a tag and argues beyond it; else none."""
    starts = [i for i in range(after, len(page)) if page[i] and (i == after or not page[i - 1])]
    argues = all(_STARTS_WITH_TAG.match(page[i]) and len(_ANY_TAG.sub("", page[i])) >= 20 for i in starts)
    return starts if argues else []


READER = Reader(
    name="tiger",
    order=60,
    platform=Platform.GENERIC,
    recognises=_recognises,
    heads=_heads,
    names=("tiger", "tigerbrokers", "tigerbbs", "老虎", "老虎社区", "老虎证券"),
    link=re.compile(r"(?:ttm\.financial|ttmplan\.com|tigerbbs\.com|laohu8\.com)(?:/m)?/posts?/(?P<topic>\d{6,})"),
    noise=re.compile(
        r"disclaimer[:：]? investing carries risk.*|.{0,20}老虎社区.{0,30}|tiger ?brokers.{0,60}", re.IGNORECASE
    ),
)
