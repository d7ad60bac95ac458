"""Chats copied from Discord, Telegram, WhatsApp or WeChat: each message under, or behind, its sender and time."""

import re

from bot.domain.post import Platform
from bot.intake.dates import date_at_start
from bot.intake.page import Page, clean_name, is_name
from bot.intake.reader import Head, Reader, Sureness
from bot.intake.run_on import CLOCKED, Line, RunOn, name_before, run_on_form, take

_LONGEST = 100
_DISCORD = re.compile(r"(?:(?P<name>[^\s—].{0,40}?)\s?)?(?:\[?(?:APP|BOT)\]?\s?)?(?<!—)—(?!—)\s?(?P<date>\S.{2,40})")
_TELEGRAM = re.compile(
    r"(?:(?P<name>[^\s,].{0,40}?)?,\s|(?P<plain>\S.{0,40}?)\s)\[(?P<date>[^\]]{6,40})\](?:\s?[:：]?)"
)
_WECHAT = re.compile(
    r"(?P<name>\S.{0,30}?)\s{1,3}(?P<date>20\d{2}[-/年]\d{1,2}[-/月]\d{1,2}日?\s\d{1,2}:\d{2}(?::\d{2})?)"
)
_WHATSAPP = re.compile(
    r"(?:\[(?P<date>[\d./-]{6,10}[, ]{1,2}\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)\]|"
    r"(?P<date2>[\d./-]{6,10}[, ]{1,2}\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)\s-)"
    r"\s?(?P<name>[^:：]{1,40})[:：]\s(?P<words>\S.*)"
)


def _recognises(page: Page) -> Sureness:
    heads = _heads(page)
    if not heads or heads[0].first > page.next_filled(0):
        return Sureness.NO
    return Sureness.SURE if len(heads) > 1 else Sureness.MAYBE


def _heads(page: Page) -> list[Head]:
    found = (_head(page, index) for index in range(len(page)))
    return [head for head in found if head is not None]


def _head(page: Page, index: int) -> Head | None:
    line = page.line(index)
    behind = _WHATSAPP.match(line.text) if line.text[:1] in "[0123456789" else None
    if behind is not None:
        dated = date_at_start(behind["date"] or behind["date2"], page.now)
        title = (line.start + behind.start("words"), line.end)
        return Head(index, index + 1, clean_name(behind["name"]), dated.value if dated else None, title=title)
    if len(line.text) > _LONGEST:
        return None
    for form in (_DISCORD, _TELEGRAM, _WECHAT):
        under = form.fullmatch(line.text)
        name = next((found for found in (under.groupdict().get("plain"), under["name"]) if found), "") if under else ""
        dated = date_at_start(under["date"], page.now) if under and (not name or is_name(name)) else None
        if under and dated and not dated.rest:
            return Head(index, index + 1, clean_name(name), dated.value)
    return None


_SENDER = r"[^\s:：\[\]][^:：\[\]]{0,39}[:：](?=\s)"
_SENT = r"[\d./-]{6,10},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
_SENT_AND_SENDER = run_on_form(rf"\[{_SENT}\]\s{_SENDER}|(?<![\d/.:-]){_SENT}\s-\s{_SENDER}")
_SENT_BEHIND = run_on_form(rf"(?:\s(?:app|bot))?\s—\s(?:{CLOCKED})(?!\w)|,?\s\[(?:{CLOCKED})\]:?(?!\w)")


def _cut_message(line: Line, found: re.Match[str]) -> None:
    line.cut(found.start())
    line.done = found.end()
    line.seen.headers += 1


def _cut_under_sender(line: Line, found: re.Match[str]) -> None:
    name = name_before(line, found.start())
    if name.sure:
        take(line, name, found.end())
    elif found.group().lstrip().startswith(("—", ",")) and line.seen.headers:
        line.head(found.start(), found.end())  # somebody else speaks, and the name can't be told from the words before


READER = Reader(
    name="chat",
    order=85,
    platform=Platform.GENERIC,
    recognises=_recognises,
    heads=_heads,
    names=("discord", "telegram", "whatsapp", "微信群"),
    noise=re.compile(
        r"<media omitted>|\[(?:图片|表情|动画表情|视频|语音)\]|.{1,40} (?:joined|left) the (?:group|server)\.?",
        re.IGNORECASE,
    ),
    angle_quotes=True,
    run_on=(RunOn(_SENT_AND_SENDER, _cut_message, sign=":"), RunOn(_SENT_BEHIND, _cut_under_sender, sign=":")),
)
