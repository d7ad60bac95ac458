"""Xueqiu: name, `date · 来自 …`, body with `$名(SH600519)$` tags, `//@name:` chains of reposts."""

import re

from bot.domain.post import Platform
from bot.intake.dates import Dated
from bot.intake.heads import in_order, labelled_head, one_line_heads, signed_heads
from bot.intake.page import Page
from bot.intake.reader import Head, Reader, Sureness
from bot.intake.run_on import run_on_form

_FROM = re.compile(r"(?:来自|來自)\s?\S.{0,24}")
_SIGNS = re.compile(
    r"来自雪球|雪球.{0,6}(?:网页版|专栏|App)|^(?:来源|转自)\s?[:：]?\s?雪球|(?<!:)//\s?@[^\s:：]{1,30}\s?[:：]|回复@\S{1,30}[:：]",
    re.MULTILINE,
)
_TAG = re.compile(r"\$[^$()\n]{1,30}\((?:S[HZ]\d{6}|BJ\d{6}|\d{5,6}|HK\w{2,5}|\.?[A-Z]{1,6})\)\$")
_HAN_TAG = re.compile(r"\$[^$()\n]{0,30}[\u3400-\u9fff][^$()\n]{0,30}\([^()$\n]{1,12}\)\$|\(S[HZ]\d{6}\)\$")
_WAS_POSTED = re.compile(r"来自|來自|发布于|修改于")
_SAYS_POSTED = re.compile(r"(?:发布于|修改于|编辑于)")
_X_HANDLE = re.compile(r"^@\w{1,20}$", re.MULTILINE)
_PICTURE = re.compile(
    r"\s?(?:查看图片|查看大图|网页链接|\[图片\]|查看全文|展开全文)(?![\u3400-\u9fff])|\s?(?<=\s)网页链接"
)


def _recognises(page: Page) -> Sureness:
    """A `(SH600519)$` tag alone may be Guba's too; with a date under a name, or a source, it is Xueqiu's."""
    top = page.opening()[:6]
    if _SIGNS.search(page.text) or any((dated := page.date(i)) and _FROM.fullmatch(dated.rest) for i in top):
        return Sureness.SURE
    if not _HAN_TAG.search(page.text):
        return Sureness.MAYBE if "来自" in page.text and _TAG.search(page.text) else Sureness.NO
    is_signed = any(_dated(page, index, 6) for index in top) and not _X_HANDLE.search(page.edges())
    return Sureness.SURE if is_signed else Sureness.MAYBE


def _dated(page: Page, index: int, top: int) -> Dated | None:
    """A date line that says from where it was posted, or one without that near the top."""
    dated = page.date(index)
    if dated is None:
        return None
    if _FROM.fullmatch(dated.rest):
        return dated
    if dated.rest:
        return None
    nearby = (page[page.next_filled(index + 1)], page[page.last_filled(index - 1)])
    if _SAYS_POSTED.match(page[index]) or any(_FROM.fullmatch(line) for line in nearby):
        return dated
    return dated if index <= top and index > 0 else None


def _heads(page: Page) -> list[Head]:
    labelled = labelled_head(page)
    if labelled is not None:
        return [labelled]
    top = page.opening()[:4]
    return in_order(
        [
            *signed_heads(page, lambda index: _dated(page, index, max(top, default=0))),
            *one_line_heads(page, _WAS_POSTED, _FROM),
        ]
    )


READER = Reader(
    name="xueqiu",
    order=50,
    platform=Platform.XUEQIU,
    recognises=_recognises,
    heads=_heads,
    names=("xueqiu", "雪球", "雪球网", "snowball"),
    link=re.compile(r"xueqiu\.com/(?:\d{4,}|[a-zA-Z]\w*)/(?P<topic>\d{5,})"),
    noise=re.compile(
        r"查看对话|查看图片|网页链接|来源[:：]\s?雪球.{0,40}|\[?长文\]?|\[?转发\]?|雪球.{0,10}风险提示.{0,60}"
    ),
    headers=_FROM,
    asides=_PICTURE,
    own_lines=run_on_form(r"(?<!\S)(?:查看图片|查看对话)(?!\S)"),
)
