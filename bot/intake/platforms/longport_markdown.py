"""LongPort's Markdown (`/topics/N.md`, `/llms.txt`): front matter, then `# title` and body."""

import re

from bot.domain.post import Platform, Published
from bot.intake.dates import date_at_start
from bot.intake.page import Page, clean_name, is_name
from bot.intake.platforms.longport import ASIDES, LINK, NOISE
from bot.intake.reader import Head, Reader, Sureness

_FIELD = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,30})\s?:\s*(?P<value>.*)")
_LINKED = re.compile(r"\[(?P<name>.{1,80}?)\]\(\S*\)")
_LONGEST_MATTER = 60
_OURS = re.compile(r"longport|longbridge|^type:\s?[\"']?topics?\b", re.IGNORECASE | re.MULTILINE)
_DATES = ("datetime", "published_at", "published", "date", "created_at", "updated_at")
_LISTS = re.compile(r"-\s?\[?.{1,60}\]?\(?https?://\S*(?:longbridge|longport)\S*", re.IGNORECASE)


def _matter(page: Page, first: int) -> int | None:
    """The line after the front matter that begins at `first`; None where none begins there."""
    if page[first] != "---" or not _FIELD.fullmatch(page[page.next_filled(first + 1)]):
        return None
    for index in range(first + 1, min(first + _LONGEST_MATTER, len(page))):
        if page[index] == "---":
            return index + 1
        if page[index].startswith("# ") or not page[index]:
            return index  # the closing line was not copied
    return None


def _recognises(page: Page) -> Sureness:
    first = page.next_filled(0)
    after = _matter(page, first)
    if after is None:
        return Sureness.NO
    matter = "\n".join(page[index] for index in range(first, after))
    has_author = any(line.startswith("author:") and _LINKED.search(line) for line in matter.split("\n"))
    return Sureness.SURE if has_author or _OURS.search(matter) else Sureness.NO


def _heads(page: Page) -> list[Head]:
    heads, index = [], 0
    while index < len(page):
        after = _matter(page, index) if page[index] == "---" else None
        if after is not None:
            heads.append(_head(page, index, after))
        index = after or index + 1
    return heads


def _head(page: Page, first: int, after: int) -> Head:
    fields = _fields(page, first, after)
    url = fields.get("url") or fields.get("link")
    found = LINK.search(url or "")
    return Head(first, after, _author(fields), _published(fields), topic=found["topic"] if found else None, url=url)


def _fields(page: Page, first: int, after: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    for index in range(first, after):
        found = _FIELD.fullmatch(page[index])
        if found:
            fields.setdefault(found["key"].lower(), found["value"].strip().strip("\"'").strip())
    return fields


def _author(fields: dict[str, str]) -> str | None:
    value = fields.get("author", "")
    linked = _LINKED.search(value)
    name = linked["name"] if linked else value
    return clean_name(name) if linked or is_name(name) else None


def _published(fields: dict[str, str]) -> Published | None:
    for key in _DATES:
        dated = date_at_start(fields.get(key, ""), None)
        if dated is not None and dated.value is not None:
            return dated.value
    return None


READER = Reader(
    name="longport_markdown",
    order=10,
    platform=Platform.LONGPORT,
    recognises=_recognises,
    heads=_heads,
    link=LINK,
    noise=NOISE,
    headers=re.compile(rf"{_LISTS.pattern}|#+ (?:related stocks?|相关股票|相關股票|相关标的)", re.IGNORECASE),
    asides=re.compile(rf"^#{{1,6}}\s{{1,3}}|{ASIDES.pattern}", re.IGNORECASE),
)
