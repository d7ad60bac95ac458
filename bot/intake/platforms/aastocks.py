"""AASTOCKS news: prose with quote data put in behind every company's name."""

import re

from bot.domain.post import Platform
from bot.intake.heads import signed_heads
from bot.intake.page import Page
from bot.intake.reader import Head, Reader, Sureness
from bot.intake.run_on import run_on_form

_CHANGE = r"[+\-−]?\d[\d,.]*\s{1,3}\([+\-−]?\d[\d.]*%\)"
_SHORT = r"(?:short selling|沽空)\s{1,3}\$[\d.,]+\s?[a-z億亿萬万]{0,2}\s{0,2}[;；]\s{0,2}(?:ratio|比率)\s{1,3}[\d.]+%"
_INJECTED = re.compile(
    rf"(?<=\))\s{{0,4}}{_CHANGE}(?:\s{{1,6}}{_SHORT})?|(?<=\))\s{{0,4}}{_SHORT}|\s{{1,4}}{_SHORT}", re.IGNORECASE
)
_SIGNS = re.compile(r"^.{0,40}\baastocks\b.{0,60}$|\baafn\b|^阿思達克.{0,40}$", re.IGNORECASE | re.MULTILINE)


def _recognises(page: Page) -> Sureness:
    if re.search(_SHORT, page.text, re.IGNORECASE) or _SIGNS.search(page.edges()):
        return Sureness.SURE
    return Sureness.NO


def _heads(page: Page) -> list[Head]:
    """The date stands under the headline, and no author does."""
    top = set(page.opening()[:5])
    found = signed_heads(page, lambda index: page.date(index) if index in top and _is_whole(page, index) else None)
    return [Head(head.after - 1, head.after, None, head.published_at) for head in found][:1]


def _is_whole(page: Page, index: int) -> bool:
    dated = page.date(index)
    return dated is not None and re.fullmatch(r"\(?(?:hkt)?\)?", dated.rest, re.IGNORECASE) is not None


READER = Reader(
    name="aastocks",
    order=70,
    platform=Platform.GENERIC,
    recognises=_recognises,
    heads=_heads,
    names=("aastocks", "阿思達克"),
    link=re.compile(r"aastocks\.com/\S*?/(?P<topic>(?:NOW|GLH|HKEX)\.\d+)"),
    noise=re.compile(
        r".{0,40}\baastocks\b.{0,60}|阿思達克.{0,20}|related news.{0,80}|相關新聞.{0,80}|.{0,80}quote is (?:delayed|"
        r"real-?time).{0,80}|.{0,40}延遲最少.{0,40}|more on this stock.{0,20}|"
        r"positive|negative|利好|利淡",
        re.IGNORECASE,
    ),
    asides=_INJECTED,
    own_lines=run_on_form(
        r"(?<!\S)(?:aastocks financial news|阿思達克財經新聞)(?!\S)|(?<!\S)(?:related news|相關新聞)[^\n]{0,80}$"
    ),
)
