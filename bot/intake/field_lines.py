"""Restores the line ends between labelled fields that came as one line: of a letter, of front matter, of a source."""

import re

from bot.intake.dates import date_at_start
from bot.intake.page import is_name
from bot.intake.run_on import TOP

_MATTER = re.compile(r"\s*---\s+(?:title|type|locale|url|author|datetime)\s?:\s")
_MATTER_KEY = re.compile(
    r"(?<!\S)(?=(?:title|type|locale|url|description|datetime|published_at|published|date|created_at|updated_at|locales|author|"
    r"tags|symbols|related_\w{1,20}|language|topic_id|id|source)\s?:\s)|(?<!\S)(?=- \[)|(?<!\S)(?=---(?:\s|$))"
)
_HEADING = re.compile(r"(?<!\S)#{1,2}\s")
_TITLE = re.compile(r"(?:^|\n)\s*title\s?:\s*(?P<value>.*)")
_FIELD = re.compile(
    r"(?<!\S)(?P<key>from|to|cc|bcc|date|sent|subject|reply-to|发件人|收件人|抄送|日期|发送时间|时间|主题|寄件者|收件者|主旨)\s?[:：](?=\s|[^\s\w/])\s?",
    re.IGNORECASE,
)
_HAN_FIELD = re.compile(r"(?<!\S)(?P<key>发件人|收件人|抄送|日期|发送时间|时间|主题|寄件者|收件者|主旨)\s?[:：]")
_FROM = frozenset(("from", "发件人", "寄件者"))
_SENT = frozenset(("date", "sent", "日期", "发送时间", "时间"))
_SUBJECT = frozenset(("subject", "主题", "主旨"))
_GREETING = re.compile(
    r"(?<=\s)(?:Dear\s|Hi\b|Hello\b|Hey\b|(?:Good )?[Mm]orning\b|All,|Team,|Folks,|Friends,|Partners,|"
    r"各位|大家好|您好|你好)"
)
_MARKER = re.compile(
    r"(?<!\S)(?:[-_=]{3,}\s?(?:(?:original|(?:begin )?forwarded) message|原始邮件|转发的邮件|轉寄的郵件)"
    r"\s?[-_=]{2,}|begin forwarded message:)",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?<!\S)On\s[^\n:：>]{6,60}?,\s(?:[ap]m,?\s)?[A-Z][^\n:：>\d,]{0,50}?\swrote:(?=\s)")
_LABEL = re.compile(
    r"(?<!\S)(?P<key>作者|撰文|原创|author|written by|posted by|日期|时间|時間|发布时间|发表时间|发布日期|date|"
    r"published|posted|publish date|链接|原文链接|連結|网址|link|url|source url|permalink|来源|來源|来自|source|via)"
    r"\s?[:：|｜]\s?",
    re.IGNORECASE,
)
_AUTHORS = frozenset(("作者", "撰文", "原创", "author", "written by", "posted by"))
_DATES = frozenset(
    ("日期", "时间", "時間", "发布时间", "发表时间", "发布日期", "date", "published", "posted", "publish date")
)
_SOURCES = frozenset(("来源", "來源", "来自", "source", "via"))
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}\.\w{2,12}")
_SIGNED_BELOW = re.compile(
    r"(?<=[.!?。！？…\"”」）)])\s+(?=(?:作者|撰文|[Aa]uthor|[Ww]ritten by)\s?[:：|｜]\s?[^\s:：。.][^:：。.]{0,39}$)"
)
_RIGHTS = re.compile(
    r"(?<!\S)(?P<words>(?:著作权归作者所有|风险提示\s?[:：]|免责声明\s?[:：]|郑重声明\s?[:：]|本文版[权權](?:归|歸)|[当當]前[内內]容[仅僅]代表作者)[^。\n]{0,160}。"
    r"(?:\s?(?:商业转载|非商业转载|风险提示|本文所|据此|[内內]容[仅僅]供|如[对對]本平台|亦不构成|投资有风险|[当當]前[内內]容[仅僅]代表)[^。\n]{0,160}。?){0,6})"
)
LONGEST_VALUE = 140
"""Characters between one field of a header and the next."""


def restore_fields(text: str) -> str:
    """The text with a line for each field of a letter's header, of front matter, of a source's labels."""
    if _MATTER.match(text):
        return _matter(text)
    text = _MARKER.sub(lambda found: f"\n{found.group()}\n", text)
    text = _WROTE.sub(lambda found: f"\n{found.group()}\n", text)
    text = _mails(text)
    text = _labels(text)
    text = _RIGHTS.sub(lambda found: f"\n{found['words'].strip()}\n", text)
    return _SIGNED_BELOW.sub("\n", text)


def _matter(text: str) -> str:
    """Front matter: from one row of dashes to the next, or to the heading."""
    close = re.compile(r"\s---(?=\s|$)").search(text, 4)
    heading = _HEADING.search(text, 4)
    end = close.end() if close else heading.start() if heading else 0
    if not end:
        return text
    matter = _MATTER_KEY.sub("\n", text[:end]).lstrip("\n")
    matter = "\n".join(line.strip() for line in matter.split("\n") if line.strip())
    title, below = _TITLE.search(matter), text[end:].lstrip()
    heading = _HEADING.match(below)
    said = title["value"].strip().strip("\"'") if title else ""
    if heading and said and below.startswith(said, heading.end()):
        cut = heading.end() + len(said)
        below = f"{below[:cut]}\n{below[cut:].lstrip()}"
    return f"{matter}\n{below}"


def _mails(text: str) -> str:
    """A letter's fields follow each other; among them are its sender and one more."""
    pieces, done = [], 0
    for run in _runs([*_FIELD.finditer(text)]):
        keys = {found["key"].lower() for found in run}
        if not keys & _FROM or len(keys) < 2 or run[0].start() < done or not _is_sent(text, run):
            continue
        for found in run:
            pieces += [text[done : found.start()].rstrip(" "), "\n"]
            done = found.start()
        last = run[-1]
        end = _field_end(text, last["key"].lower(), last.end())
        pieces += [text[done:end].rstrip(" "), "\n"]
        done = end + len(text[end : end + 400]) - len(text[end : end + 400].lstrip(" "))
    return "".join([*pieces, text[done:]]).lstrip("\n") if pieces else text


def _value(text: str, run: list[re.Match[str]], number: int) -> str:
    """The words of a field, up to the next one or to the line's end."""
    end = run[number + 1].start() if number + 1 < len(run) else run[number].end() + LONGEST_VALUE
    return text[run[number].end() : end].split("\n")[0].strip()


def _is_sent(text: str, run: list[re.Match[str]]) -> bool:
    """Whether the sender is a name or an address: a sentence has "from:" too."""
    senders = [_value(text, run, number) for number, found in enumerate(run) if found["key"].lower() in _FROM]
    return any(_ADDRESS.search(sender) or is_name(sender.strip("\"' ")) for sender in senders)


def _is_dated_or_linked(text: str, run: list[re.Match[str]]) -> bool:
    """Whether one of the labels has a date, an address or a source behind it."""
    for number, found in enumerate(run):
        key, value = found["key"].lower(), _value(text, run, number)
        if key in _DATES and date_at_start(value[:90], None) is not None:
            return True
        if key not in _DATES | _AUTHORS and ("/" in value.split(" ")[0] or key in _SOURCES):
            return True
    return False


def _runs(found: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    runs: list[list[re.Match[str]]] = []
    for one in found:
        near = runs and one.start() - runs[-1][-1].end() <= LONGEST_VALUE
        if near and one["key"].lower() not in {other["key"].lower() for other in runs[-1]}:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _field_end(text: str, key: str, start: int) -> int:
    """Where the value of the last field ends: at a line end that shows, at a greeting, behind a date or an address."""
    line_end = text.find("\n", start)
    value = text[start : line_end if line_end >= 0 else len(text)][:300]
    if key in _SENT | _DATES:
        dated = date_at_start(value[:90], None)
        if dated is not None:
            return start + len(value[:90]) - len(dated.rest) if dated.rest else start + len(value[:90])
    if key in _SUBJECT and (greeting := _GREETING.search(value)) is not None:
        return start + greeting.start()
    if "://" in value.split(" ")[0] or key in _SOURCES:
        return start + len(value.split(" ")[0])
    return start + len(value)


def _labels(text: str) -> str:
    """The labels over a text, one of them the author's."""
    for run in _runs([*_LABEL.finditer(text[:600])]):
        keys = {found["key"].lower() for found in run}
        if not keys & _AUTHORS or run[0].start() > TOP or not _is_dated_or_linked(text, run):
            continue
        pieces, done = [], 0
        for found in run:
            pieces += [text[done : found.start()].rstrip(" "), "\n"]
            done = found.start()
        last = run[-1]
        end = _field_end(text, last["key"].lower(), last.end())
        pieces += [text[done:end].rstrip(" "), "\n", text[end:].lstrip(" ")]
        return "".join(pieces).lstrip("\n")
    return text
