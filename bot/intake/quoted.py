"""Lines that begin with `>`: somebody else's words, and who is said to have spoken them."""

import re
from dataclasses import dataclass

from bot.domain.post import Platform, Published
from bot.intake.dates import date_at_start
from bot.intake.page import Page, clean_name, is_name

LONGEST_ANSWERS = 80
_MARK = re.compile(r"(?:>\s?)+")
_SPOKE = r"(?:wrote|writes|said|says|posted|写道|写到|说|說|寫道)"
_WROTE = re.compile(
    rf"(?:(?P<on>on\s.{{6,60}}?),?\s(?:[ap]m,?\s)?)?(?P<name>[^\s\d,][^\d,]{{0,50}}?)(?:\s?<[^<>]{{3,60}}>)?\s?{_SPOKE}\s?[:：]",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?P<name>.{0,50}?)\s?\(?@(?P<handle>\w{1,20})\)?(?:\s?[·•,-]\s?(?P<date>.{1,40})|\s?[:：])?")
ANSWERS = re.compile(
    r"(?:replying|replied|in reply|in response|responding)\sto\s(?:/?u/|@)(?P<name>[\w-]{2,25})"
    r"(?:\s?[·•].{0,30}|\s?[:：])?",
    re.IGNORECASE,
)
_DASHED = re.compile(r"[—–-]{1,2}\s?(?P<name>\S.{0,50})")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have spoken quoted words. `platform` where the way of saying it shows one."""

    author: str | None
    published_at: Published | None = None
    platform: Platform | None = None


@dataclass(frozen=True, slots=True)
class QuotedBlock:
    """Lines [.., end) that begin with `>`. `words` and `marks` are stretches of the page's text."""

    end: int
    words: tuple[tuple[int, int], ...]
    marks: tuple[tuple[int, int], ...]
    signed: Attribution | None


def quoted_block(page: Page, first: int, end: int) -> QuotedBlock | None:
    """The block of quoted lines that begins at a line; None where that line isn't quoted."""
    if not page[first].startswith(">"):
        return None
    last = first
    while last < end and page[last].startswith(">"):
        last += 1
    filled = [index for index in range(first, last) if _MARK.sub("", page[index], count=1).strip()]
    if not filled:
        return None
    opening = _attribution(_unmarked(page, filled[0])) if len(filled) > 1 else None
    closing = _dashed(_unmarked(page, filled[-1])) if len(filled) > 1 and not opening else None
    headers = {filled[0]} if opening else {filled[-1]} if closing else set()
    worded = set(filled) - headers
    words = tuple(_stretch(page, index) for index in filled if index in worded)
    marks = tuple(_mark(page, index, whole=index not in worded) for index in range(first, last))
    return QuotedBlock(last, words, marks, opening or closing)


def attribution_above(line: str) -> Attribution | None:
    """Who speaks next, where a line only says that ("On 3 May, X wrote:", "Replying to u/X")."""
    if (answered := whom_it_answers(line)) is not None:
        return Attribution(answered)
    found = _WROTE.fullmatch(line.strip())
    if found is None:
        return None
    dated = date_at_start(found["on"], None) if found["on"] else None
    return Attribution(clean_name(found["name"]), dated.value if dated else None)


def whom_it_answers(line: str) -> str | None:
    """The person that a line only says the post answers ("Replying to u/X")."""
    found = ANSWERS.fullmatch(line.strip()) if len(line) <= LONGEST_ANSWERS else None
    return found["name"] if found else None


def _attribution(line: str) -> Attribution | None:
    if (said := attribution_above(line)) is not None:
        return said
    found = _HANDLE.fullmatch(line)
    if found is None:
        return None
    dated = date_at_start(found["date"], None) if found["date"] else None
    if found["date"] and dated is None:
        return None
    return Attribution(clean_name(found["name"]) or found["handle"], dated.value if dated else None, Platform.X)


def _dashed(line: str) -> Attribution | None:
    found = _DASHED.fullmatch(line)
    return Attribution(clean_name(found["name"])) if found and is_name(found["name"]) else None


def _unmarked(page: Page, index: int) -> str:
    return _MARK.sub("", page[index], count=1)


def _stretch(page: Page, index: int) -> tuple[int, int]:
    line = page.line(index)
    return line.end - len(_unmarked(page, index)), line.end


def _mark(page: Page, index: int, *, whole: bool) -> tuple[int, int]:
    line = page.line(index)
    return line.start, line.end if whole else line.end - len(_unmarked(page, index))
