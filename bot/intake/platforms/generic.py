"""Everything else: letters, newsletters, articles. An author or a date is read only where the text names it."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.post import Platform, Published
from bot.intake.dates import Dated, date_at_end, date_at_start
from bot.intake.heads import LONGEST_HEAD, labelled_head, name_above, name_and_date
from bot.intake.page import Page, clean_name, is_name
from bot.intake.reader import Head, Reader, Role, Sureness
from bot.intake.run_on import (
    AGE,
    CLOCKED,
    DAY,
    LED_IN,
    TOP,
    Line,
    Name,
    RunOn,
    is_marked_handle,
    name_before,
    run_on_form,
    take,
)

_MAIL_FIELD = re.compile(
    r"(?P<key>from|to|cc|bcc|date|sent|subject|reply-to|发件人|收件人|抄送|日期|发送时间|时间|主题|寄件者|收件者|主旨)\s?[:：]\s?(?P<value>.*)",
    re.IGNORECASE,
)
_FROM = frozenset(("from", "发件人", "寄件者"))
_SENDER_FIELD = re.compile(r"^[^\S\n]*(?:from|发件人|寄件者)\s?[:：]", re.IGNORECASE | re.MULTILINE)
_SENT = frozenset(("date", "sent", "日期", "发送时间", "时间"))
_SUBJECT = frozenset(("subject", "主题", "主旨"))
_SUBJECT_MARK = re.compile(r"^(?:(?:re|fwd?|答复|回复|回覆|转发|轉寄)\s?[:：]\s?)+", re.IGNORECASE)
_ADDRESS = re.compile(r"\s?[<(]?(?P<address>[\w.+-]+@[\w.-]+\.\w{2,})[>)]?")
_LONGEST_SENDER = 200
"""Characters of a name and its address: a longer line is no sender's, and slow to look through."""
_FORWARDED = re.compile(
    r"[-_=\s]{3,}(?:original message|forwarded message|begin forwarded message|原始邮件|转发的邮件|"
    r"轉寄的郵件)[-_=\s]{0,20}|begin forwarded message:",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|written by|words by)\s(?P<name>[^,|·•\n]{2,40}?)(?:\s?[,|·•]\s?(?P<date>.{4,60}))?", re.IGNORECASE
)
_NAME_WORDS = re.compile(r"[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|de|van|von|der|la|di|bin|al|da|du|le)){0,4}")
_NO_NAMES = re.compile(
    r"\b(?:notes?|weekly|daily|letter|update|review|outlook|report|results?|earnings|thoughts|market|"
    r"markets|stocks?|research|why|how|what|when|the|quarter|quarterly|monthly|"
    r"digest|brief(?:ing)?|memo|issue|preview|recap|summary|part|thesis|case|investment|newsletter)\b|"
    r"周报|日报|点评|分析|笔记|纪要|复盘|总结|研究|展望|晨会|速递|为什么|如何|怎么|财报|观点|报告|思考|逻辑|机会|风险|的|吗",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"[(（]?(?:作者|撰文|撰稿|author|written by)\s?[:：|｜/]\s?(?P<name>[^()（）。]{2,60})[)）]?", re.IGNORECASE
)
_FAREWELL = re.compile(
    r"(?:(?:with |my )?(?:best|kind|warm|kindest|warmest)(?: regards| wishes)?|regards|"
    r"(?:yours )?(?:sincerely|faithfully)|yours(?: truly| ever)?|cheers|all the best|respectfully)[,.!]?",
    re.IGNORECASE,
)
_LONGEST_FAREWELL = 6
"""Lines from "Best regards" to the end: name, office, address."""
_TOP = 7


def _recognises(page: Page) -> Sureness:
    """Always perhaps; surely where it is a letter or carries a byline with its date."""
    if _mail(page, page.next_filled(0)) is not None:
        return Sureness.SURE
    bylines = [_bylined(page, index) for index in page.opening()[:_TOP]]
    return Sureness.SURE if any(head and head.published_at for head in bylines) else Sureness.MAYBE


def _heads(page: Page) -> list[Head]:
    mails = _mails(page)
    if mails:
        return mails
    for index in page.opening()[:_TOP]:
        if (head := _bylined(page, index)) is not None:
            return [head]
    labelled = labelled_head(page)
    signed = [labelled] if labelled is not None else _signed(page)
    if signed and signed[0].author is not None:
        return signed
    return [replace(head, author=_signed_off(page)) for head in signed or [Head(0, 0)]]


@dataclass(slots=True)
class _Mail:
    """The fields above a letter. `title` is where the subject stands in the page's text."""

    after: int
    author: str | None = None
    published: Published | None = None
    title: tuple[int, int] | None = None
    fields: int = 0


def _mail(page: Page, first: int) -> _Mail | None:
    """The fields of a letter from a line on; None where there are fewer than two of them or no sender."""
    mail = _Mail(first)
    for index in range(first, min(first + 12, len(page))):
        found = _MAIL_FIELD.fullmatch(page[index])
        if found is None:
            break
        _note(page, index, found, mail)
        mail.after, mail.fields = index + 1, mail.fields + 1
    return _with_byline(page, mail) if mail.fields >= 2 and mail.author is not None else None


def _with_byline(page: Page, mail: _Mail) -> _Mail:
    """A letter that repeats its sender or its subject, and then names who wrote it: that is the author."""
    known = {(mail.author or "").casefold(), _bare_subject(page, mail)}
    index = page.next_filled(mail.after)
    while (line := page[index]) and line.casefold() in known:
        index = page.next_filled(index + 1)
    head = _bylined(page, index) if page[index] else None
    if head is None:
        return mail
    return replace(mail, after=head.after, author=head.author, published=mail.published or head.published_at)


def _bare_subject(page: Page, mail: _Mail) -> str:
    subject = page.text[slice(*mail.title)] if mail.title else ""
    return _SUBJECT_MARK.sub("", subject).casefold()


def _note(page: Page, index: int, found: re.Match[str], mail: _Mail) -> None:
    key, value = found["key"].lower(), found["value"].strip()
    if key in _FROM:
        mail.author = _sender(value)
    elif key in _SENT and (dated := date_at_start(value, page.now)) is not None:
        mail.published = dated.value
    elif key in _SUBJECT and value:
        end = page.line(index).end
        mail.title = (end - len(value), end)


def _sender(value: str) -> str | None:
    """The name before an address; the address where there is no name."""
    value = value[:_LONGEST_SENDER]
    name = clean_name(_ADDRESS.sub("", value).strip("\"' "))
    address = _ADDRESS.search(value)
    return name or (address["address"] if address else None)


def _mails(page: Page) -> list[Head]:
    heads: list[Head] = []
    if not _SENDER_FIELD.search(page.text):
        return heads  # no letter is without a sender, and a paste may have very many lines
    index = 0
    while index < len(page):
        first = page.next_filled(index + 1) if _FORWARDED.fullmatch(page[index]) else index
        mail = _mail(page, first) if page[first] else None
        if mail is not None:
            at_top = not heads and page.last_filled(index - 1) < 0
            role = Role.POST if at_top else Role.QUOTED
            heads += [] if heads or at_top else [Head(0, 0)]
            heads.append(Head(index, mail.after, mail.author, mail.published, role, title=mail.title))
        index = mail.after if mail else index + 1
    return heads


def _bylined(page: Page, index: int) -> Head | None:
    """`By Name, date`, or `By Name` with the date on the next line."""
    found = _BYLINE.fullmatch(page[index])
    if found is None or not _NAME_WORDS.fullmatch(found["name"].strip()):
        return None
    dated = date_at_start(found["date"], page.now) if found["date"] else None
    if dated is not None and not dated.rest:
        return Head(index, index + 1, clean_name(found["name"]), dated.value)
    below = page.next_filled(index + 1)
    dated = _bare_date(page, below)
    after = below + 1 if dated else index + 1
    return Head(index, after, clean_name(found["name"]), dated.value if dated else None)


def _bare_date(page: Page, index: int) -> Dated | None:
    """A date with nothing behind it, or a place or the like behind a settled one."""
    dated = page.date(index)
    if dated is None or not dated.rest:
        return dated
    is_short = len(dated.rest) <= 12 and not re.search(r"[.。,，]|\bread\b", dated.rest)
    return dated if is_short and dated.value is not None else None


def _signed(page: Page) -> list[Head]:
    """A date near the top, and the name beside or over it where that can be nothing else."""
    for index in page.opening()[:_TOP]:
        head = _signed_in_line(page, index) or _signed_above(page, index)
        if head is not None:
            return [head]
    return _signed_below(page)


def _signed_in_line(page: Page, index: int) -> Head | None:
    """`name · date`, or a dateline ("Rotterdam, 3 March 2026"), or the number of an issue with its date."""
    line = page[index]
    if len(line) > LONGEST_HEAD or page.date(index) is not None:
        return None
    both = name_and_date(line, page.now)
    if both is not None and len(both[1].rest) <= 8 and _is_person(both[0]):
        return Head(index, index + 1, clean_name(both[0]), both[1].value)
    dated = date_at_end(line, page.now)
    if dated is None or re.search(r"[.。!?！？]\s", dated.rest):
        return None
    byline = _BYLINE.fullmatch(dated.rest)
    name = clean_name(byline["name"]) if byline and _is_person(byline["name"]) else None
    is_name_alone = byline is None and _is_person(dated.rest) and not page.last_filled(index - 1) < 0
    return Head(index, index + 1, clean_name(dated.rest) if is_name_alone else name, dated.value)


def _signed_above(page: Page, index: int) -> Head | None:
    dated = _bare_date(page, index)
    if dated is None or (dated.value is None and not page[index - 1]):
        return None
    above = name_above(page, index, 0)
    if above is not None and _is_person(page[above]):
        return Head(above, index + 1, clean_name(page[above]), dated.value)
    return Head(index, index + 1, None, dated.value)


def _signed_below(page: Page) -> list[Head]:
    """An author named as such in the last lines, and the date there."""
    author, published = None, None
    for index in page.ending()[-4:]:
        found = _SIGNED.fullmatch(page[index])
        if found is not None:
            both = name_and_date(found["name"], page.now)
            author = clean_name(both[0] if both else found["name"])
            published = published or (both[1].value if both else None)
        elif (dated := _bare_date(page, index)) is not None and author is not None:
            published = published or dated.value
    return [Head(0, 0, author, published)] if author is not None else []


def _signed_off(page: Page) -> str | None:
    """The name that ends a letter, straight under "Best regards" or the like."""
    ending = page.ending()[-_LONGEST_FAREWELL:]
    for farewell, name in pairwise(ending):
        if _FAREWELL.fullmatch(page[farewell]) and _is_person(page[name]):
            return clean_name(page[name])
    return None


def _is_person(line: str) -> bool:
    """A handle, a Western name of two words or more, or a short Chinese one; not a headline."""
    if not is_name(line) or _NO_NAMES.search(line):
        return False
    if re.search(r"[\u3400-\u9fff]", line):
        return len(line) <= 10
    return bool(re.fullmatch(r"@\w+|[a-z0-9]\w*|\w*[_\d]\w*", line)) or (
        " " in line and bool(_NAME_WORDS.fullmatch(line))
    )


_BYLINE_IN_LINE = re.compile(
    rf"(?<!\S)(?:[Bb]y|[Ww]ritten by|[Ww]ords by)\s(?:{_NAME_WORDS.pattern})"
    rf"(?:(?P<gap>\s?[,|·•])?\s(?P<date>(?i:{DAY}))|$)"
    rf"|(?<!\S)(?:文|撰文|作者|原创)\s?[/／｜|:：\s]\s?[^\s:：/／|｜,，。]{{1,20}}(?:\s(?:(?i:{CLOCKED}|{DAY})))?(?!\S)"
)
_AT_LINE_END = run_on_form(rf"(?<!\S)(?P<date>{DAY}|{AGE})(?:\s∙\spaid|\s[^\s.。,，]{{1,12}})?\s*$")
_UNDER_TITLE = re.compile(rf"(?<!\S)(?P<date>(?i:{DAY}))(?=\s+[A-Z\u3400-\u9fff$\"“*#])")
_LETTER = run_on_form(
    r"\b(?:notes?|weekly|daily|letter|update|review|outlook|brief|digest|memo|issue|recap|newsletter|round-?up|wrap)\b|"
    r"周报|日报|晨会|速递|笔记|复盘|纪要"
)
_LONGEST_TITLE = 60
_PUNCTUATED = re.compile(r"[,，·•|—–-]\s*$")


def _cut_byline(line: Line, found: re.Match[str]) -> None:
    """`By name, date`; where "by" may stand in a sentence, only in a line of its own or at a line's end."""
    ends, is_lower = line.ends and found.end() >= len(line.text.rstrip()), found.group()[0].islower()
    if is_lower and found.start() > 0 and not ends:
        return
    if line.at_top and found.start() <= TOP and not line.goes_on(found.end()) and not line.is_lower(found.end()):
        line.head(found.start(), found.end(), *([found.start("date")] if found["date"] and not found["gap"] else []))


def _cut_at_line_end(line: Line, found: re.Match[str]) -> None:
    """A bare date that ends a line near the top of a page whose line ends partly show."""
    before = line.text[: found.start()]
    if not (line.at_top and line.ends) or found.start() > TOP or LED_IN.search(before):
        return
    name = name_before(line, found.start(), most_words=3)
    if not before.strip() or (_PUNCTUATED.search(before) and not (name.sure and name.badges)):
        line.header()
    else:
        take(line, name, len(line.text), found.start())


def _cut_under_title(line: Line, found: re.Match[str]) -> None:
    """A bare date behind the title of a letter, or behind a handle that opens the page."""
    before = line.text[: found.start()]
    is_letter = len(before) <= _LONGEST_TITLE and _LETTER.search(before) is not None
    name = name_before(line, found.start())
    is_handle = name.sure and name.start == 0 and is_marked_handle(name.text)
    if line.at_top and (is_letter or is_handle) and not LED_IN.search(before) and not line.goes_on(found.end()):
        take(line, name if is_handle else Name(0, "", sure=False), found.end(), found.start())


READER = Reader(
    name="generic",
    order=1000,
    platform=Platform.GENERIC,
    recognises=_recognises,
    heads=_heads,
    noise=re.compile(
        r"view (?:this email )?in (?:your )?browser.{0,60}|.{0,40}\bunsubscribe\b.{0,80}|"
        r"forwarded this email\?.{0,60}|.{0,20}paid|listen to post.{0,20}|"
        r"thanks for reading.{0,120}|manage (?:your )?(?:subscription|preferences).{0,60}|"
        r"(?:this|today['’]s)(?: week['’]s)? (?:issue|edition|newsletter|letter|episode|post|e-?mail) is "
        r"(?:brought to you|sponsored|presented|supported|made possible) by.{0,160}|"
        r"update your profile.{0,60}|[∙•·]",
        re.IGNORECASE,
    ),
    headers=_SIGNED,
    angle_quotes=True,
    run_on=(
        RunOn(_BYLINE_IN_LINE, _cut_byline),
        RunOn(_AT_LINE_END, _cut_at_line_end),
        RunOn(_UNDER_TITLE, _cut_under_title),
    ),
    own_lines=run_on_form(
        r"(?<!\S)(?:sent from my \w{2,20}|get outlook for \w{2,20})(?!\S)|"
        r"(?<!\S)you(?:['’]| a)re receiving this[^\n]{0,300}$"
    ),
)
