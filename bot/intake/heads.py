"""Ways in which a header names the author and the date, shared by the platforms."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from bot.domain.post import Published
from bot.intake.dates import Dated, date_at_start
from bot.intake.noise import is_noise
from bot.intake.page import Page, clean_name, is_name
from bot.intake.reader import Head

LONGEST_HEAD = 100
_BADGE = re.compile(
    r"[\s·•∙|]+|\d{1,2} min(?:ute)?s? read|[+＋]?\s?(?:follow|关注|關注)|"
    r"(?:认证|已认证|大v|作者|楼主|vip|pro|op|verified)|吧龄\s?[\d.]{1,5}\s?[年月天](?:\s{1,3}影响力\s{0,3}[★☆]{1,6})?|影响力\s{0,3}[★☆]{1,6}",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s*[·•∙|｜]\s*|\s{1,6}|(?<=[\u3400-\u9fff])(?=发[布表]于)")
_LABEL = re.compile(
    r"(?:(?P<author>作者|撰文|文|原创|author|written by|by|posted by)|(?P<date>日期|时间|時間|发布时间|"
    r"发表时间|发布日期|date|published|posted|publish date)|"
    r"(?P<link>链接|原文链接|連結|网址|link|url|source url|permalink)|(?P<source>来源|來源|source|"
    r"via))\s?[:：/／|｜]\s{0,4}(?P<value>\S.*)",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(r"\[(?P<name>[^\]]{1,80})\]\([^)\s]*\)")


def name_above(page: Page, index: int, floor: int) -> int | None:
    """The line of the name that stands over a date line, past buttons and badges; None where no name stands there."""
    above, blanks = index - 1, 0
    while above >= floor and blanks <= 1:
        line = page[above]
        blanks += not line
        if line and not _BADGE.fullmatch(line) and not (is_noise(line) and above > floor):
            return above if is_name(line.rstrip("：:")) else None
        above -= 1
    return None


def signed_heads(page: Page, is_date: Callable[[int], Dated | None]) -> list[Head]:
    """A head for each line that `is_date` takes for the date of a post, with the name that stands over it."""
    heads: list[Head] = []
    for index in range(len(page)):
        dated = is_date(index)
        if dated is None:
            continue
        floor = heads[-1].after if heads else 0
        name = name_above(page, index, floor)
        first = index if name is None else name
        author = clean_name(page[name]) if name is not None else None
        heads.append(Head(first, index + 1, author, dated.value))
    return heads


def name_and_date(line: str, now: datetime | None = None) -> tuple[str, Dated] | None:
    """The two of a line like `name · 3h ago`."""
    if len(line) > LONGEST_HEAD:
        return None
    for gap in list(_GAP.finditer(line))[:7]:
        name, rest = line[: gap.start()], line[gap.end() :]
        if not rest or not is_name(name):
            continue
        dated = date_at_start(rest, now)
        if dated is not None:
            return name, dated
    return None


def one_line_heads(page: Page, sign: re.Pattern[str], rest: re.Pattern[str]) -> list[Head]:
    """A head for each line like `name · 3h ago` that holds `sign`, with nothing or only `rest` behind the date."""
    heads = []
    for index, line in enumerate(page):
        if len(line) > LONGEST_HEAD or not sign.search(line):
            continue
        both = name_and_date(line, page.now)
        if both is not None and (not both[1].rest or rest.fullmatch(both[1].rest)):
            heads.append(Head(index, index + 1, clean_name(both[0]), both[1].value))
    return heads


def labelled_head(page: Page) -> Head | None:
    """A head of labelled lines ("作者：…", "Date: …") near the top; None where none names the author."""
    author, published, url, rows = None, None, None, []
    for index in page.opening()[:10]:
        found = _LABEL.fullmatch(page[index]) if len(page[index]) <= 300 else None
        if found is None:
            continue
        value = found["value"].strip()
        rows.append(index)
        if found["author"] and author is None:
            author, published = _author_value(value, page, published)
        elif found["date"] and (dated := date_at_start(value, page.now)) is not None:
            published = published or dated.value
        elif found["link"]:
            url = value
    if author is None:
        return None
    after = rows[-1] + 1
    dated = page.date(page.next_filled(after))
    if published is None and dated is not None and not dated.rest:
        after, published = page.next_filled(after) + 1, dated.value
    return Head(rows[0], after, author, published, url=url)


def _author_value(value: str, page: Page, published: Published | None) -> tuple[str | None, Published | None]:
    """`name`, or `name 2025-10-14`, or a Markdown link."""
    value = _MARKDOWN_LINK.sub(lambda found: found["name"], value)
    both = name_and_date(value, page.now)
    if both is not None:
        return clean_name(both[0]), published or both[1].value
    return (clean_name(value) if is_name(value) else None), published


def in_order(heads: Iterable[Head]) -> list[Head]:
    """Heads from the top of the page down, without those that begin inside another's header."""
    out: list[Head] = []
    for head in sorted(heads, key=lambda head: (head.first, -head.after)):
        if not out or head.first >= out[-1].after:
            out.append(head)
    return out
