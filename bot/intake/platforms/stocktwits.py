"""StockTwits: name, the author's own Bullish or Bearish tag, date, a line or two with `$TICK` tags."""

import re

from bot.domain.post import Platform
from bot.intake.dates import Dated, american_date
from bot.intake.heads import LONGEST_HEAD, in_order, name_and_date
from bot.intake.noise import BARE_COUNT
from bot.intake.page import Page, clean_name
from bot.intake.reader import Head, Reader, Sureness
from bot.intake.run_on import BRIEF, CLOCKED, Line, RunOn, form_of, is_marked_handle, name_before, run_on_form

_USER = re.compile(r"@?[A-Za-z0-9_.-]{2,30}")
_TAGGED = re.compile(r"(?:tagged\s)?(?P<mood>bullish|bearish|neutral)", re.IGNORECASE)
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Z]{1,6}(?:\.[A-Z]{1,2})?\b(?!\()")
_MOOD_WORD = re.compile(r"[\s·•|(\[]+(?:bullish|bearish|neutral)\b[)\]]?", re.IGNORECASE)
_MOOD_BEHIND = re.compile(
    r"@?[\w.-]{2,30}[\s·•|(]{1,4}(?:bullish|bearish)\b.{0,40}|.{4,60}[\s·•|]{1,3}(?:bullish|bearish)", re.IGNORECASE
)
_X_HANDLE = re.compile(r"@\w{1,20}(?:\s?[·•]\s?.{1,30})?")
_GLUE = re.compile(r"[·•|\s]+|follow(?:ing)?|plus|official|premium|edited", re.IGNORECASE)
_SHORT = 1200


def _recognises(page: Page) -> Sureness:
    if not _CASHTAG.search(page.text):
        return Sureness.NO
    top = [page[index] for index in page.opening()[:6]]
    if any(_TAGGED.fullmatch(line) or _MOOD_BEHIND.fullmatch(line) for line in top):
        return Sureness.SURE
    if _heads(page) and not any(_X_HANDLE.fullmatch(line) for line in top):
        return Sureness.SURE
    first = page[page.next_filled(0)]
    return Sureness.MAYBE if len(page.text) <= _SHORT and _CASHTAG.match(first) else Sureness.NO


def _heads(page: Page) -> list[Head]:
    heads, index = [], 0
    while index < len(page):
        head = _head(page, index)
        if head is not None:
            heads.append(head)
        index = head.after if head else index + 1
    return in_order(heads)


def _head(page: Page, index: int) -> Head | None:
    """A name with a date or a mood right under it or behind it, in any order."""
    line = page[index]
    if not line or len(line) > LONGEST_HEAD:
        return None
    bare = _MOOD_WORD.sub("", line)
    if (both := name_and_date(bare, page.now)) is not None and _USER.fullmatch(both[0]) and not both[1].rest:
        published = both[1].value or american_date(line)
        return Head(index, _after(page, index + 1)[0], clean_name(both[0]), published)
    if (
        not _USER.fullmatch(bare)
        or _TAGGED.fullmatch(line)
        or BARE_COUNT.fullmatch(line)
        or not re.search("[A-Za-z]", bare)
    ):
        return None
    after, dated, mood = _after(page, index + 1)
    if dated is None and not (mood or bare != line):
        return None
    return Head(index, after, clean_name(bare), dated.value if dated else None)


def _after(page: Page, index: int) -> tuple[int, Dated | None, bool]:
    """The end of the header lines that begin at `index`, the date among them, and whether a mood stands there."""
    end, found, mood = index, None, False
    for below in range(index, min(index + 6, len(page))):
        line = page[below]
        dated = page.date(below)
        is_mood = _TAGGED.fullmatch(line) is not None
        is_date = dated is not None and found is None and _MOOD_WORD.sub("", f" {dated.rest}").strip() == ""
        if line and not is_mood and not is_date and not _GLUE.fullmatch(line):
            break
        mood = mood or is_mood
        found = Dated(dated.value or american_date(line), dated.rest) if is_date and dated else found
        end = below + 1 if line else end
    return end, found, mood


_MOOD_AND_DATE = re.compile(
    rf"(?<![\w.@$-])(?P<name>@?[A-Za-z0-9_.-]{{2,30}})(?:\s?[·•])?\s+\(?(?:Bullish|Bearish)\)?(?:\s?[·•]\s?|\s)"
    rf"(?P<date>(?i:{CLOCKED}|{BRIEF}))(?!\w|\sago)"
    rf"|(?<![\w.@$-])(?P<behind>@?[A-Za-z0-9_.-]{{2,30}})(?:\s[·•]\s|\s)(?P<dated>(?i:{CLOCKED}|{BRIEF}))"
    r"(?:\s?[·•]\s?|\s)\(?(?:Bullish|Bearish)\)?(?!\w)"
)


def _cut_mooded(line: Line, found: re.Match[str]) -> None:
    """`name Bearish date`: with an age instead of the hour only where the name can be no word of a sentence."""
    name, date = found["name"] or found["behind"], found["date"] or found["dated"]
    is_name = ":" in date or is_marked_handle(name) or name_before(line, found.start() + len(name)).text == name
    if is_name and re.search("[A-Za-z]", name):
        line.seen.forms.add(form_of(date))
        line.head(found.start(), found.end())


READER = Reader(
    name="stocktwits",
    order=95,
    platform=Platform.STOCKTWITS,
    recognises=_recognises,
    heads=_heads,
    names=("stocktwits",),
    link=re.compile(r"stocktwits\.com/\w+/message/(?P<topic>\d+)"),
    noise=re.compile(
        rf"{BARE_COUNT.pattern}|stocktwits.{{0,40}}|(?:most recent|trending|top) messages?.{{0,20}}", re.IGNORECASE
    ),
    headers=_TAGGED,
    own_lines=run_on_form(r"^stocktwits(?=\s+@?[\w.-]{2,30}\s+(?:[·•]\s)?\(?(?:bullish|bearish)\b)"),
    run_on=(RunOn(_MOOD_AND_DATE, _cut_mooded, sign="ish"),),
)
