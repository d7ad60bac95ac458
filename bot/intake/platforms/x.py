"""X: name, @handle, date, text; quoted posts under "Quote"; copies by thread readers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.post import Platform, Published
from bot.intake.dates import Dated, date_at_start
from bot.intake.noise import BARE_COUNT
from bot.intake.page import Page, clean_name, is_name
from bot.intake.reader import Head, Reader, Role, Sureness
from bot.intake.run_on import ANY_DATE, CLOCK, DAY, NOT_NAMES, Line, Name, RunOn, name_before, run_on_form, take

_HANDLE = re.compile(r"@(?P<handle>[A-Za-z0-9_]{1,20})")
_ONE_LINE = re.compile(
    r"(?P<name>.{0,50}?)\s?\(?@(?P<handle>[A-Za-z0-9_]{1,20})\)?\s{0,2}(?:[·•,|-]\s{0,2}(?P<date>\S.{0,40}))?"
)
_LED_IN = re.compile(r"(?:quoting|quoted|quote(?: of| tweet(?: of| from)?)?|qt|引用)\s?[:：]?\s{1,2}", re.IGNORECASE)
_QUOTE = re.compile(r"(?:quote(?:d)?(?: tweet| post)?|引用(?:推文|帖子)?)\s?[:：]?", re.IGNORECASE)
_ANSWERING = re.compile(r"replying to|(?:正在)?回[复覆復][给給]?", re.IGNORECASE)
_ANSWERS = re.compile(rf"(?:{_ANSWERING.pattern})\s?@(?P<handle>[A-Za-z0-9_]{{1,20}}).{{0,80}}", re.IGNORECASE)
_AND = re.compile(r"and|,|和|\d+ others?", re.IGNORECASE)
_REPOSTED = re.compile(r".{1,50}\s(?:reposted|retweeted)|.{1,30}(?:转推了|轉推了|已转帖|已轉發)", re.IGNORECASE)
_GLUE = re.compile(r"[·•\s]+|verified account|follow(?:ing)?|subscribe|关注|關注|追蹤|订阅|訂閱", re.IGNORECASE)
_AGE = re.compile(r"\d{1,3}\s?(?:秒|分|分钟|分鐘|小时|小時|天)")
_RETWEET = re.compile(r"(?:^|\s)RT @\w{1,20}:")
_LATE = re.compile(
    r"(?:[上下]午|凌晨|清晨|早[上晨]|中午|傍晚|晚上)?\d{1,2}:\d{2}\s?(?:[AP]M)?\s?[·•-]\s|(?:last edited\s)",
    re.IGNORECASE,
)
_THREAD_READER = re.compile(
    r"^(?:thread by @\w+.{0,60}|.{0,60}(?:thread ?reader|twtext|unroll|rattibha|threadreaderapp).{0,60}|"
    r"read on (?:x|twitter)|.{0,30}a thread[:：]?.{0,40}|.{0,80}🧵.{0,200})$",
    re.IGNORECASE | re.MULTILINE,
)
_READER_AUTHOR = re.compile(r"(?:thread by|threads? from|by|from)\s@?(?P<name>\w.{0,40})", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<n>\d{1,2})\s?(?:/|\)|\.\s)\s?\d{0,2}")
_TAG = re.compile(r"(?<![\w$])\$[A-Z]{1,6}\b(?!\()")
_LONGEST_POST = 280


def _recognises(page: Page) -> Sureness:
    if _heads_of_posts(page):
        return Sureness.SURE
    if _RETWEET.search(page.text) or any(_LATE.match(page[i]) and page.date(i) for i in range(len(page))):
        return Sureness.SURE
    if _THREAD_READER.search("\n".join(page[index] for index in page.opening()[:4])):
        return Sureness.SURE
    return Sureness.MAYBE if len(page.text.strip()) <= _LONGEST_POST and _TAG.search(page.text) else Sureness.NO


def _heads(page: Page) -> list[Head]:
    heads = _threaded(page, _heads_of_posts(page))
    return heads or _thread_reader_head(page)


def _heads_of_posts(page: Page) -> list[Head]:
    heads: list[Head] = []
    index = 0
    while index < len(page):
        head = _head(page, index) if "@" in page[index] else None
        if head is not None:
            floor = heads[-1].after if heads else 0
            heads.append(_led_in(page, head, floor))
        index = head.after if head else index + 1
    return heads


def _head(page: Page, index: int) -> Head | None:
    """A handle, on a line of its own under the name or behind it, and the date that follows."""
    if _HANDLE.fullmatch(page[index]):
        named = page.last_filled(index - 1)
        has_name = named >= index - 2 and named >= 0 and _is_display_name(page[named])
        name = page[named] if has_name else None
        after, published, dated = _after(page, index + 1)
        if not has_name and not dated:
            return None
        return _made(name, page[index][1:], (named if has_name else index, after), published)
    led_in = _LED_IN.match(page[index])
    line = page[index][led_in.end() :] if led_in else page[index]
    found = _ONE_LINE.fullmatch(line.rstrip(":：")) if len(line) <= 120 else None
    if found is None or _ANSWERS.fullmatch(page[index]) or _READER_AUTHOR.fullmatch(page[index]):
        return None
    head = _one_line_head(page, index, found)
    return replace(head, role=Role.QUOTED) if head is not None and led_in else head


def _one_line_head(page: Page, index: int, found: re.Match[str]) -> Head | None:
    dated = _beside_handle(found["date"], page) if found["date"] else None
    if found["date"] and (dated is None or dated.rest):
        return None
    after, published, has_date = _after(page, index + 1) if dated is None else (index + 1, dated.value, True)
    if not has_date and not is_name(found["name"].strip()):
        return None
    name, above = found["name"].strip() or None, page.last_filled(index - 1)
    if name is None and above == index - 1 and above >= 0 and _is_display_name(page[above]):
        return _made(page[above], found["handle"], (above, after), published)
    return _made(name, found["handle"], (index, after), published)


def _beside_handle(text: str, page: Page) -> Dated | None:
    """In Chinese an age stands there without the word that elsewhere says that it is one."""
    return Dated(None, "") if _AGE.fullmatch(text) else date_at_start(text, page.now)


def _made(name: str | None, handle: str, lines: tuple[int, int], published: Published | None) -> Head:
    return Head(*lines, clean_name(name or handle), published, handle=handle.lower())


def _is_display_name(line: str) -> bool:
    if any(pattern.fullmatch(line) for pattern in (_ANSWERS, _ANSWERING, _AND, _QUOTE)):
        return False
    return (
        0 < len(line) <= 50
        and not line.startswith(("@", "$", "http"))
        and not line.endswith((".", "。", "?", "!", "？"))
    )


def _after(page: Page, index: int) -> tuple[int, Published | None, bool]:
    """The end of the header lines from `index` on, and the date among them."""
    end, published, dated = index, None, False
    for below in range(index, min(index + 5, len(page))):
        line, date = page[below], _beside_handle(page[below], page)
        is_date = date is not None and not dated and date.rest.lower() in ("", "edited")
        if line and not is_date and not _GLUE.fullmatch(line):
            break
        if is_date and date is not None:
            published, dated = date.value, True
        end = below + 1 if line else end
    return end, published, dated


def _led_in(page: Page, head: Head, floor: int) -> Head:
    """With the lines around it that say that it is quoted, reposted, or an answer."""
    above = page.last_filled(head.first - 1)
    below = page.next_filled(head.after)
    if (answered := _ANSWERS.fullmatch(page[below])) is not None:
        head = replace(head, after=below + 1, role=Role.COMMENT, answers=(answered["handle"].lower(),))
    elif _ANSWERING.fullmatch(page[below]) and _HANDLE.fullmatch(page[below + 1]):
        after = _after_handles(page, below + 1)
        lines = [page[index] for index in range(below + 1, after)]
        handles = tuple(line[1:].lower() for line in lines if line.startswith("@"))
        head = replace(head, after=after, role=Role.COMMENT, answers=handles)
    if above >= floor and _QUOTE.fullmatch(page[above]):
        return replace(head, first=above, role=Role.QUOTED)
    if above >= floor and _REPOSTED.fullmatch(page[above]):
        return replace(head, first=above)
    return head


def _after_handles(page: Page, index: int) -> int:
    """The line after those that name who is answered, each handle on its own."""
    while index < len(page) and (_HANDLE.fullmatch(page[index]) or _AND.fullmatch(page[index])):
        index += 1
    return index


def _threaded(page: Page, heads: list[Head]) -> list[Head]:
    """Numbered parts by the author of the part before are one post."""
    out: list[Head] = []
    for head in heads:
        found = _NUMBERED.match(page[page.next_filled(head.after)])
        goes_on = bool(out) and out[-1].handle == head.handle and found is not None and int(found["n"]) > 1
        out.append(replace(head, role=Role.GOES_ON) if goes_on else head)
    return out


def _thread_reader_head(page: Page) -> list[Head]:
    """A thread reader says whose thread it is above the text, if at all."""
    top = page.opening()[:4]
    for index in top:
        found = _READER_AUTHOR.fullmatch(page[index])
        if found is not None and is_name(found["name"]):
            below = page.date(page.next_filled(index + 1))
            is_date = below is not None and not below.rest
            after = page.next_filled(index + 1) + 1 if is_date else index + 1
            return [Head(index, after, clean_name(found["name"]), below.value if below and is_date else None)]
    return []


def _footer(page: Page, index: int) -> Dated | None:
    """`10:24 AM · Oct 14, 2025 · 12.3K Views` stands under the text that it dates."""
    if not _LATE.match(page[index]):
        return None
    dated = page.date(index)
    return dated if dated is not None and len(dated.rest) <= 40 else None


_HANDLE_IN_LINE = run_on_form(
    rf"(?<![\w@/])(?P<opened>\()?@(?P<handle>[a-z0-9_]{{1,20}})\)?(?!\w|[:：]|\.\w)"
    rf"(?:\s?[·•,|-]\s?(?P<date>{ANY_DATE})|\s(?P<clock>{CLOCK}\s[·-]\s{DAY}))?(?![\w/])"
)
_ANSWERS_IN_LINE = run_on_form(
    rf"\s+(?:{_ANSWERING.pattern})\s?@\w{{1,20}}(?:(?:\s?(?:,|and|和)\s?|\s)@\w{{1,20}}){{0,5}}"
)
_SPEAKS_TO = run_on_form(
    r"(?:replying to|回[复覆復][给給]?|\brt|//|\|\||\bvia|\bcc|\bby|转发|轉發|[,，、和:：]|\band)$"
)
_QUOTE_BEFORE = re.compile(
    r"(?:(?<=\s)|^)(?:Quoting|Quoted|Quote(?: of| tweet| post)?|QT|引用(?:推文|帖子)?)[:：]?\s+"
    r"(?P<name>(?:(?!Quote\b)\S){1,30}(?:\s(?:(?!Quote\b)\S){1,30}){0,5})$"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_MARKS = re.compile(r"[^\w\s.&'’-]")
_BEFORE_HANDLE = 110


def _cut_handle(line: Line, found: re.Match[str]) -> None:
    """`name @handle · date`. Without a date only where the quote's word leads to it, or where it opens the page."""
    at, end = found.start(), found.end()
    floor = max(line.done, at - _BEFORE_HANDLE)
    before = line.text[floor:at].rstrip()
    if _SPEAKS_TO.search(before):
        return
    name, quote = name_before(line, at, most_words=6), _QUOTE_BEFORE.search(before)
    dated = found["date"] or found["clock"]
    if quote is not None:
        line.cut(floor + quote.start())
        name = Name(floor + quote.start("name"), quote["name"], sure=True)
    elif not dated and not (name.at_top and name.start == 0 and _opens_page(line, found, name)):
        return
    elif not name.text or not is_name(_MARKS.sub("", name.text)):
        if not dated:
            return
        name = Name(at, "", sure=not before)
    elif name.start == 0:
        name = replace(name, sure=name.sure or not NOT_NAMES.search(name.text))
    elif name.text not in line.seen.names and not _stands_out(name.text):
        name = replace(name, sure=False)  # its sentence may have no full stop: then the handle stands for the name
    line.seen.handles += 1
    answers = _ANSWERS_IN_LINE.match(line.text, end)
    inside = [] if found["opened"] else [at]
    inside += [found.start("clock")] if found["clock"] else []
    if answers is not None:
        take(line, name, answers.end(), *inside, answers.start())
    elif inside or name.sure:
        take(line, name, end, *inside)


def _opens_page(line: Line, found: re.Match[str], name: Name) -> bool:
    """Whether name and handle are those of the author: they are alone in their line, or belong together."""
    if found.end() >= len(line.text.rstrip()):
        return line.ends
    answers = _ANSWERS_IN_LINE.match(line.text, found.end()) is not None
    bare, handle = re.sub(r"\W|_", "", name.text.casefold()), found["handle"].casefold().replace("_", "")
    if not bare or (line.goes_on(found.end()) and not found["opened"]) or NOT_NAMES.search(name.text):
        return False
    if found["opened"] or answers or bare in handle or handle in bare:
        return True
    if any(word[:5] in handle for word in re.findall(r"\w{4,}", name.text.casefold())):
        return True
    if _HAN.search(name.text):
        return " " not in name.text
    words = name.text.split()
    return len(words) > 1 and _are_capitals(words) and not line.is_lower(found.end())


def _stands_out(name: str) -> bool:
    """Whether a name can be told from the words of a sentence before it."""
    words = name.split()
    return len(words) <= 2 and (_HAN.search(name) is not None or _are_capitals(words))


def _are_capitals(words: Sequence[str]) -> bool:
    return all(word[0].isupper() or word in ("and", "of", "the") for word in words)


READER = Reader(
    name="x",
    order=100,
    platform=Platform.X,
    recognises=_recognises,
    heads=_heads,
    names=("x", "twitter", "x.com", "推特"),
    link=re.compile(r"(?:^|[\s/.])(?:x|twitter)\.com/\w{1,20}/status/(?P<topic>\d+)"),
    noise=re.compile(
        rf"{BARE_COUNT.pattern}|read \d+ repl(?:y|ies)|(?:view|show) (?:quotes|post engagements|this thread|"
        rf"replies)|who can reply\?.{{0,60}}|"
        rf"read on (?:x|twitter)|(?:mentions|.{{0,20}}unroll).{{0,60}}|"
        rf"{BARE_COUNT.pattern}\s(?:views|次(?:查看|[观觀]看|[浏瀏][览覽]))|"
        rf"post your reply|relevant people|trending.{{0,20}}|"
        r".{0,60}(?:threadreaderapp|twtext|thread reader).{0,60}|[·•]|more tweets from.{0,40}|from\s\w+\.\w{2,4}",
        re.IGNORECASE,
    ),
    headers=re.compile(rf"{_ANSWERS.pattern}|{_QUOTE.pattern}|(?:a\s)?thread\s?[:：]?|[·•]", re.IGNORECASE),
    footer=_footer,
    run_on=(RunOn(_HANDLE_IN_LINE, _cut_handle, sign="@"),),
    own_lines=run_on_form(r"^thread by @\w{1,20}(?=\s)|(?<!\S)(?:show this thread|read on (?:twitter|x))(?!\S)"),
)
