"""Eastmoney's Guba: title, name, `发表于 date`, counts, body; its ADR board tags `$名(ADR)(OTCBB|CODE)$`."""

import re
from dataclasses import replace

from bot.domain.post import Platform
from bot.intake.dates import Dated
from bot.intake.heads import in_order, labelled_head, one_line_heads, signed_heads
from bot.intake.page import Page
from bot.intake.reader import Head, Reader, Role, Sureness
from bot.intake.run_on import run_on_form

_BOARD = re.compile(
    r"股吧(?:网页版|手机版|iphone版|安卓版|android版)|东方财富(?:网页版|app|iphone版|android版|安卓版|手机版)|.{1,12}股吧",
    re.IGNORECASE,
)
_BOARD_LINE = re.compile(
    r"(?:来自|来源|來自)\s?[:：]?\s?(?:东方财富|股吧).{0,20}|"
    r".{0,30}(?:股吧(?:网页版|手机版|iPhone版|Android版)|东方财富(?:iPhone版|Android版|网页版|手机版|"
    r"股吧)|guba\.eastmoney).{0,30}|.{1,12}(?:股吧|吧)（[\w.]{1,10}）"
)
_SOURCE = re.compile(rf"(?:(?:来自|來自)\s?)?(?:{_BOARD.pattern}).{{0,12}}", re.IGNORECASE)
_GIVEN_NAME = re.compile(r"股友[\w]{2,20}")
_ADR_TAG = re.compile(r"\([A-Z]{2,8}\|[A-Z0-9.]{1,8}\)\$?")
_POSTED = re.compile(r"(?:发表于|發表於|发布于|更新于)")


def _recognises(page: Page) -> Sureness:
    opening = page.opening()[:12]
    if _ADR_TAG.search(page.text) or any(
        _BOARD_LINE.fullmatch(page[i]) or _GIVEN_NAME.fullmatch(page[i]) for i in opening
    ):
        return Sureness.SURE
    return Sureness.SURE if any(_POSTED.match(page[i]) and _dated(page, i) for i in opening) else Sureness.NO


def _dated(page: Page, index: int) -> Dated | None:
    """`发表于 2025-03-04 14:05:09 股吧网页版`; a bare date only after such words or under a given name."""
    dated = page.date(index)
    if dated is None:
        return None
    if not dated.rest:
        named = bool(_GIVEN_NAME.fullmatch(page[page.last_filled(index - 1)]))
        return dated if named or _POSTED.match(page[index]) or index in page.opening()[:4] else None
    return dated if _SOURCE.fullmatch(dated.rest) else None


def _heads(page: Page) -> list[Head]:
    labelled = labelled_head(page)
    heads = in_order([*signed_heads(page, lambda index: _dated(page, index)), *one_line_heads(page, _POSTED, _SOURCE)])
    if labelled is not None and (not heads or heads[0].author is None):
        return [labelled]
    return heads[:1] + [replace(head, role=Role.COMMENT) for head in heads[1:]]


READER = Reader(
    name="guba",
    order=40,
    platform=Platform.GENERIC,
    recognises=_recognises,
    heads=_heads,
    names=("guba", "股吧", "东方财富", "东方财富股吧", "东财"),
    link=re.compile(r"gub[a-z]*\.eastmoney\.com/news,(?P<topic>\w+,\d+)"),
    noise=re.compile(
        r"(?:阅读|评论|点赞|转发|收藏|分享)\s?\d*(?:[\s·|]+(?:阅读|评论|点赞|转发|收藏|分享)\s?\d*)*|"
        r"郑重声明.{0,200}|(?:全部|热门|最新)(?:评论|回复).{0,12}|(?:股吧首页|返回.{1,10}吧)(?:\s?[>»].{0,60})?"
    ),
    headers=re.compile(r"(?:来自|來自|来源)\s?[:：]?\s?(?:东方财富|股吧).{0,20}|IP属地.{0,10}"),
    own_lines=run_on_form(r"(?<!\S)(?:全部|热门|最新)(?:评论|回复)(?:\s\d+)?(?!\S)"),
)
